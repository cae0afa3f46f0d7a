//! What is true of a policy and surprises: said before it is sent.

use super::{Definition, Kind, Reboot, Timing};
use crate::domain::run::amount::Amount;
use crate::domain::schedule::{Schedule, Service};

/// What is known of the place beside the definition.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Whether the caller is the management account of an organization.
    pub management: bool,
}

/// Everything that somebody should hear of a definition, in sentences.
pub fn doubts(definition: &Definition, known: Known) -> Vec<String> {
    let mut found = Vec::new();
    if definition.kind == Kind::PatchPolicy {
        timing(definition, &mut found);
        reboot(definition, &mut found);
        baselines(definition, &mut found);
        reading(definition, &mut found);
        errors(definition, &mut found);
    }
    if definition.is_for_organization() && known.management {
        found.push(
            "the nodes of the management account itself get nothing: StackSets do not deploy there"
                .to_owned(),
        );
    }
    found
}

fn timing(definition: &Definition, found: &mut Vec<String>) {
    if definition.installs_at_once() {
        found.push(
            "installs begin as soon as it is deployed, and again whenever it is changed and on every \
             new node (install.at_once)"
                .to_owned(),
        );
    }
    for (what, timing) in [("scan", &definition.scan), ("install", &definition.install)] {
        let Some(Timing { schedule, .. }) = timing else {
            continue;
        };
        let read = Schedule::read(schedule, Service::Policy);
        let doubts = read.map(|schedule| schedule.doubts()).unwrap_or_default();
        found.extend(doubts.into_iter().map(|doubt| format!("{what}: {doubt}")));
    }
}

fn reboot(definition: &Definition, found: &mut Vec<String>) {
    if !definition.installs() {
        return;
    }
    match definition.reboot {
        Some(Reboot::IfNeeded) => found.push(
            "nodes reboot after every installation that installed anything (reboot: if-needed)"
                .to_owned(),
        ),
        Some(Reboot::Never) | None => found.push(
            "nodes are left without the reboot that patches need, and stay non-compliant until \
             somebody reboots them (reboot: never, which is AWS's default for policies)"
                .to_owned(),
        ),
    }
}

fn baselines(definition: &Definition, found: &mut Vec<String>) {
    found.push(
        "the baselines are copied: a change of one reaches nodes within the next hour".to_owned(),
    );
    let home = definition.baseline_region.as_deref().unwrap_or_default();
    let reached = definition.regions.iter().any(|region| region == home);
    // The stack that makes the bucket is made where the account is deployed and the baselines are.
    if !definition.is_for_organization() && !reached && !home.is_empty() {
        found.push(format!(
            "{home}, where the baselines are, is none of the Regions: the bucket for the nodes is \
             made there only, so that they would get no baselines"
        ));
    }
}

/// A percentage of few nodes is no error at all: it is rounded down, as of Run Command (SSM API,
/// `MaxErrors`); that of associations it is too is an inference.
fn errors(definition: &Definition, found: &mut Vec<String>) {
    // AWS's default is 2% (template AWSQuickSetupType-PatchPolicy-CFN-TA).
    let text = definition.max_errors.as_deref().unwrap_or("2%");
    if let Ok(Amount::Percent(percent)) = text.parse()
        && percent > 0
    {
        let bears = 100_u32.div_ceil(percent);
        found.push(format!(
            "where it is for fewer than {bears} nodes, the first that fails keeps the others from beginning (max_errors {text})"
        ));
    }
}

/// Nodes read their baselines with a role that carries the tag of the policy.
fn reading(definition: &Definition, found: &mut Vec<String>) {
    if definition.attach_policies == Some(true) {
        found.push(
            "Quick Setup adds policies and the tag QSConfigId-<id> to the roles of nodes \
             (attach_policies)"
                .to_owned(),
        );
    } else {
        found.push(
            "nodes with an instance profile of their own cannot read the baselines, and so are \
             never scanned or patched, unless their role gets s3:GetObject and the tag \
             QSConfigId-<id>=<id> from somebody else (attach_policies: true lets Quick Setup do it)"
                .to_owned(),
        );
    }
}
