//! From what is asked for to a plan: every scope adds its part, and the limits and waves are for
//! all of them together.

mod nodes;
pub mod override_list;
mod scope;
pub mod still;

use sha2::{Digest, Sha256};

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::override_list::coverage::Coverage;
use crate::domain::run::amount::Amount;
use crate::domain::run::order::Order;
use crate::domain::run::plan;
use crate::domain::run::plan::Plan;
use crate::domain::run::request::Request;
use crate::error::{Error, Kind, Result};
use crate::read::fleet;
use crate::read::standard::standard;
use crate::read::targets::{Seen, Use};
use scope::Part;

/// Makes the plan; nothing is written.
///
/// # Errors
/// Bad targets, hooks or lists; a scope that cannot be read is in the plan, unless none can.
pub async fn plan(context: &Context, reach: &Reach, order: &Order) -> Result<Plan> {
    let selection = &order.selection;
    order.request.check_hooks().map_err(Error::usage)?;

    let list = override_list::read(reach, order.request.override_list.as_ref()).await?;
    let standard = standard(context);
    let gathered = reach
        .gather(|site| scope::part(site, order, selection, list.as_ref(), standard))
        .await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let parts: Vec<Part> = answers
        .into_iter()
        .map(|(_, answer)| answer)
        .collect::<Result<_>>()?;
    check_resource_groups(order, &parts, unreadable.is_empty())?;
    if parts.is_empty() {
        return Err(nothing_read(&unreadable));
    }
    let (mut seen, mut coverage) = (Seen::default(), Coverage::default());
    for part in &parts {
        coverage.merge(part.coverage.clone());
        seen.ids.extend(part.found.iter().cloned());
        seen.met.merge(part.met.clone());
    }
    let changing = Use::Changing;
    let unreadable =
        fleet::check_meant(context, reach, selection, &seen, unreadable, changing).await?;

    // What is approved is the list as it was read: its digest tells when it was replaced.
    let mut request = order.request.clone();
    if let (Some(stored), Some(list)) = (&mut request.override_list, &list) {
        stored.sha256.clone_from(&list.sha256);
        stored.entries = list.entries();
    }

    let mut plan = assemble(context, reach, order, request, parts)?;
    plan.unreadable = unreadable
        .iter()
        .map(|fault| format!("{}: {}", fault.place, fault.reason))
        .chain(plan.unreadable)
        .collect();
    if let Some(list) = list {
        plan.warnings.extend(list.unmet(&coverage));
        plan.warnings.extend(list.warnings);
    }
    plan.digest = digest(&plan)?;
    Ok(plan)
}

/// A plan of which nothing could be read would be an empty one.
fn nothing_read(unreadable: &[Unreadable]) -> Error {
    let why = unreadable
        .first()
        .map_or_else(String::new, |fault| format!(": {}", fault.reason));
    let kind = if unreadable.iter().any(|fault| fault.credentials) {
        Kind::Credentials
    } else {
        Kind::Failed
    };
    Error::new(kind, format!("nothing could be read{why}"))
}

/// A resource group lives in one Region; that others do not have it is no fault, unless nobody has
/// it.
fn check_resource_groups(order: &Order, parts: &[Part], all_read: bool) -> Result<()> {
    let groups = &order.selection.resource_groups;
    let Some(missing) = groups
        .iter()
        // A group lives in one Region: it is missing only when every place that was read lacks it.
        .find(|group| !parts.is_empty() && parts.iter().all(|part| part.absent.contains(*group)))
    else {
        return Ok(());
    };

    let where_read = if all_read {
        "in these accounts and Regions"
    } else {
        "where AWS could be asked"
    };
    Err(Error::usage(format!("there is no resource group {missing} {where_read}"))
        .hint("aws resource-groups list-groups shows them; --region and --profile choose where it is looked for"))
}

/// The SHA-256 of a plan without its own digest.
///
/// # Errors
/// When the plan has no JSON form.
pub fn digest(plan: &Plan) -> Result<String> {
    let bare = Plan {
        digest: String::new(),
        ..plan.clone()
    };
    let text = serde_json::to_vec(&bare)
        .map_err(|error| Error::failed("cannot write the plan").with_source(error))?;
    Ok(hex::encode(Sha256::digest(text)))
}

fn assemble(
    context: &Context,
    reach: &Reach,
    order: &Order,
    mut request: Request,
    parts: Vec<Part>,
) -> Result<Plan> {
    let mut all = merged(parts);
    // The console's limits go by the number of nodes (AWS User Guide, "Patching managed nodes on
    // demand"), which is known only now.
    let (concurrency, errors) = Amount::console(request.operation, all.nodes.len());
    request.max_concurrency = order.max_concurrency.unwrap_or(concurrency);
    request.max_errors = order.max_errors.unwrap_or(errors);
    let waves = plan::arrange(&order.run, &request, &mut all.nodes).map_err(Error::usage)?;

    let nodes = all.nodes.iter();
    let detailed = nodes.filter(|node| node.before.is_none_or(|before| before.violates()));
    let place = reach.place();

    // The times, the place and the digest are what makes a plan this one and no other.
    Ok(Plan {
        schema_version: 1,
        kind: plan::KIND.to_owned(),
        run: order.run.clone(),
        created_at: context.clock.now(),
        endpoint: place.endpoint,
        account: place.account,
        account_reason: place.account_reason,
        region: place.region,
        region_reason: place.region_reason,
        retry_of: order.retry_of.clone(),
        document: request.document().to_owned(),
        parameters: request.parameters(),
        api_calls: plan::estimate(request.operation, &waves, detailed.count()),
        request,
        selection: order.selection.clone(),
        hooks: all.hooks,
        nodes: all.nodes,
        skipped: all.skipped,
        skip_unable: order.skip_unable,
        waves,
        overlaps: all.overlaps,
        unreadable: all.problems,
        warnings: all.warnings,
        digest: String::new(),
    })
}

/// The parts of all scopes as one. Hooks and warnings that several scopes have alike stand there
/// once, and in an order of their own: the digest must not depend on which scope answered first.
fn merged(parts: Vec<Part>) -> Part {
    let mut all = Part::default();
    for part in parts {
        all.nodes.extend(part.nodes);
        all.skipped.extend(part.skipped);
        all.hooks.extend(part.hooks);
        all.overlaps.extend(part.overlaps);
        all.problems.extend(part.problems);
        all.warnings.extend(part.warnings);
    }

    // Scopes answer in any order, and the same plan must look the same.
    all.hooks.sort_by(|a, b| {
        (&a.place, &a.document, &a.version).cmp(&(&b.place, &b.document, &b.version))
    });
    all.hooks.dedup();
    all.warnings.sort();
    all.warnings.dedup();
    all
}
