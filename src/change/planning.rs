//! From documents to the steps for every scope: what `apply` carries out and `diff` shows.

use super::places::say_left_out;
use super::step::Planned;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::baseline::plan;
use crate::domain::baseline::plan::{BaselineStep, Desired};
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::group::Identity;
use crate::domain::meant::Meant;
use crate::error::{Error, Kind, Result};
use crate::read::fleet;

/// The plans of every scope that a document is meant for, and what could not be read.
///
/// # Errors
/// Refused when a name means two baselines, or when more is wanted than AWS allows: nothing is
/// planned anywhere then.
pub async fn plan<'a>(
    context: &Context,
    reach: &'a Reach,
    wanted: &[Desired],
    prune: bool,
) -> Result<(Vec<Planned<'a, BaselineStep>>, Vec<Unreadable>)> {
    say_left_out(context, reach, wanted);
    let gathered = reach.gather(|site| one(site, wanted, prune)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);

    let (mut plans, mut stray) = (Vec::new(), Vec::new());
    for (scope, answer) in answers {
        // A mistake in one place is one of the documents, and they are for the others too.
        let answer = answer.map_err(|why| {
            Error::new(
                Kind::Refused,
                format!("{scope}: {why}; nothing was changed anywhere"),
            )
        })?;
        let Some(answer) = answer else { continue };
        let names = answer.unnamed.iter();
        stray.extend(names.map(|name| format!("{name} ({})", scope.region)));
        plans.extend(reach.site(&scope).map(|site| Planned {
            site,
            steps: answer.steps,
        }));
    }

    if !stray.is_empty() && !prune {
        context.tell(Remark::Note(format!(
            "in no document, and left as they are (--prune deletes them): {}",
            stray.join(", ")
        )));
    }
    Ok((plans, unreadable))
}

struct Answer {
    steps: Vec<BaselineStep>,
    unnamed: Vec<String>,
}

/// The steps for one scope; `None` when no document is meant for it.
async fn one(
    site: &Site,
    wanted: &[Desired],
    prune: bool,
) -> Result<std::result::Result<Option<Answer>, String>> {
    // Whether a document for some accounts is for an unknown one is no question to guess at.
    if wanted.iter().any(|desired| !desired.accounts.is_empty()) {
        site.account()?;
    }
    let here: Vec<&Desired> = wanted
        .iter()
        .filter(|desired| desired.is_for(&site.scope))
        .collect();
    if here.is_empty() {
        return Ok(Ok(None));
    }

    // Only what a document means is read in full: a call for each, and one more for its tags.
    let present = site
        .present(
            |identity| here.iter().any(|desired| means(desired, identity)),
            |identity| {
                let mut here = here.iter();
                here.any(|desired| desired.tags.is_some() && means(desired, identity))
            },
        )
        .await?;

    let unnamed = plan::unnamed(&here, &present)
        .iter()
        .map(|baseline| baseline.name.clone())
        .collect();
    Ok(plan::plan(&here, &present, prune).map(|steps| Some(Answer { steps, unnamed })))
}

/// A document finds its baseline by name and operating system: ids differ from place to place.
fn means(desired: &Desired, identity: &Identity) -> bool {
    desired.name == identity.name && identity.operating_system == Some(desired.os)
}
