use std::collections::BTreeMap;

use super::*;
use crate::domain::run::command::Parameters;
use crate::domain::window::OtherTask;
use crate::domain::window::check::tests::{definition, tagged, task};

fn asked(definition: Definition) -> Asked<Definition> {
    Asked {
        name: definition.name.clone(),
        definition,
        tags: None,
        regions: Vec::new(),
        accounts: Vec::new(),
    }
}

/// A window that is there as a definition says.
fn present(definition: Definition) -> Window {
    let count = definition.targets.as_ref().map_or(0, Vec::len);
    Window {
        id: "mw-1".to_owned(),
        task_id: definition.task.is_some().then(|| "task".to_owned()),
        target_ids: (0..count).map(|index| format!("target-{index}")).collect(),
        definition,
        others: Vec::new(),
        kept: Vec::new(),
        odd_targets: None,
        tags: Some(BTreeMap::new()),
        next: None,
        created: None,
        modified: None,
    }
}

fn lines(wanted: Definition, there: &Window) -> Vec<String> {
    let steps = changes(&asked(wanted), there).expect("steps");
    steps
        .iter()
        .map(|step| format!("{}: {}", step.kind(), step.line()))
        .collect()
}

fn kinds(wanted: Definition, there: &Window) -> Vec<&'static str> {
    let steps = changes(&asked(wanted), there).expect("steps");
    steps.iter().map(WindowStep::kind).collect()
}

fn with(change: impl FnOnce(&mut Definition)) -> Definition {
    let mut definition = definition();
    change(&mut definition);
    definition
}

#[test]
fn what_is_as_it_should_be_needs_no_step() {
    let there = present(definition());
    assert_eq!(lines(definition(), &there), Vec::<String>::new());
    // Without a word on targets and task they stay.
    let silent = with(|it| (it.targets, it.task) = (None, None));
    assert_eq!(lines(silent, &there), Vec::<String>::new());
}

#[test]
fn a_new_window_comes_first_and_its_task_last() {
    let steps = creation(&asked(definition()));
    let kinds: Vec<&str> = steps.iter().map(WindowStep::kind).collect();
    assert_eq!(kinds, ["create", "register-target", "register-task"]);
    let WindowStep::RegisterTask { targets, .. } = &steps[2] else {
        panic!("{steps:?}")
    };
    assert_eq!(targets, &[TargetRef::New(tagged("web"))]);
    // AWS makes windows that are on.
    let steps = creation(&asked(with(|it| it.enabled = false)));
    assert_eq!(steps[1].kind(), "update");
}

#[test]
fn what_closes_a_window_comes_first_and_what_opens_it_last() {
    let there = present(definition());
    let other_task =
        |it: &mut Definition| it.task.as_mut().expect("a task").max_errors = "9".to_owned();
    let off = with(|it| {
        other_task(it);
        it.enabled = false;
    });
    assert_eq!(kinds(off, &there), ["update", "update-task"]);
    let on = with(other_task);
    assert_eq!(
        kinds(on, &present(with(|it| it.enabled = false))),
        ["update-task", "update"]
    );
}

#[test]
fn targets_keep_their_ids_where_they_can() {
    let there = present(with(|it| {
        it.targets = Some(vec![tagged("web"), tagged("db")]);
    }));
    // One that is the same stays, one that changes keeps its id.
    let moved = with(|it| it.targets = Some(vec![tagged("db"), tagged("app")]));
    assert_eq!(
        lines(moved, &there),
        ["update-target: update target target-0 of nightly (mw-1)"]
    );
    // One that is new is registered before the task, and one that goes leaves after it.
    let more = with(|it| it.targets = Some(vec![tagged("web"), tagged("db"), tagged("app")]));
    let steps = changes(&asked(more), &there).expect("steps");
    assert_eq!(
        steps.iter().map(WindowStep::kind).collect::<Vec<_>>(),
        ["register-target", "update-task"]
    );
    assert_eq!(
        steps[1].changes()[0].after.as_deref(),
        Some("target-0, target-1, tag Patch Group=app (new)")
    );
    let fewer = with(|it| it.targets = Some(vec![tagged("db")]));
    assert_eq!(kinds(fewer, &there), ["update-task", "deregister-target"]);

    // A group takes the place of no tags: AWS registers it as another type.
    let group = TargetSet {
        resource_group: Some("web".to_owned()),
        ..TargetSet::default()
    };
    let grouped = with(|it| it.targets = Some(vec![tagged("db"), group]));
    assert_eq!(
        kinds(grouped, &there),
        ["register-target", "update-task", "deregister-target"]
    );
    // A target that the task leaves out is no other target.
    let idle = with(|it| {
        let db = TargetSet {
            task: false,
            ..tagged("db")
        };
        it.targets = Some(vec![tagged("web"), db]);
    });
    assert_eq!(kinds(idle, &there), ["update-task"]);
}

#[test]
fn a_task_that_no_document_describes_is_not_touched() {
    let mut there = present(with(|it| it.task = None));
    there.others.push(OtherTask {
        id: "other".to_owned(),
        kind: "RUN_COMMAND".to_owned(),
        runs: "AWS-RunPatchBaseline".to_owned(),
        name: None,
        priority: 1,
        why: Some("it has 2 tasks that patch".to_owned()),
        parameters: Parameters::new(),
        targets: Vec::new(),
        nodes: Vec::new(),
    });
    let said = changes(&asked(definition()), &there).unwrap_err();
    assert!(
        said.contains("it has 2 tasks that patch") && said.contains("mw-1"),
        "{said}"
    );
    let later = with(|it| (it.task, it.cutoff) = (None, 0));
    assert_eq!(kinds(later, &there), ["update"]);
    assert!(
        deletion(&there)[0]
            .line()
            .ends_with("with a task that no document describes")
    );

    // One of another kind is no hindrance.
    there.others[0].why = None;
    assert_eq!(kinds(definition(), &there), ["register-task"]);
}

#[test]
fn tags_are_changed_where_a_document_speaks_of_them() {
    let mut there = present(definition());
    there.tags = Some(BTreeMap::from([("a".to_owned(), "1".to_owned())]));
    let mut wanted = asked(definition());
    assert_eq!(changes(&wanted, &there), Ok(Vec::new()));
    wanted.tags = Some(BTreeMap::from([("b".to_owned(), "2".to_owned())]));
    let steps = changes(&wanted, &there).expect("steps");
    assert_eq!(steps[0].line(), "tag window nightly (mw-1): b=2, no a");
    assert_eq!(steps[0].fields().len(), 2);
}

#[test]
fn a_step_tells_the_fields_that_it_changes() {
    let there = present(definition());
    let wanted = with(|it| {
        it.cutoff = 0;
        let scan = Task {
            max_errors: "2".to_owned(),
            ..task()
        };
        it.task = Some(scan);
    });
    let steps = changes(&asked(wanted), &there).expect("steps");
    let told: Vec<String> = steps
        .iter()
        .flat_map(|step| step.fields())
        .flat_map(|field| field.lines())
        .collect();
    assert_eq!(
        told,
        [
            "- task.max_errors: 0",
            "+ task.max_errors: 2",
            "- cutoff: 1",
            "+ cutoff: 0"
        ]
    );
    let gone: Vec<String> = deletion(&there)[0]
        .fields()
        .iter()
        .map(|field| field.place.clone())
        .collect();
    assert!(
        gone.contains(&"task.operation".to_owned()) && gone.contains(&"targets".to_owned()),
        "{gone:?}"
    );
}
