//! What an association would take without doing what is meant, and what belongs to it elsewhere.

use super::baseline_tags::PERMISSIONS;
use super::{Definition, Sync};
use crate::domain::run::operation::Operation;
use crate::domain::run::patching::RebootOption;
use crate::domain::schedule::Schedule;
use crate::domain::text::violation::{Path, Violation};

/// What may not be meant; `at` is the place of the definition.
pub fn doubts(definition: &Definition, at: &Path) -> Vec<Violation> {
    let mut found = of_schedule(definition, at);
    found.extend(of_installs(definition, at));
    found.extend(of_parameters(definition, &at.key("parameters")));

    if definition.baseline_tags.is_some() {
        let message = format!(
            "its nodes need also {} (AWS's policy AmazonSSMPatchAssociation has these)",
            PERMISSIONS.join(", ")
        );
        found.push(Violation::new(at.key("baseline_tags"), message));
    }
    if definition.max_concurrency.is_none() {
        // SSM API reference against User Guide, "Targets and rate controls in State Manager".
        let message =
            "without it AWS's reference says 100% of the nodes at once, and its guide 50 nodes";
        found.push(Violation::new(at.key("max_concurrency"), message));
    }

    // Its SSM document has steps for Linux and Windows alone.
    if definition.has_hooks_document() {
        let message = "AWS-RunPatchBaselineWithHooks does not run on macOS";
        found.push(Violation::new(at.key("document"), message));
    }
    found
}

fn of_schedule(definition: &Definition, at: &Path) -> Vec<Violation> {
    let schedule = definition.read_schedule();
    let doubts = schedule.iter().flat_map(Schedule::doubts);
    let mut found: Vec<Violation> = doubts
        .map(|doubt| Violation::new(at.key("schedule"), doubt))
        .collect();

    if definition.offset.is_some() {
        // User Guide, "Cron and rate expressions for Systems Manager", schedule offsets.
        let message = "made or changed after this period's day, it leaves the whole period out, although the day with the offset lies ahead";
        found.push(Violation::new(at.key("offset"), message));
    }
    found
}

fn of_parameters(definition: &Definition, at: &Path) -> Vec<Violation> {
    let all = [
        // User Guide, "Using the BaselineOverride parameter": nothing is stored but for policies.
        (
            "BaselineOverride",
            "what a run with a baseline override finds is only printed, and enters no compliance",
        ),
        // A snapshot is the rules as they were when it was made (the same page).
        (
            "SnapshotId",
            "a fixed snapshot keeps the rules of its first run for every later one",
        ),
    ];
    let given = all
        .into_iter()
        .filter(|(name, _)| definition.parameters.contains_key(*name));
    given
        .map(|(name, message)| Violation::new(at.key(name), message))
        .collect()
}

/// What an installation does to nodes that nobody thinks of.
fn of_installs(definition: &Definition, at: &Path) -> Option<Violation> {
    if definition.operation != Operation::Install || !definition.at_once {
        return None;
    }
    let reboots = if definition.reboot_option == Some(RebootOption::RebootIfNeeded) {
        ", with a reboot,"
    } else {
        ""
    };

    // User Guide, "About State Manager", when an association runs.
    let whom = if definition.targets.are_open() {
        "also on every node that is started, tagged or registered later, at that moment"
    } else {
        "also when one of the nodes comes online for the first time"
    };
    let message = format!(
        "it installs{reboots} as soon as it is made or changed, and {whom}; `at_once: false` keeps it to its schedule"
    );
    Some(Violation::new(at.key("at_once"), message))
}

/// What belongs to it elsewhere: where its results are, and who runs it.
pub fn notes(definition: &Definition) -> Vec<String> {
    let mut notes = Vec::new();
    if definition.reports_apart() {
        notes.push(
            "AWS-RunPatchBaselineAssociation reports as compliance of type Association: `compliance associations` shows it, and the patch compliance of the nodes stays as it is"
                .to_owned(),
        );
    }

    if definition.role_arn.is_none() {
        // SSM API reference, `AssociationDispatchAssumeRole`.
        notes
            .push("without a role the service-linked one runs it, which AWS phases out".to_owned());
    }
    if !definition.reports_apart() && definition.sync_compliance == Sync::Auto {
        notes.push(
            "State Manager also says of each node whether the association went well, as compliance of type Association"
                .to_owned(),
        );
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::super::check::tests::definition;
    use super::*;

    fn told(it: &Definition) -> String {
        let found = doubts(it, &Path::default());
        let lines: Vec<String> = found.iter().map(Violation::in_a_line).collect();
        lines.join("\n")
    }

    #[test]
    fn an_installation_that_does_not_wait_is_told() {
        let mut it = definition();
        assert_eq!(told(&it), "");
        it.operation = Operation::Install;
        it.reboot_option = Some(RebootOption::RebootIfNeeded);
        assert!(
            told(&it).contains("with a reboot, as soon as it is made"),
            "{}",
            told(&it)
        );
        assert!(
            told(&it).contains("tagged or registered later"),
            "{}",
            told(&it)
        );
        it.targets.tags.clear();
        it.targets.nodes = vec!["i-00000000000000001".to_owned()];
        it.reboot_option = Some(RebootOption::NoReboot);
        assert!(
            told(&it).contains("it installs as soon as"),
            "{}",
            told(&it)
        );
        it.at_once = false;
        assert_eq!(told(&it), "");
    }

    #[test]
    fn what_belongs_elsewhere_is_told() {
        let mut it = definition();
        it.baseline_tags = Some("Key=Env,Values=prod".to_owned());
        assert!(told(&it).contains("tag:GetResources"), "{}", told(&it));
        let told = notes(&it).join("\n");
        for words in ["type Association", "phases out"] {
            assert!(told.contains(words), "{told}");
        }
    }
}
