//! Things that documents describe by name: from the documents to the steps for every scope. A noun
//! brings what it is, how it is read, and its steps; everything else is the same for all of them.

use std::fmt::Debug;

use async_trait::async_trait;
use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;

use super::places::say_left_out;
use super::step::{Planned, Step};
use crate::aws::reach::Reach;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::context::Context;
use crate::domain::difference::FieldChange;
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::meant::{Asked, Meant};
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::read::fleet;

/// What is there, as a list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name, which need not be unique.
    pub name: String,
}

/// A noun whose things are described by documents.
#[async_trait(?Send)]
pub trait Described {
    /// What one of them is to be.
    type Definition: Clone + Debug;
    /// One of them as it is there.
    type Present;
    /// One change of one of them, which is one call.
    type Call: Step + 'static;

    /// What one of them is called, such as `window`.
    const NOUN: &'static str;
    /// How many AWS allows in an account and Region.
    const MOST: usize;

    /// What is there in a scope.
    async fn listed(site: &Site) -> Result<Vec<Named>>;

    /// One of them in full, with its tags where they are asked for; `None` when it is gone.
    async fn whole(site: &Site, id: &str, tagged: bool) -> Result<Option<Self::Present>>;

    /// Whether a document could describe all of it: nothing else is ever pruned.
    fn is_describable(present: &Self::Present) -> bool;

    /// The steps that make one.
    fn creation(wanted: &Asked<Self::Definition>) -> Vec<Self::Call>;

    /// The steps that make one that is there as it is wanted.
    ///
    /// # Errors
    /// A sentence, when that would take away what no document describes.
    fn changes(
        wanted: &Asked<Self::Definition>,
        present: &Self::Present,
    ) -> std::result::Result<Vec<Self::Call>, String>;

    /// The steps that delete one.
    fn deletion(present: &Self::Present) -> Vec<Self::Call>;

    /// What AWS and the clock know of what is wanted, where some of the steps make it so, and what
    /// makes it doubtful.
    async fn doubts(
        site: &Site,
        wanted: &Asked<Self::Definition>,
        steps: &[Self::Call],
        now: Timestamp,
    ) -> Result<Vec<String>>;

    /// The name of the thing that a step is about.
    fn name(step: &Self::Call) -> String;

    /// What a step changes of it, field by field.
    fn fields(step: &Self::Call) -> Vec<FieldChange>;
}

/// The steps for one scope.
struct Answer<S> {
    steps: Vec<S>,
    unnamed: Vec<String>,
}

/// A document with what it means.
type Pair<'w, D> = (&'w Asked<D>, Option<&'w Named>);

/// Nothing is planned anywhere when a mistake of the documents shows in one place: they are for the
/// others too.
type Judged<T> = std::result::Result<T, String>;

/// The steps of every scope that a document is meant for, and what could not be read.
///
/// # Errors
/// Refused when a name means two things, when more is wanted than AWS allows, or when a change would
/// take away what no document describes.
pub async fn plan<'a, N: Described>(
    context: &Context,
    reach: &'a Reach,
    wanted: &[Asked<N::Definition>],
    prune: bool,
) -> Result<(Vec<Planned<'a, N::Call>>, Vec<Unreadable>)> {
    say_left_out(context, reach, wanted);
    let gathered = reach.gather(|site| one::<N>(site, wanted, prune)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);

    let (mut plans, mut stray) = (Vec::new(), Vec::new());
    for (scope, answer) in answers {
        // Refused as a whole: half of the places would be worse.
        let answer = answer.map_err(|why| {
            let message = format!("{scope}: {why}; nothing was changed anywhere");
            Error::new(Kind::Refused, message)
        })?;
        let Some(answer) = answer else { continue };
        let names = answer.unnamed.iter();
        stray.extend(names.map(|name| format!("{name} ({})", scope.region)));
        plans.extend(reach.site(&scope).map(|site| Planned {
            site,
            steps: answer.steps,
        }));
    }

    if !stray.is_empty() {
        let how = if prune {
            "holds what no document describes, and is left as it is"
        } else {
            "in no document, and left as they are (--prune deletes those that a document could describe)"
        };
        context.tell(Remark::Note(format!("{how}: {}", stray.join(", "))));
    }
    Ok((plans, unreadable))
}

/// The steps for one scope; `None` when no document is meant for it.
async fn one<N: Described>(
    site: &Site,
    wanted: &[Asked<N::Definition>],
    prune: bool,
) -> Result<Judged<Option<Answer<N::Call>>>> {
    // Whether a document for some accounts is for an unknown one is no question to guess at.
    if wanted.iter().any(|asked| !asked.accounts.is_empty()) {
        site.account()?;
    }
    let here: Vec<&Asked<N::Definition>> = wanted
        .iter()
        .filter(|asked| asked.is_for(&site.scope))
        .collect();
    if here.is_empty() {
        return Ok(Ok(None));
    }

    let there = N::listed(site).await?;
    let pairs = match pairs::<N>(&here, &there) {
        Ok(pairs) => pairs,
        Err(why) => return Ok(Err(why)),
    };
    let read = in_full::<N>(site, &pairs).await?;

    let mut steps = Vec::new();
    for ((asked, _), present) in pairs.iter().zip(&read) {
        let one = match present {
            Some(present) => N::changes(asked, present),
            None => Ok(N::creation(asked)),
        };
        // A mistake in one document is one of all of them: nothing of this place is planned.
        match one {
            Ok(one) => steps.extend(one),
            Err(why) => return Ok(Err(why)),
        }
    }

    // What goes is the last: it cannot be taken back.
    let rest = there.iter().filter(|named| !is_named(&here, named));
    let (gone, unnamed) = rest_of::<N>(site, rest, prune).await?;
    steps.extend(gone);
    Ok(Ok(Some(Answer { steps, unnamed })))
}

/// What the documents mean, in full, several at once; one that went away since the list was read is
/// made anew.
async fn in_full<N: Described>(
    site: &Site,
    pairs: &[Pair<'_, N::Definition>],
) -> Result<Vec<Option<N::Present>>> {
    // Their order is that of the documents, which that of the steps follows.
    stream::iter(pairs)
        .map(|(asked, found)| async move {
            match found {
                Some(named) => N::whole(site, &named.id, asked.tags.is_some()).await,
                None => Ok(None),
            }
        })
        .buffered(CALLS_AT_ONCE)
        .try_collect()
        .await
}

fn is_named<D>(here: &[&Asked<D>], named: &Named) -> bool {
    here.iter().any(|asked| asked.name == named.name)
}

/// Each document with what it means. AWS keeps names not unique, so that there may be more than
/// one; to pick one of them would be a guess.
fn pairs<'w, N: Described>(
    here: &[&'w Asked<N::Definition>],
    there: &'w [Named],
) -> Judged<Vec<Pair<'w, N::Definition>>> {
    let (noun, mut new) = (N::NOUN, 0);
    let mut pairs = Vec::new();
    for asked in here {
        let of_name = there.iter().filter(|named| named.name == asked.name);
        let found: Vec<&Named> = of_name.collect();
        if let [_, _, ..] = found[..] {
            let ids: Vec<&str> = found.iter().map(|named| named.id.as_str()).collect();
            return Err(format!(
                "{} names {}: {}; delete or rename one of them by its id",
                asked.name,
                count(found.len(), noun),
                ids.join(", ")
            ));
        }
        new += usize::from(found.is_empty());
        pairs.push((*asked, found.first().copied()));
    }

    // Who has too many already may still change and delete them.
    if new > 0 && there.len() + new > N::MOST {
        return Err(format!(
            "there are {} and {new} more are wanted; AWS allows {} in an account and Region",
            count(there.len(), noun),
            N::MOST
        ));
    }
    Ok(pairs)
}

/// What no document names: the steps that delete it where that is asked for, and the names of what
/// stays.
async fn rest_of<'n, N: Described>(
    site: &Site,
    rest: impl Iterator<Item = &'n Named>,
    prune: bool,
) -> Result<(Vec<N::Call>, Vec<String>)> {
    let (mut steps, mut stay) = (Vec::new(), Vec::new());

    for named in rest {
        let present = if prune {
            N::whole(site, &named.id, false).await?
        } else {
            None
        };
        // Somebody's window with tasks of another kind is no leftover of ours.
        match present {
            Some(present) if N::is_describable(&present) => steps.extend(N::deletion(&present)),
            _ => stay.push(named.name.clone()),
        }
    }
    Ok((steps, stay))
}
