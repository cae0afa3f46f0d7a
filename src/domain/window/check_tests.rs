use std::collections::BTreeMap;

use super::*;
use crate::domain::run::patching::RebootOption;

/// A task with nothing wrong.
pub fn task() -> Task {
    let mut task = Task::new(Operation::Install, "10%".to_owned(), "0".to_owned());
    task.reboot_option = Some(RebootOption::NoReboot);
    task
}

/// A registration by a tag.
pub fn tagged(value: &str) -> TargetSet {
    TargetSet {
        tags: BTreeMap::from([("Patch Group".to_owned(), vec![value.to_owned()])]),
        ..TargetSet::default()
    }
}

/// A definition with nothing wrong.
pub fn definition() -> Definition {
    Definition {
        name: "nightly".to_owned(),
        description: None,
        schedule: "cron(0 2 ? * SUN *)".to_owned(),
        timezone: None,
        offset: None,
        start_date: None,
        end_date: None,
        duration: 3,
        cutoff: 1,
        enabled: true,
        allow_unassociated_targets: false,
        targets: Some(vec![tagged("web")]),
        task: Some(task()),
    }
}

fn told(definition: &Definition) -> Vec<String> {
    let found = check(definition, &Path::default());
    found.iter().map(Violation::in_a_line).collect()
}

/// What is told of a definition that differs at one place.
fn of(change: impl FnOnce(&mut Definition)) -> String {
    let mut definition = definition();
    change(&mut definition);
    told(&definition).join("\n")
}

fn of_task(change: impl FnOnce(&mut Task)) -> String {
    of(|definition| change(definition.task.as_mut().expect("a task")))
}

fn of_target(set: TargetSet) -> String {
    of(|definition| definition.targets = Some(vec![tagged("web"), set]))
}

#[test]
fn a_good_definition_has_nothing_wrong() {
    assert_eq!(told(&definition()), Vec::<String>::new());
    let bare = Definition {
        targets: None,
        task: None,
        timezone: Some("Europe/Berlin".to_owned()),
        offset: Some(6),
        start_date: Some("2027-01-01T00:00".to_owned()),
        end_date: Some("2027-12-31T00:00:00+01:00".to_owned()),
        ..definition()
    };
    assert_eq!(told(&bare), Vec::<String>::new());
}

#[test]
fn schedules_and_hours_are_checked() {
    for (told, place) in [
        (of(|it| it.name = "a b".to_owned()), "name: "),
        (
            of(|it| it.description = Some("x".repeat(129))),
            "description: ",
        ),
        (
            of(|it| it.schedule = "cron(0 2 * * * *)".to_owned()),
            "schedule: ",
        ),
        (
            of(|it| it.schedule = "every night".to_owned()),
            "schedule: ",
        ),
        (
            of(|it| it.timezone = Some("Europe/Berln".to_owned())),
            "Europe/Berlin",
        ),
        (of(|it| it.offset = Some(7)), "offset: "),
        (
            of(|it| it.start_date = Some("soon".to_owned())),
            "start_date: ",
        ),
        (of(|it| it.duration = 25), "duration: "),
        (of(|it| it.duration = 0), "duration: "),
        (of(|it| it.cutoff = 3), "cutoff: 3 of 3 hours"),
    ] {
        assert!(
            told.contains(place) && told.lines().count() == 1,
            "{place}: {told}"
        );
    }
    let rate = of(|it| (it.schedule, it.offset) = ("rate(7 days)".to_owned(), Some(1)));
    assert!(rate.contains("cron expressions only"), "{rate}");
    let ends = of(|it| {
        it.start_date = Some("2027-02-01T00:00:00Z".to_owned());
        it.end_date = Some("2027-02-01T00:00:00Z".to_owned());
    });
    assert!(ends.contains("end_date: "), "{ends}");
}

#[test]
fn targets_are_checked() {
    let node = |number: usize| format!("i-{number:017x}");
    let nodes = |count: usize| TargetSet {
        nodes: (0..count).map(node).collect(),
        ..TargetSet::default()
    };
    let group = TargetSet {
        resource_group: Some("web".to_owned()),
        ..TargetSet::default()
    };
    for (told, word) in [
        (
            of_target(TargetSet::default()),
            "targets[1]: a target needs",
        ),
        (of_target(tagged("web")), "listed twice"),
        (of_target(nodes(51)), "51 values of InstanceIds"),
        (
            of_target(TargetSet {
                nodes: vec!["web-1".to_owned()],
                ..TargetSet::default()
            }),
            "targets[1].nodes[0]",
        ),
        (
            of_target(TargetSet {
                tags: tagged("x").tags,
                ..group.clone()
            }),
            "no other condition",
        ),
        (
            of_target(TargetSet {
                resource_types: vec!["t".to_owned()],
                ..tagged("x")
            }),
            "belong to a `resource_group`",
        ),
        (
            of_target(TargetSet {
                owner: Some(String::new()),
                ..tagged("x")
            }),
            "owner",
        ),
        (
            of_target(TargetSet {
                name: Some("a".to_owned()),
                ..tagged("x")
            }),
            "name of a target",
        ),
        (of_target(tagged("a\tb")), "tag value"),
    ] {
        assert!(
            told.contains(word) && told.lines().count() == 1,
            "{word}: {told}"
        );
    }
    assert_eq!(of_target(nodes(50)), "");
    assert_eq!(of_target(group), "");

    // Of 101 targets the task does not run: that is said too.
    let many =
        of(|it| it.targets = Some((0..101).map(|index| tagged(&index.to_string())).collect()));
    assert!(
        many.contains("101 targets; a window has at most 100"),
        "{many}"
    );
    assert!(
        many.contains("the task runs on 101 targets, and AWS allows 10"),
        "{many}"
    );
}

#[test]
fn tasks_are_checked() {
    for (told, word) in [
        (
            of_task(|it| it.reboot_option = None),
            "an installation says whether it reboots",
        ),
        (
            of_task(|it| it.document = "AWS-RunShellScript".to_owned()),
            "task.document: ",
        ),
        (
            of_task(|it| it.max_concurrency = "0".to_owned()),
            "task.max_concurrency: ",
        ),
        (
            of_task(|it| it.max_errors = "101%".to_owned()),
            "task.max_errors: ",
        ),
        (
            of_task(|it| it.cutoff_behavior = Some("STOP".to_owned())),
            "task.cutoff_behavior: ",
        ),
        (
            of_task(|it| it.output_s3 = Some("logs".to_owned())),
            "task.output_s3: ",
        ),
        (
            of_task(|it| it.service_role_arn = Some("Windows".to_owned())),
            "task.service_role_arn: ",
        ),
        (
            of_task(|it| it.timeout_seconds = Some(29)),
            "task.timeout_seconds: ",
        ),
        (
            of_task(|it| it.override_list = Some("list.yaml".to_owned())),
            "task.override_list: ",
        ),
        (
            of_task(|it| it.hooks.pre = Some("drain".to_owned())),
            "AWS-RunPatchBaselineWithHooks",
        ),
        (
            of_task(|it| it.nodes = vec!["i-00000000000000001".to_owned()]),
            "allow_unassociated_targets",
        ),
    ] {
        assert!(
            told.contains(word) && told.lines().count() == 1,
            "{word}: {told}"
        );
    }
    for (parameter, word) in [
        ("SnapshotId", "by itself"),
        ("Operation", "write `operation`"),
        ("BaselineOverrides", "did you mean BaselineOverride?"),
        ("PreInstallHookDocName", "write `hooks`"),
    ] {
        let told = of_task(|it| {
            it.parameters
                .insert(parameter.to_owned(), vec!["x".to_owned()]);
        });
        assert!(told.contains(word), "{parameter}: {told}");
    }
    let hooked = of_task(|it| {
        it.document = "AWS-RunPatchBaselineWithHooks".to_owned();
        it.override_list = Some("s3://lists/a.yaml".to_owned());
        it.hooks.exit = Some("a b".to_owned());
    });
    assert!(
        hooked.contains("takes no override list") && hooked.contains("task.hooks.exit"),
        "{hooked}"
    );
    let nowhere = of(|it| it.targets = Some(Vec::new()));
    assert!(nowhere.contains("the task has no target"), "{nowhere}");
}

#[test]
fn parameters_are_read_back_as_they_were() {
    let mut all = task();
    all.override_list = Some("s3://lists/a.yaml".to_owned());
    all.parameters
        .insert("StepTimeoutSeconds".to_owned(), vec!["60".to_owned()]);
    let mut read = Task::new(Operation::Scan, "10%".to_owned(), "0".to_owned());
    read.read_parameters(all.parameters()).expect("parameters");
    assert_eq!(read, all);

    // What the document has without a word: an installation reboots, a hook is none.
    let mut given = all.parameters();
    given.remove("RebootOption");
    given.insert(
        "PreInstallHookDocName".to_owned(),
        vec!["AWS-Noop".to_owned()],
    );
    given.insert("InstallOverrideList".to_owned(), vec![String::new()]);
    read.read_parameters(given.clone()).expect("parameters");
    assert_eq!(read.reboot_option, Some(RebootOption::RebootIfNeeded));
    assert!(!read.hooks.any() && read.override_list.is_none());

    given.insert("Operation".to_owned(), vec!["{{ OPERATION }}".to_owned()]);
    assert!(read.read_parameters(given.clone()).is_err());
    given.remove("Operation");
    assert!(read.read_parameters(given).is_err());
}
