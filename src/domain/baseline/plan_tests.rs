use super::*;
use crate::domain::baseline::Baseline;
use crate::domain::fleet::platform::OperatingSystem as Os;
use crate::domain::group::Mapping;
use crate::domain::id::baseline::BaselineId;
use crate::domain::meant::Meant;

const AWS: &str = "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-0cbb3a633de00f07c";

fn definition(name: &str) -> Definition {
    Definition {
        name: name.to_owned(),
        description: None,
        rules: Baseline::empty(Os::RedHat),
        sources: Vec::new(),
    }
}

fn identity(id: &str, name: &str, default: bool) -> Identity {
    Identity {
        id: BaselineId::trusted(id),
        name: name.to_owned(),
        operating_system: Some(Os::RedHat),
        description: None,
        default,
    }
}

fn existing(id: &str, name: &str) -> Existing {
    Existing {
        id: BaselineId::trusted(id),
        definition: definition(name),
        groups: Vec::new(),
        created: None,
        modified: None,
    }
}

fn groups(names: &[&str]) -> Vec<PatchGroup> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

fn desired(name: &str) -> Desired {
    Desired {
        name: name.to_owned(),
        os: Os::RedHat,
        definition: Some(definition(name)),
        groups: None,
        default: None,
        tags: None,
        regions: Vec::new(),
        accounts: Vec::new(),
    }
}

/// Two own baselines; `a` has the group web, `b` is the default.
fn present() -> Present {
    let (a, b) = (identity("pb-a", "a", false), identity("pb-b", "b", true));
    Present {
        baselines: vec![
            identity(AWS, "AWS-RedHatDefaultPatchBaseline", false),
            a.clone(),
            b,
        ],
        mappings: vec![Mapping {
            group: "web".parse().unwrap(),
            baseline: a,
        }],
        existing: vec![existing("pb-a", "a"), existing("pb-b", "b")],
        tags: BTreeMap::from([(
            BaselineId::trusted("pb-a"),
            BTreeMap::from([
                ("Env".to_owned(), "test".to_owned()),
                ("aws:x".to_owned(), "y".to_owned()),
            ]),
        )]),
    }
}

fn lines(wanted: &[Desired], present: &Present) -> Vec<String> {
    plan(&wanted.iter().collect::<Vec<_>>(), present, false)
        .unwrap()
        .iter()
        .map(BaselineStep::line)
        .collect()
}

#[test]
fn what_is_as_wanted_needs_no_step() {
    let mut wanted = desired("a");
    wanted.groups = Some(groups(&["web"]));
    wanted.tags = Some(BTreeMap::from([("Env".to_owned(), "test".to_owned())]));
    wanted.default = Some(false);
    assert_eq!(
        lines(
            &[
                wanted,
                Desired {
                    default: Some(true),
                    ..desired("b")
                }
            ],
            &present()
        ),
        Vec::<String>::new()
    );
}

#[test]
fn a_new_baseline_is_created_before_it_gets_groups_and_becomes_the_default() {
    let mut wanted = desired("c");
    wanted.groups = Some(groups(&["db", "web"]));
    wanted.default = Some(true);
    assert_eq!(
        lines(&[wanted], &present()),
        [
            "create baseline c for REDHAT_ENTERPRISE_LINUX",
            "give group `db` to c (new)",
            "take group `web` from a (pb-a)",
            "give group `web` to c (new); for a moment the default applies",
            "make c (new) the default for REDHAT_ENTERPRISE_LINUX, in place of b (pb-b)",
        ]
    );
}

#[test]
fn what_is_not_named_stays_and_what_is_named_is_exact() {
    let mut wanted = desired("a");
    wanted.definition.as_mut().unwrap().description = Some("x".to_owned());
    wanted.groups = Some(groups(&[]));
    wanted.tags = Some(BTreeMap::from([("Team".to_owned(), "x".to_owned())]));
    assert_eq!(
        lines(&[wanted], &present()),
        [
            "replace baseline a (pb-a)",
            "tag baseline a (pb-a): Team=x, no Env",
            "take group `web` from a (pb-a)"
        ]
    );
    assert_eq!(lines(&[desired("a")], &present()), Vec::<String>::new());
    let not_default = Desired {
        default: Some(false),
        ..desired("b")
    };
    assert_eq!(
        lines(&[not_default], &present()),
        [
            "make AWS-RedHatDefaultPatchBaseline (pb-0cbb3a633de00f07c) the default for REDHAT_ENTERPRISE_LINUX, in place of b (pb-b)"
        ]
    );
}

#[test]
fn a_group_that_moves_between_two_documents_is_moved_once() {
    let from = Desired {
        groups: Some(groups(&[])),
        ..desired("a")
    };
    let to = Desired {
        groups: Some(groups(&["web"])),
        ..desired("b")
    };
    assert_eq!(
        lines(&[from, to], &present()),
        [
            "take group `web` from a (pb-a)",
            "give group `web` to b (pb-b); for a moment the default applies"
        ]
    );
}

#[test]
fn one_of_aws_can_have_groups_and_two_of_one_name_cannot_be_told_apart() {
    let aws = Desired {
        definition: None,
        groups: Some(groups(&["web"])),
        default: Some(true),
        ..desired("AWS-RedHatDefaultPatchBaseline")
    };
    assert_eq!(lines(std::slice::from_ref(&aws), &present()).len(), 3);
    let missing = Desired {
        name: "AWS-Nothing".to_owned(),
        ..aws
    };
    assert!(
        plan(&[&missing], &present(), false)
            .unwrap_err()
            .contains("AWS-Nothing")
    );
    let mut twice = present();
    twice.existing.push(existing("pb-c", "a"));
    let error = plan(&[&desired("a")], &twice, false).unwrap_err();
    assert!(error.contains("pb-a, pb-c"), "{error}");
}

#[test]
fn a_forced_deletion_gives_the_default_back_first() {
    let mut present = present();
    present.mappings.push(Mapping {
        group: "db".parse().unwrap(),
        baseline: present.baselines[2].clone(),
    });
    let steps: Vec<String> = deletion(&present.baselines[2].clone(), &present)
        .iter()
        .map(BaselineStep::line)
        .collect();
    assert_eq!(
        steps,
        [
            "make AWS-RedHatDefaultPatchBaseline (pb-0cbb3a633de00f07c) the default for REDHAT_ENTERPRISE_LINUX, in place of b (pb-b)",
            "take group `db` from b (pb-b)",
            "delete baseline b (pb-b)",
        ]
    );
}

#[test]
fn documents_meet_when_a_scope_could_be_meant_by_both() {
    let at = |regions: &[&str]| Desired {
        regions: regions
            .iter()
            .map(|region| region.parse().unwrap())
            .collect(),
        ..desired("a")
    };
    assert!(
        at(&[]).meets(&at(&["us-east-1"]))
            && at(&["us-east-1"]).meets(&at(&["eu-west-1", "us-east-1"]))
    );
    assert!(!at(&["us-east-1"]).meets(&at(&["eu-west-1"])));
}

#[test]
fn one_of_aws_is_meant_for_its_own_operating_system_only() {
    let mut present = present();
    present.baselines[0].operating_system = Some(Os::Suse);
    let aws = Desired {
        definition: None,
        default: Some(true),
        ..desired("AWS-RedHatDefaultPatchBaseline")
    };
    assert!(plan(&[&aws], &present, false).is_err());
}

#[test]
fn full_baselines_can_swap_their_groups() {
    let (a, b) = (identity("pb-a", "a", false), identity("pb-b", "b", false));
    let names = |letter: char| {
        (0..25)
            .map(|number| format!("{letter}{number}"))
            .collect::<Vec<_>>()
    };
    let mapping = |name: &String, baseline: &Identity| Mapping {
        group: name.parse().unwrap(),
        baseline: baseline.clone(),
    };
    let mappings = names('a')
        .iter()
        .map(|name| mapping(name, &a))
        .chain(names('b').iter().map(|name| mapping(name, &b)))
        .collect();
    let full = Present {
        baselines: vec![a, b],
        mappings,
        existing: vec![existing("pb-a", "a"), existing("pb-b", "b")],
        ..Present::default()
    };
    let with = |name: &str, letter: char| {
        let names = names(letter);
        Desired {
            groups: Some(groups(
                &names.iter().map(String::as_str).collect::<Vec<_>>(),
            )),
            ..desired(name)
        }
    };
    let steps = plan(&[&with("a", 'b'), &with("b", 'a')], &full, false).unwrap();
    assert_eq!(steps.len(), 100);
    assert!(
        steps[..50]
            .iter()
            .all(|step| step.kind() == "deregister-group"),
        "nothing is given before there is room"
    );
    let one = plan(
        &[
            &with("a", 'a'),
            &Desired {
                groups: Some(groups(&["a0"])),
                ..desired("b")
            },
        ],
        &present(),
        false,
    );
    assert!(one.is_ok());
}

#[test]
fn what_no_document_names_goes_only_when_asked_and_without_doing_anything_twice() {
    let present = present();
    let wanted = Desired {
        groups: Some(groups(&["web"])),
        default: Some(true),
        ..desired("c")
    };
    assert_eq!(unnamed(&[&wanted], &present).len(), 2);
    assert!(
        !plan(&[&wanted], &present, false)
            .unwrap()
            .iter()
            .any(|step| step.kind() == "delete")
    );
    let kinds: Vec<&str> = plan(&[&wanted], &present, true)
        .unwrap()
        .iter()
        .map(BaselineStep::kind)
        .collect();
    assert_eq!(
        kinds,
        [
            "create",
            "deregister-group",
            "register-group",
            "set-default",
            "delete",
            "delete"
        ]
    );
}

#[test]
fn more_baselines_than_aws_allows_are_refused_before_the_first() {
    let own = |number: usize| identity(&format!("pb-{number}"), &format!("n{number}"), false);
    let with = |number: usize| Present {
        baselines: (0..number).map(own).collect(),
        ..Present::default()
    };
    assert!(plan(&[&desired("new")], &with(49), false).is_ok());
    assert!(
        plan(&[&desired("new")], &with(50), false)
            .unwrap_err()
            .contains("AWS allows 50")
    );
}
