//! Runs AWS's runbook for reports once, in one place or in several, and looks for the file.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde::Serialize;

use crate::aws::object_reads::{Bucket, Version};
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::export::{Export, RUNBOOK};
use crate::domain::fleet::remark::Remark;
use crate::domain::id::{Scope, uuid};
use crate::domain::run::automation::Execution;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::plan::Consented;
use crate::process::interrupt::interrupted;
use crate::run::watch::{Ended, Watch};

/// What is exported in a place.
pub struct Order<'a> {
    /// The place.
    pub site: &'a Site,
    /// What is exported.
    pub export: Export,
}

/// What came of an export.
#[derive(Debug, Serialize)]
pub struct Exported {
    /// The place.
    #[serde(flatten)]
    pub scope: Scope,
    /// What was exported.
    #[serde(flatten)]
    pub export: Export,
    /// The execution of the runbook; `None` when it was not started.
    pub execution: Option<String>,
    /// AWS's word for how it went.
    pub status: String,
    /// The objects that were not there before, as s3:// addresses.
    pub objects: Vec<String>,
    /// Why it failed, or why nobody can tell whether there is a file.
    pub problem: Option<String>,
    /// What that comes to.
    #[serde(skip)]
    pub code: ExitCode,
}

/// An export under way.
struct Running<'a> {
    order: Order<'a>,
    id: String,
    /// What was in the bucket before; why it could not be looked at.
    before: Result<Objects>,
    last: Option<Execution>,
}

/// The objects of a bucket, with what tells versions of one apart.
type Objects = BTreeMap<String, Version>;

/// Starts every export and follows them to their ends.
///
/// # Errors
/// Interrupted (130, 143) after a signal, while the executions go on; what AWS answered in every
/// place.
pub async fn run(
    context: &Context,
    reach: &Reach,
    orders: Vec<Order<'_>>,
    timeout: Option<SignedDuration>,
    consented: &Consented,
) -> Result<Vec<Exported>> {
    let (mut running, mut ended) = (Vec::new(), Vec::new());
    for order in orders {
        match start(reach, order, consented).await {
            Ok(started) => running.push(started),
            Err(failed) => ended.push(*failed),
        }
    }
    if let Some(timeout) = timeout {
        follow(context, &mut running, timeout).await?;
    }
    for one in running {
        ended.push(one.concluded(reach).await);
    }

    // In the order of the places, whoever was first.
    ended.sort_by(|a, b| a.scope.cmp(&b.scope));
    Ok(ended)
}

async fn start<'a>(
    reach: &Reach,
    order: Order<'a>,
    consented: &Consented,
) -> std::result::Result<Running<'a>, Box<Exported>> {
    // Looked at before, because what is there afterwards may have been there.
    let before = objects(reach, &order.export).await;
    // The token makes a repetition harmless, so that the SDK may retry.
    let token = uuid::v4(fastrand::u128(..));
    let parameters = order.export.parameters();
    let rest = format!(
        "ssm describe-automation-executions --filters Key=DocumentNamePrefix,Values={RUNBOOK}"
    );
    let look = order.site.aws_line(&rest).text;
    let started = order
        .site
        .start_automation(RUNBOOK, &parameters, &token, look, consented)
        .await;
    match started {
        Ok(id) => Ok(Running {
            order,
            id,
            before,
            last: None,
        }),
        Err(error) => Err(Box::new(Exported {
            scope: order.site.scope.clone(),
            export: order.export,
            execution: None,
            status: "NotStarted".to_owned(),
            objects: Vec::new(),
            code: error.exit_code(),
            problem: Some(error.one_line()),
        })),
    }
}

/// Looks until every execution is over or the deadline has passed.
async fn follow(
    context: &Context,
    running: &mut [Running<'_>],
    timeout: SignedDuration,
) -> Result<()> {
    let mut watch = Watch::new(context, timeout);
    loop {
        for one in running.iter_mut().filter(|one| !one.has_ended()) {
            match one.order.site.automation(&one.id).await {
                Ok(Some(execution)) => {
                    watch.answered();
                    one.last = Some(execution);
                }

                // A list that comes late does not know the newest yet.
                Ok(None) => {}
                Err(error) => {
                    let error = watch.endures(error).map_err(|error| goes_on(one, error))?;
                    context.tell(Remark::Warning(error.one_line()));
                }
            }
        }
        let Some(open) = running.iter().find(|one| !one.has_ended()) else {
            return Ok(());
        };
        match watch.next_look().await? {
            None => {}
            Some(Ended::Deadline) => return Ok(()),
            Some(Ended::Signal(number)) => return Err(goes_on(open, interrupted(number))),
        }
    }
}

fn goes_on(one: &Running<'_>, error: Error) -> Error {
    error.hint(format!("the execution goes on; look at it: {}", look(one)))
}

/// What shows an execution of the runbook.
fn look(one: &Running<'_>) -> String {
    let rest = format!(
        "ssm get-automation-execution --automation-execution-id {}",
        one.id
    );
    one.order.site.aws_line(&rest).text
}

impl Running<'_> {
    fn has_ended(&self) -> bool {
        self.last.as_ref().is_some_and(Execution::has_ended)
    }

    async fn concluded(self, reach: &Reach) -> Exported {
        let look = look(&self);

        // As it stands when nobody looked to the end.
        let mut exported = Exported {
            scope: self.order.site.scope.clone(),
            export: self.order.export,
            execution: Some(self.id),
            status: "InProgress".to_owned(),
            objects: Vec::new(),
            problem: Some(format!("not done yet; look at it: {look}")),
            code: ExitCode::StillRunning,
        };
        let Some(execution) = self.last.filter(Execution::has_ended) else {
            return exported;
        };
        exported.status.clone_from(&execution.status);
        if !execution.succeeded() {
            exported.problem = execution.why_failed().or(execution.failure);
            exported.code = ExitCode::Failed;
            return exported;
        }

        // The runbook's word is not enough: it has succeeded without a file.
        let found = written(reach, self.before, &exported.export, &execution).await;
        match found {
            Ok(objects) if objects.is_empty() => {
                let none = "it succeeded, and no new object of that name is in the bucket";
                exported.problem = Some(none.to_owned());
            }
            Ok(objects) => (exported.objects, exported.problem) = (objects, None),
            Err(error) => {
                let why = error.one_line();
                let unread = format!("it succeeded, and the bucket cannot be looked at: {why}");
                exported.problem = Some(unread);
            }
        }
        exported.code = match exported.problem {
            Some(_) => ExitCode::Incomplete,
            None => ExitCode::Done,
        };
        exported
    }
}

/// The objects that the runbook wrote, as s3:// addresses.
async fn written(
    reach: &Reach,
    before: Result<Objects>,
    export: &Export,
    execution: &Execution,
) -> Result<Vec<String>> {
    let before = before?;
    let after = objects(reach, export).await?.into_iter();
    let new = after.filter(|(key, version)| before.get(key) != Some(version));
    let own = new.filter(|(_, version)| is_during(version, execution));
    Ok(own
        .map(|(key, _)| format!("s3://{}/{key}", export.bucket))
        .collect())
}

/// Whether an object was written while the runbook ran: what another writer put there before or
/// after is not its file. Both times are AWS's, of two services.
fn is_during(version: &Version, execution: &Execution) -> bool {
    const APART: SignedDuration = SignedDuration::from_secs(60);

    let Some(written) = version.written else {
        return true;
    };
    let start = execution.started_at;
    let end = execution.ended_at;
    let earliest = start.and_then(|start| start.saturating_sub(APART).ok());
    let latest = end.and_then(|end| end.saturating_add(APART).ok());
    earliest.is_none_or(|earliest| earliest <= written)
        && latest.is_none_or(|latest| written <= latest)
}

/// The objects whose key has the name of the report somewhere: which key the runbook chooses is not
/// documented.
async fn objects(reach: &Reach, export: &Export) -> Result<Objects> {
    let bucket = Bucket::open(reach, &export.bucket).await;
    let mut objects = bucket.versions().await?;
    objects.retain(|key, _| key.contains(&export.report));
    Ok(objects)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn only_what_was_written_while_the_runbook_ran_is_its_file() {
        let execution = Execution {
            id: String::new(),
            document: RUNBOOK.to_owned(),
            status: "Success".to_owned(),
            failure: None,
            started_at: Some(at("2026-11-30T12:00:00.500Z")),
            ended_at: Some(at("2026-11-30T12:01:00Z")),
            parameters: crate::domain::run::command::Parameters::new(),
            steps: Vec::new(),
        };
        for (written, own) in [
            (Some("2026-11-30T11:55:00Z"), false),
            // S3 has whole seconds, and its clock is not that of Automation.
            (Some("2026-11-30T12:00:00Z"), true),
            (Some("2026-11-30T12:00:40Z"), true),
            (Some("2026-11-30T12:05:00Z"), false),
            (None, true),
        ] {
            let version = Version {
                tag: String::new(),
                written: written.map(at),
            };
            assert_eq!(is_during(&version, &execution), own, "{written:?}");
        }
    }
}
