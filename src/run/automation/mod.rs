//! Automation executions that patch one instance: started, followed and found again.

pub mod follow;
pub mod start;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::run::automation::{AutomationRecord, Execution};
use crate::error::{Error, Kind, Result};
use crate::read::fleet;
use crate::run::receipts::Receipts;

/// The execution in the scope that knows it.
///
/// # Errors
/// When no scope knows it, or not all of them could be asked.
pub async fn find<'a>(
    context: &Context,
    reach: &'a Reach,
    id: &str,
) -> Result<(&'a Site, Execution)> {
    let gathered = reach
        .gather(|site| async move { Ok((site, site.automation(id).await?)) })
        .await;
    let (unreadable, answers) = fleet::settle(context, gathered);

    if let Some((site, execution)) = answers
        .into_iter()
        .find_map(|(_, (site, execution))| Some((site, execution?)))
    {
        return Ok((site, execution));
        // Only where every place could be asked is there no such execution.
    }

    if !unreadable.is_empty() {
        return Err(Error::new(
            Kind::Incomplete,
            format!("the automation execution {id} was not found where AWS could be asked"),
        ));
    }
    Err(Error::failed(format!(
        "there is no automation execution {id} in these accounts and Regions"
    ))
    .hint("--region, --profile and --all-regions widen the scope"))
}

/// The receipt, or what the execution itself tells.
///
/// # Errors
/// When the receipt cannot be read, or the execution is of another kind.
pub fn record_of(
    context: &Context,
    receipts: &Receipts,
    site: &Site,
    execution: &Execution,
) -> Result<AutomationRecord> {
    if let Some(record) = receipts.automation(&execution.id)? {
        return Ok(record);
    }

    // An execution that another machine or the console began can be followed too.
    AutomationRecord::of_execution(
        &site.scope,
        execution,
        receipts.endpoint(),
        context.clock.now(),
    )
    .ok_or_else(|| {
        Error::failed(format!(
            "the execution {} ({}) patches no single instance",
            execution.id, execution.document
        ))
    })
}
