//! A deployment of Quick Setup, followed until it is done in every account and Region.

use std::fmt;

use jiff::SignedDuration;

use super::watch::{Ended, Watch};
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::policy::manager::{Configuration, Standing, Status};
use crate::domain::text::words::count;
use crate::error::Result;

/// For how long AWS may not yet show what was done.
const LATE: SignedDuration = SignedDuration::from_secs(45);

/// What is followed.
#[derive(Clone, Copy, Debug)]
pub struct Followed<'a> {
    /// Where it is kept.
    pub site: &'a Site,
    /// Its ARN.
    pub arn: &'a str,
    /// Whether it is being deleted, so that its end is that it is not there.
    pub goes: bool,
    /// How it stood before the change whose deployment this is: AWS may show that for a while.
    /// `None` when it was not there, or nothing was changed.
    pub before: Option<&'a Status>,
}

/// How following ended.
#[derive(Debug)]
pub enum Deployment {
    /// It is deployed, or deleted, everywhere.
    Done,
    /// It failed, and why, place by place as far as AWS says it.
    Failed(Vec<String>),
    /// Somebody deleted it meanwhile.
    Vanished,
    /// AWS says what this version does not know.
    Unknown(Status),
    /// It goes on: the deadline passed.
    GoesOn,
    /// It goes on: a signal came.
    Left(u8),
}

/// How far it is, for who watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// AWS's word for the whole.
    pub status: String,
    /// In how many accounts and Regions it is done.
    pub done: usize,
    /// Of how many that AWS lists.
    pub all: usize,
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.status)?;
        match self.all {
            // AWS lists the places only some time after the whole.
            0 => Ok(()),
            all => write!(f, ", done in {} of {}", self.done, count(all, "place")),
        }
    }
}

/// Follows a deployment; `observe` hears of every change.
///
/// # Errors
/// What AWS answered again and again.
pub async fn follow(
    context: &Context,
    followed: Followed<'_>,
    timeout: SignedDuration,
    observe: &dyn Fn(&Progress),
) -> Result<Deployment> {
    let mut watch = Watch::new(context, timeout);
    let mut last = None;
    let since = context.clock.now();
    let mut seen = followed.before.is_some();
    loop {
        let late = context.clock.now().duration_since(since) < LATE;
        match look(followed).await {
            // Who made it just now need not find it yet.
            Ok(Look::Ended(Deployment::Vanished)) if late && !seen => watch.answered(),
            Ok(Look::Old) => watch.answered(),
            Ok(Look::Ended(deployment)) => return Ok(deployment),
            Ok(Look::Working(progress)) => {
                watch.answered();
                seen = true;
                if last.as_ref() != Some(&progress) {
                    observe(&progress);
                    last = Some(progress);
                }
            }
            // A look that failed says nothing of the deployment.
            Err(error) => {
                watch.endures(error)?;
            }
        }
        match watch.next_look().await? {
            Some(Ended::Deadline) => return Ok(Deployment::GoesOn),
            Some(Ended::Signal(number)) => return Ok(Deployment::Left(number)),
            None => {}
        }
    }
}

enum Look {
    Ended(Deployment),
    Working(Progress),
    /// What was there before is still shown.
    Old,
}

async fn look(followed: Followed<'_>) -> Result<Look> {
    let Followed {
        site, arn, goes, ..
    } = followed;
    let Some(manager) = site.manager(arn).await? else {
        let ended = if goes {
            Deployment::Done
        } else {
            Deployment::Vanished
        };
        return Ok(Look::Ended(ended));
    };

    let status = manager.status;
    if followed
        .before
        .is_some_and(|before| is_same(before, &status))
    {
        return Ok(Look::Old);
    }

    match (status.standing(), goes) {
        // A deletion that was asked for is over only when there is no manager any more.
        (Standing::Working, _) | (Standing::Done, true) => {}
        (Standing::Done, false) => return Ok(Look::Ended(Deployment::Done)),
        (Standing::Failed, _) => {
            return Ok(Look::Ended(Deployment::Failed(
                failures(site, arn, &status).await,
            )));
        }
        (Standing::Unknown, _) => return Ok(Look::Ended(Deployment::Unknown(status))),
    }
    Ok(Look::Working(progress(site, arn, status).await))
}

/// Whether AWS shows what it showed before. Without a time it cannot be told to be late.
fn is_same(before: &Status, now: &Status) -> bool {
    now.updated.is_some() && (before.updated, &before.word) == (now.updated, &now.word)
}

/// Only for who watches: what it says decides nothing.
async fn progress(site: &Site, arn: &str, status: Status) -> Progress {
    let places = site.configurations(arn).await.unwrap_or_default();
    let done = |place: &&Configuration| place.status.standing() == Standing::Done;
    Progress {
        status: status.word,
        done: places.iter().filter(done).count(),
        all: places.len(),
    }
}

/// Why it failed: of each place, else of the whole.
async fn failures(site: &Site, arn: &str, whole: &Status) -> Vec<String> {
    let places = site.configurations(arn).await.unwrap_or_default();
    let of_places: Vec<String> = places
        .iter()
        .filter(|place| place.status.standing() == Standing::Failed)
        .map(sentence)
        .collect();
    if of_places.is_empty() {
        let why = whole.message.clone();
        return vec![why.unwrap_or_else(|| format!("AWS says {} and no more", whole.word))];
    }
    of_places
}

fn sentence(place: &Configuration) -> String {
    let scope = place.scope.as_ref();
    let scope = scope.map_or_else(|| "somewhere".to_owned(), ToString::to_string);
    let why = place.status.message.as_deref().unwrap_or("no reason given");
    format!("{scope}: {why}")
}
