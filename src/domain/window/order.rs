//! The task of a window as a patch run of now: its document, its parameters, its limits.

use super::{Task, Window};
use crate::domain::fleet::selection::Selection;
use crate::domain::id::NodeId;
use crate::domain::run::amount::Amount;
use crate::domain::run::hooks::Hooks;
use crate::domain::run::name::RunName;
use crate::domain::run::operation::Operation;
use crate::domain::run::order::Order;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::patching::RebootOption;
use crate::domain::run::reference::DocumentRef;
use crate::domain::run::request::{OverrideList, Reboot, Request};
use crate::domain::run::wave::WaveGate;

/// The parameter that a patch run says by itself.
const STEP_TIMEOUT: &str = "StepTimeoutSeconds";
/// How long a step may take without a word (SSM document AWS-RunPatchBaseline), in seconds.
const STEP_SECONDS: u32 = 10_800;
/// How long a node has to begin without a word, as `patch-now` gives it, in seconds.
const BEGIN_SECONDS: u32 = 600;

/// What a run of the task is, beside the task itself.
#[derive(Clone, Debug)]
pub struct Now {
    /// The name of the run.
    pub run: RunName,
    /// The nodes that the window means now.
    pub nodes: Vec<NodeId>,
    /// Why, in the words of who asked.
    pub reason: Option<String>,
    /// The folder of the records of runs, where one is set.
    pub records: Option<OutputPlace>,
    /// The patch snapshot that all nodes share.
    pub snapshot_id: String,
    /// Whether nodes on which something else runs are left out.
    pub skip_busy: bool,
    /// Whether nodes that cannot be patched make the run incomplete.
    pub skip_unable: bool,
}

/// The run that does what a task does.
///
/// # Errors
/// A sentence, for what a patch run cannot say: to run something else than the window does would be
/// no run of it.
pub fn order(window: &Window, task: &Task, now: Now) -> Result<Order, String> {
    check(task)?;
    let own = || format!("window {} ({})", window.definition.name, window.id);
    let reason = now.reason.unwrap_or_else(own);
    let request = Request {
        records: now.records,
        snapshot_id: now.snapshot_id,
        reason: Some(reason),
        ..request(task)?
    };

    // Beside the output where no folder is set for records.
    let beside = request.output.as_ref().map(Request::records_in);
    Ok(Order {
        run: now.run,
        retry_of: None,
        max_concurrency: Some(request.max_concurrency),
        max_errors: Some(request.max_errors),
        request: Request {
            records: request.records.or(beside),
            ..request
        },
        selection: Selection {
            nodes: now.nodes,
            ..Selection::default()
        },
        // They were counted before, when it was known that nobody had named them.
        expect_nodes: None,
        skip_busy: now.skip_busy,
        skip_unable: now.skip_unable,
    })
}

/// What the task itself asks for.
fn request(task: &Task) -> Result<Request, String> {
    Ok(Request {
        operation: task.operation,
        reboot: reboot(task),
        hooks: hooks(task)?,
        override_list: task.override_list.clone().map(|url| OverrideList {
            url,
            sha256: None,
            entries: None,
        }),
        max_concurrency: Amount::concurrency(&task.max_concurrency)?,
        max_errors: task.max_errors.parse()?,
        // A window knows no waves.
        waves: Vec::new(),
        gate: WaveGate::default(),
        pause_seconds: 0,
        output: task.output_s3.as_deref().map(str::parse).transpose()?,
        records: None,
        delivery_timeout_seconds: task.timeout_seconds.unwrap_or(BEGIN_SECONDS),
        step_timeout_seconds: step_timeout(task)?,
        snapshot_id: String::new(),
        reason: None,
    })
}

/// Refuses what a patch run cannot say.
fn check(task: &Task) -> Result<(), String> {
    let version = task.document_version.as_deref();
    if let Some(version) = version.filter(|version| !matches!(*version, "$DEFAULT" | "")) {
        return Err(format!(
            "its task runs version {version} of {}, and a patch run sends the default version",
            task.document
        ));
    }

    let others = task.parameters.keys().map(String::as_str);
    let others: Vec<&str> = others.filter(|name| *name != STEP_TIMEOUT).collect();
    if others.is_empty() {
        return Ok(());
    }
    Err(format!(
        "its task has parameters that a patch run does not send: {}",
        others.join(", ")
    ))
}

/// A scan never reboots; without a word an installation does (both documents).
fn reboot(task: &Task) -> Reboot {
    match (task.operation, task.reboot_option) {
        (Operation::Install, Some(RebootOption::RebootIfNeeded) | None) => Reboot::IfNeeded,
        (Operation::Install, Some(RebootOption::NoReboot)) | (Operation::Scan, _) => Reboot::Never,
    }
}

fn hooks(task: &Task) -> Result<Hooks, String> {
    Ok(Hooks {
        pre: hook(task.hooks.pre.as_deref())?,
        post: hook(task.hooks.post.as_deref())?,
        exit: hook(task.hooks.exit.as_deref())?,
        // Only a run that reboots later has one.
        after_reboot: None,
    })
}

fn hook(name: Option<&str>) -> Result<Option<DocumentRef>, String> {
    name.map(str::parse).transpose()
}

fn step_timeout(task: &Task) -> Result<u32, String> {
    let given = task.parameters.get(STEP_TIMEOUT);
    match given.and_then(|values| values.first()) {
        None => Ok(STEP_SECONDS),
        Some(text) => text
            .parse()
            .map_err(|_| format!("{STEP_TIMEOUT} is `{}`", text.escape_debug())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::tests::definition;
    use super::*;

    fn window() -> Window {
        Window {
            id: "mw-1".to_owned(),
            task_id: None,
            target_ids: Vec::new(),
            definition: definition(),
            others: Vec::new(),
            kept: Vec::new(),
            odd_targets: None,
            tags: None,
            next: None,
            created: None,
            modified: None,
        }
    }

    fn now() -> Now {
        Now {
            run: "by-hand".parse().expect("a name"),
            nodes: vec!["i-00000000000000001".parse().expect("a node id")],
            reason: None,
            records: None,
            snapshot_id: "00000000-0000-4000-8000-000000000001".to_owned(),
            skip_busy: false,
            skip_unable: false,
        }
    }

    #[test]
    fn a_run_does_what_the_task_does() {
        let window = window();
        let mut task = Task::new(Operation::Install, "10%".to_owned(), "0".to_owned());
        task.reboot_option = Some(RebootOption::NoReboot);
        task.output_s3 = Some("s3://logs/patch".to_owned());
        task.timeout_seconds = Some(120);
        let timeout = (STEP_TIMEOUT.to_owned(), vec!["7200".to_owned()]);
        task.parameters.extend([timeout]);
        let order = order(&window, &task, now()).expect("a run");
        let request = &order.request;
        assert_eq!(request.reboot, Reboot::Never);
        assert_eq!(request.max_concurrency.to_string(), "10%");
        assert_eq!(request.max_errors.to_string(), "0");
        assert_eq!(
            (
                request.delivery_timeout_seconds,
                request.step_timeout_seconds
            ),
            (120, 7200)
        );
        let sent = request.parameters();
        let mut wanted = task.parameters();
        wanted.insert("SnapshotId".to_owned(), vec![request.snapshot_id.clone()]);
        assert_eq!(sent, wanted);
    }

    #[test]
    fn what_a_run_cannot_say_is_no_run() {
        let window = window();
        let task = Task::new(Operation::Scan, "1".to_owned(), "1".to_owned());
        let mut versioned = task.clone();
        versioned.document_version = Some("3".to_owned());
        let mut other = task;
        let own = ("BaselineOverride".to_owned(), vec!["s3://b/o".to_owned()]);
        other.parameters.extend([own]);
        for (task, why) in [(versioned, "version 3"), (other, "BaselineOverride")] {
            let refused = order(&window, &task, now()).expect_err("refused");
            assert!(refused.contains(why), "{refused}");
        }
    }
}
