//! Everything that exports reports by itself.

use super::fleet;
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::export::schedule::ReportSchedule;
use crate::domain::fleet::unreadable::Unreadable;

/// The schedules as far as they could be read.
#[derive(Debug)]
pub struct Schedules {
    /// By account, Region and name.
    pub all: Vec<ReportSchedule>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// How many scopes were meant.
    pub scopes: usize,
    /// Whether anything could be read.
    pub read: bool,
}

/// The schedules of every scope, and what of them could not be read.
pub async fn readable(context: &Context, reach: &Reach) -> Schedules {
    let gathered = reach.gather(Site::report_schedules).await;
    let (mut unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());

    let (mut all, mut parts) = (Vec::new(), Vec::new());
    for (scope, found) in answers {
        all.extend(found.all);
        // Whoever may read the one need not be allowed to read the other.
        parts.extend(found.unread.into_iter().map(|(what, error)| {
            let place = format!("the {what} of {scope}");
            fault::unreadable(place, Some(scope.clone()), None, &error)
        }));
    }
    fleet::tell_unreadable(context, &parts);
    unreadable.extend(parts);

    all.sort_by(|a, b| (&a.scope, &a.name, a.by).cmp(&(&b.scope, &b.name, b.by)));
    Schedules {
        all,
        unreadable,
        scopes,
        read,
    }
}
