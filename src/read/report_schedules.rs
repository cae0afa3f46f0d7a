//! Everything that exports reports by itself.

use super::fleet;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::export::schedule::ReportSchedule;
use crate::domain::fleet::unreadable::Unreadable;

/// The schedules of every scope that can be read, what could not be read, and how many scopes there
/// are.
pub async fn readable(
    context: &Context,
    reach: &Reach,
) -> (Vec<ReportSchedule>, Vec<Unreadable>, usize) {
    let gathered = reach.gather(Site::report_schedules).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let scopes = answers.len() + unreadable.len();
    let mut all: Vec<ReportSchedule> = answers.into_iter().flat_map(|(_, found)| found).collect();
    all.sort_by(|a, b| (&a.scope, &a.name, a.by).cmp(&(&b.scope, &b.name, b.by)));
    (all, unreadable, scopes)
}
