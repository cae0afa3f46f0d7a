//! The hooks of a plan in lines for people: what runs, when, and on which nodes.

use crate::domain::run::eligibility::CheckedHook;
use crate::domain::run::plan::Plan;
use crate::domain::run::request::Reboot;

/// The lines about hooks; none without hooks.
pub fn lines(plan: &Plan) -> Vec<String> {
    let mut lines: Vec<String> = plan.hooks.iter().map(line).collect();
    lines.extend(around(plan));
    lines.extend(last(plan));
    lines.extend(later(plan));
    lines
}

fn line(hook: &CheckedHook) -> String {
    let platforms = if hook.platforms.is_empty() {
        "every platform".to_owned()
    } else {
        hook.platforms.join(", ")
    };
    format!(
        "  hook {}: {} version {} of {} ({platforms})",
        hook.place, hook.document, hook.version, hook.owner
    )
}

/// The two around the installation. The document asks the node first whether patches are missing or
/// wait for a reboot that it may do, and ends there when not (AWS-RunPatchBaselineWithHooks,
/// VerifyLocalPatchStates).
fn around(plan: &Plan) -> Option<String> {
    let hooks = &plan.request.hooks;
    let (name, verb) = match (&hooks.pre, &hooks.post) {
        (Some(_), Some(_)) => ("hooks pre and post", "run"),
        (Some(_), None) => ("hook pre", "runs"),
        (None, Some(_)) => ("hook post", "runs"),
        (None, None) => return None,
    };
    let nodes = match plan.request.reboot {
        Reboot::IfNeeded => "nodes that miss patches or wait for a reboot",
        Reboot::Never | Reboot::At(_) => "nodes that miss patches",
    };
    // Its steps have onFailure=exit.
    let ends = match hooks.exit {
        Some(_) => "everything but the exit hook",
        None => "the installation",
    };
    Some(format!(
        "  {name} {verb} only on {nodes} by the scan that comes first; a hook that fails ends {ends} on its node"
    ))
}

/// The one at the end, which is a `finallyStep` of that document for every Install.
fn last(plan: &Plan) -> Option<String> {
    plan.request.hooks.exit.as_ref()?;
    let reboot = match plan.request.reboot {
        Reboot::At(_) => ", and before the later reboot",
        Reboot::IfNeeded | Reboot::Never => "",
    };
    Some(format!(
        "  hook exit runs at the end of the installation on every node that begins it{reboot}: also after a failure, and where nothing was missing; not where the command is cancelled or times out"
    ))
}

/// What runs after a later reboot, and that nothing runs before it. The hook is a `finallyStep` of
/// AWS-InstanceRebootWithHooks.
fn later(plan: &Plan) -> Vec<String> {
    let hooks = &plan.request.hooks;
    if !matches!(plan.request.reboot, Reboot::At(_)) || hooks.each().next().is_none() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if hooks.after_reboot.is_some() {
        lines.push("  hook after-reboot runs at the end of the later reboot on the nodes that it is sent to: also when the reboot or the scan after it failed, and where nothing waits for it any more; not on the others".to_owned());
    }
    lines.push("  no hook runs before the later reboot: nothing drains a node for it".to_owned());
    lines
}
