//! `patchctl patch-now asg` and `patch-now with-rollback`: automation executions that patch one instance.

use std::time::Duration;

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::flags::{self, ConsentArgs, WaitArgs};
use super::receipts::Receipts;
use super::starting;
use crate::aws::scopes::World;
use crate::aws::site::Site;
use crate::commands::fleet;
use crate::context::Context;
use crate::context::interrupt::interrupted;
use crate::domain::compliance::PatchCounts;
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch_run::automation::Execution;
use crate::domain::patch_run::name::RunName;
use crate::domain::patch_run::record::Who;
use crate::domain::patch_run::request::Parameters;
use crate::domain::selection::Selection;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::plan::Consent;

/// Seconds between looks.
const POLL: u64 = 15;

/// Arguments of `patch-now asg`.
#[derive(Debug, Args)]
#[command(after_help = "\
The automation puts the instance into standby, installs with a reboot if needed, and puts it back into service. It goes on after a failed
installation; patchctl counts that as a failure all the same.
Exit codes: 0 patched, 6 the automation or a step of it failed, 7 still running at the deadline, 8 refused.

Examples:
  patchctl patch-now asg i-0123456789abcdef0 --dry-run
  patchctl patch-now asg i-0123456789abcdef0 --automation-role arn:aws:iam::111122223333:role/Automation --yes")]
pub struct AsgArgs {
    #[command(flatten)]
    common: AutomationArgs,
    /// The role that runs the automation's Lambda functions
    #[arg(long, value_name = "ARN")]
    lambda_role: Option<String>,
}

/// Arguments of `patch-now with-rollback`.
#[derive(Debug, Args)]
#[command(after_help = "\
The automation takes a snapshot of the root volume, installs with a reboot if needed, and restores the volume when the instance is not
compliant afterwards.
Exit codes: 0 patched, 6 the automation or a step of it failed, 7 still running at the deadline, 8 refused.

Examples:
  patchctl patch-now with-rollback i-0123456789abcdef0 --dry-run
  patchctl patch-now with-rollback i-0123456789abcdef0 --report-bucket my-reports --yes")]
pub struct WithRollbackArgs {
    #[command(flatten)]
    common: AutomationArgs,
    /// The role that runs the automation's Lambda functions
    #[arg(long, value_name = "ARN")]
    lambda_role: Option<String>,
    /// Put the compliance report into this bucket
    #[arg(long, value_name = "BUCKET")]
    report_bucket: Option<String>,
}

/// What both have.
#[derive(Debug, Args)]
pub struct AutomationArgs {
    /// The instance
    #[arg(value_name = "NODE")]
    node: NodeId,
    /// The role that the automation assumes
    #[arg(long, value_name = "ARN")]
    automation_role: Option<String>,
    /// Why; it is kept in the receipt
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    wait: WaitArgs,
    /// Do not wait: print the id of the execution and exit 7
    #[arg(long, help_heading = "Run")]
    no_wait: bool,
    #[command(flatten)]
    consent: ConsentArgs,
}

/// The receipt of an automation.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct AutomationRecord {
    schema_version: u32,
    kind: String,
    execution_id: Option<String>,
    /// Makes sure that a repeated start starts nothing new.
    client_token: String,
    #[serde(flatten)]
    scope: Scope,
    node: NodeId,
    document: String,
    parameters: Parameters,
    endpoint: String,
    who: Who,
    reason: Option<String>,
    started_at: Timestamp,
    ended_at: Option<Timestamp>,
    status: String,
    before: Option<PatchCounts>,
    after: Option<PatchCounts>,
    exit_code: Option<u8>,
}

/// Whether a name is the id of an automation execution: a UUID.
pub fn is_execution(name: &RunName) -> bool {
    let lengths: Vec<usize> = name.as_str().split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && name.as_str().chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// Patches an instance of an Auto Scaling group.
///
/// # Errors
/// Refused without a yes, or for a node that cannot be patched so; what AWS answered.
pub async fn asg(context: &Context, args: &AsgArgs) -> Result<ExitCode> {
    let lambda = args.lambda_role.as_ref().map(|role| ("LambdaRoleArn", role.clone()));
    start(context, &args.common, "AWS-PatchAsgInstance", lambda.into_iter().collect()).await
}

/// Patches an instance that is restored when that fails.
///
/// # Errors
/// As [`asg`].
pub async fn with_rollback(context: &Context, args: &WithRollbackArgs) -> Result<ExitCode> {
    let lambda = args.lambda_role.as_ref().map(|role| ("LambdaAssumeRole", role.clone()));
    let bucket = args.report_bucket.as_ref().map(|bucket| ("ReportS3Bucket", bucket.clone()));
    start(context, &args.common, "AWS-PatchInstanceWithRollback", lambda.into_iter().chain(bucket).collect()).await
}

async fn start(context: &Context, args: &AutomationArgs, document: &str, more: Vec<(&str, String)>) -> Result<ExitCode> {
    context.ui.format().require(&crate::output::format::Format::GENERAL)?;
    let world = World::open(context).await?;
    let selection = Selection { nodes: vec![args.node.clone()], ..Selection::default() };
    let fleet = fleet::read(context, &world, &selection).await?;
    let Some(found) = fleet.nodes.first() else {
        return Err(fleet::unknown_node(&[&args.node]));
    };
    check(found)?;
    let site = super::sending::site(&world, &found.node.scope)?;
    let ids = std::iter::once(args.node.clone()).collect();
    if let Some(overlap) = site.operations_on(&ids).await?.into_iter().next() {
        return Err(Error::new(Kind::Refused, format!("the {} {} ({}) patches {} now", overlap.kind, overlap.id, overlap.name, args.node))
            .hint("wait until it is over"));
    }
    let mut parameters = Parameters::from([("InstanceId".to_owned(), vec![args.node.to_string()])]);
    let role = args.automation_role.iter().map(|role| ("AutomationAssumeRole", role.clone()));
    parameters.extend(more.into_iter().chain(role).map(|(name, value)| (name.to_owned(), vec![value])));
    let lines = lines(found, document, &parameters, args.reason.as_deref());
    let asking = Consent { dry_run: args.consent.dry_run, yes: args.consent.yes, must_ask: true, always_shown: true };
    let Some(approved) = context.ui.approve(&lines, asking).await? else { return Ok(ExitCode::Done) };
    let receipts = Receipts::of(context)?;
    let mut record = AutomationRecord {
        schema_version: 1,
        kind: "patch-now.automation".to_owned(),
        execution_id: None,
        client_token: flags::uuid(),
        scope: found.node.scope.clone(),
        node: args.node.clone(),
        document: document.to_owned(),
        parameters: parameters.clone(),
        endpoint: receipts.endpoint().to_owned(),
        who: starting::who(context, &world),
        reason: args.reason.clone(),
        started_at: context.clock.now(),
        ended_at: None,
        status: "starting".to_owned(),
        before: found.report.as_ref().map(|report| report.counts),
        after: None,
        exit_code: None,
    };
    receipts.save_automation(&record.client_token, &record)?;
    // The token makes a repetition harmless, so that the SDK may retry.
    let id = site.start_automation(document, &parameters, &record.client_token, &approved).await?;
    record.execution_id = Some(id.clone());
    "InProgress".clone_into(&mut record.status);
    receipts.save_automation(&id, &record)?;
    receipts.remove_automation(&record.client_token)?;
    context.ui.note(&format!("started the execution {id}"));
    if args.no_wait {
        let wait = again(context, &world, "wait", &id);
        context.ui.note(&format!("not waited for; follow it with: {wait}"));
        let execution = site.automation(&id).await?;
        return draw(context, &record, execution.as_ref()).map(|()| ExitCode::StillRunning);
    }
    follow(context, &world, site, record, &receipts, args.wait.timeout).await
}

fn check(node: &crate::domain::compliance::NodeCompliance) -> Result<()> {
    let id = &node.node.id;
    if id.is_hybrid() {
        return Err(Error::new(Kind::Refused, format!("{id} is no EC2 instance; these automations patch EC2 instances only"))
            .hint(format!("patchctl patch-now install --node {id}")));
    }
    if !node.node.is_online() {
        let ping = node.node.ping_status.as_deref().unwrap_or("unknown");
        return Err(
            Error::new(Kind::Refused, format!("the agent of {id} does not answer ({ping})")).hint(format!("patchctl node show {id}"))
        );
    }
    Ok(())
}

fn lines(node: &crate::domain::compliance::NodeCompliance, document: &str, parameters: &Parameters, reason: Option<&str>) -> Vec<String> {
    let inventory = &node.node;
    let shown: Vec<String> = parameters.iter().map(|(name, values)| format!("{name}={}", values.join(","))).collect();
    let last = node.report.as_ref().map_or_else(
        || "nothing reported yet".to_owned(),
        |report| match report.counts.violations() {
            words if words.is_empty() => "compliant by its last report".to_owned(),
            words => words.join(", "),
        },
    );
    let mut lines = vec![
        format!("{document}: patch {} ({}) in {}", inventory.id, inventory.label(), inventory.scope),
        format!("  {last}"),
        "  reboot: if needed; the automation decides, there is no choice".to_owned(),
        format!("  parameters: {}", shown.join(" ")),
    ];
    lines.extend(reason.map(|reason| format!("  reason: {reason}")));
    lines
}

fn again(context: &Context, world: &World, verb: &str, id: &str) -> String {
    crate::commands::again::propose_everywhere(context, &format!("patch-now {verb} {id}"), world)
}

/// The execution in the first scope that knows it.
async fn find<'a>(world: &'a World, id: &str) -> Result<(&'a Site, Execution)> {
    let mut problem = None;
    for site in &world.sites {
        match site.automation(id).await {
            Ok(Some(execution)) => return Ok((site, execution)),
            Ok(None) => {}
            Err(error) => problem = Some(error),
        }
    }
    Err(problem.unwrap_or_else(|| {
        Error::failed(format!("there is no automation execution {id} in these accounts and Regions"))
            .hint("--region, --profile and --all-regions widen the scope")
    }))
}

/// The receipt, or what the execution itself tells.
fn record_of(context: &Context, receipts: &Receipts, site: &Site, execution: &Execution) -> Result<AutomationRecord> {
    if let Some(record) = receipts.automation(&execution.id)? {
        return Ok(record);
    }
    let node = execution.parameters.get("InstanceId").and_then(|values| values.first()).and_then(|id| id.parse().ok());
    let node =
        node.ok_or_else(|| Error::failed(format!("the execution {} ({}) patches no single instance", execution.id, execution.document)))?;
    Ok(AutomationRecord {
        schema_version: 1,
        kind: "patch-now.automation".to_owned(),
        execution_id: Some(execution.id.clone()),
        client_token: String::new(),
        scope: site.scope.clone(),
        node,
        document: execution.document.clone(),
        parameters: execution.parameters.clone(),
        endpoint: receipts.endpoint().to_owned(),
        who: Who::default(),
        reason: None,
        started_at: execution.started_at.unwrap_or_else(|| context.clock.now()),
        ended_at: None,
        status: execution.status.clone(),
        before: None,
        after: None,
        exit_code: None,
    })
}

/// `patch-now wait` for an execution.
///
/// # Errors
/// When no scope knows it; what AWS answered.
pub async fn wait(context: &Context, world: &World, id: &str, timeout: SignedDuration) -> Result<ExitCode> {
    let (site, execution) = find(world, id).await?;
    let receipts = Receipts::of(context)?;
    let record = record_of(context, &receipts, site, &execution)?;
    follow(context, world, site, record, &receipts, timeout).await
}

/// `patch-now show` for an execution.
///
/// # Errors
/// As [`wait`].
pub async fn show(context: &Context, world: &World, id: &str) -> Result<ExitCode> {
    let (site, execution) = find(world, id).await?;
    let record = record_of(context, &Receipts::of(context)?, site, &execution)?;
    draw(context, &record, Some(&execution)).map(|()| ExitCode::Done)
}

/// `patch-now cancel` for an execution.
///
/// # Errors
/// Refused without a yes; what AWS answered.
pub async fn cancel(context: &Context, world: &World, id: &str, consent: ConsentArgs) -> Result<ExitCode> {
    let (site, execution) = find(world, id).await?;
    if execution.has_ended() {
        return Err(Error::new(Kind::Refused, format!("{id} is over already ({})", execution.status)));
    }
    let line = format!("{id}: stop {} after its current step", execution.document);
    let asking = Consent { dry_run: consent.dry_run, yes: consent.yes, must_ask: true, always_shown: true };
    let Some(approved) = context.ui.approve(&[line], asking).await? else { return Ok(ExitCode::Done) };
    site.stop_automation(id, &approved).await?;
    let wait = again(context, world, "wait", id);
    context.ui.note(&format!("asked {id} to stop; see how it ends: {wait}"));
    Ok(ExitCode::Done)
}

async fn follow(
    context: &Context,
    world: &World,
    site: &Site,
    mut record: AutomationRecord,
    receipts: &Receipts,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    let id = record.execution_id.clone().unwrap_or_default();
    let deadline = context.clock.now().saturating_add(timeout).unwrap_or(Timestamp::MAX);
    let _signals = context.interrupt.take_over();
    let seen = context.interrupt.so_far();
    let view = context.ui.run_view(1);
    let mut said = Vec::new();
    let execution = loop {
        let execution =
            site.automation(&id).await?.ok_or_else(|| Error::failed(format!("AWS does not know the execution {id} any more")))?;
        for step in &execution.steps {
            let line = format!("{}: {} {}", record.node, step.name, step.status);
            if !said.contains(&line) {
                view.change(context.clock.now(), &line, json!({ "step": step }));
                said.push(line);
            }
        }
        record.status.clone_from(&execution.status);
        if execution.has_ended() {
            break execution;
        }
        if context.clock.now() >= deadline {
            draw(context, &record, Some(&execution))?;
            let wait = again(context, world, "wait", &id);
            context.ui.warn(&format!("not done at the deadline; it goes on: {wait}"));
            return Ok(ExitCode::StillRunning);
        }
        tokio::select! {
            passed = context.pause(Duration::from_secs(POLL)) => passed?,
            number = context.interrupt.after(seen) => {
                let wait = again(context, world, "wait", &id);
                return Err(interrupted(number).hint(format!("the execution {id} goes on; follow it again: {wait}")));
            }
        }
    };
    let reports = site.reports_of(vec![record.node.clone()]).await?;
    let report = reports.get(&record.node).filter(|report| report.ended_at >= record.started_at);
    record.after = report.map(|report| report.counts);
    record.ended_at = Some(context.clock.now());
    let code = code(&execution, record.after);
    record.exit_code = Some(code.number());
    receipts.save_automation(&id, &record)?;
    drop(view);
    draw(context, &record, Some(&execution))?;
    if code == ExitCode::Incomplete {
        context.ui.warn("the automation succeeded, but the node has not reported since it began");
    }
    Ok(code)
}

/// The automation's word, each of its steps, and the patch state afterwards.
fn code(execution: &Execution, after: Option<PatchCounts>) -> ExitCode {
    match after {
        _ if !execution.succeeded() => ExitCode::NodesFailed,
        None => ExitCode::Incomplete,
        Some(after) if after.violates() => ExitCode::NodesFailed,
        Some(_) => ExitCode::Done,
    }
}

fn draw(context: &Context, record: &AutomationRecord, execution: Option<&Execution>) -> Result<()> {
    let words = |counts: Option<PatchCounts>| match counts.map(|counts| counts.violations()) {
        None => "not known".to_owned(),
        Some(words) if words.is_empty() => "nothing violates the baseline".to_owned(),
        Some(words) => words.join(", "),
    };
    let status = execution.map_or(record.status.as_str(), |execution| execution.status.as_str());
    let tone = match execution {
        Some(execution) if execution.succeeded() => Tone::Good,
        Some(execution) if execution.has_ended() => Tone::Bad,
        _ => Tone::Warning,
    };
    let steps = execution
        .map(|execution| execution.steps.iter().map(|step| format!("{} {}", step.name, step.status)).collect::<Vec<_>>().join(", "));
    let id = record.execution_id.as_deref().unwrap_or_default();
    let failure = execution.and_then(|execution| execution.failure.clone()).unwrap_or_default();
    let fields = vec![
        ("execution", Cell::id(id)),
        ("document", Cell::text(&record.document)),
        ("node", Cell::id(record.node.as_str())),
        ("scope", Cell::text(record.scope.to_string())),
        ("status", Cell::State(status.to_owned(), tone)),
        ("failure", Cell::text(failure)),
        ("steps", Cell::text(steps.unwrap_or_default())),
        ("before", Cell::text(words(record.before))),
        ("after", Cell::text(words(record.after))),
        ("began", Cell::time(Some(record.started_at))),
        ("ended", Cell::time(record.ended_at)),
    ];
    let members = json!({ "receipt": record, "execution": execution });
    context.ui.details("patch-now.automation", fields, members, id)
}
