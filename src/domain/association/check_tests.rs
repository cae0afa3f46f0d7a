use super::*;
use crate::domain::run::patching::{HookNames, RebootOption};

/// Scans production nodes daily, with everything that must be said.
pub(in crate::domain) fn definition() -> Definition {
    Definition {
        name: "scan-daily".to_owned(),
        document: DOCUMENTS[0].to_owned(),
        document_version: None,
        operation: Operation::Scan,
        reboot_option: None,
        baseline_tags: None,
        override_list: None,
        hooks: HookNames::default(),
        parameters: std::collections::BTreeMap::new(),
        targets: Targets {
            tags: [("env".to_owned(), vec!["prod".to_owned()])].into(),
            ..Targets::default()
        },
        schedule: Some("cron(0 2 * * ? *)".to_owned()),
        at_once: true,
        offset: None,
        duration: None,
        calendar_names: Vec::new(),
        max_concurrency: Some("10%".to_owned()),
        max_errors: Some("2%".to_owned()),
        compliance_severity: None,
        sync_compliance: Sync::Manual,
        output_s3: None,
        output_region: None,
        role_arn: None,
    }
}

/// The places and sentences of what is wrong after a change.
fn told(change: impl FnOnce(&mut Definition)) -> Vec<String> {
    let mut it = definition();
    change(&mut it);
    let found = check(&it, &Path::default());
    found.iter().map(Violation::in_a_line).collect()
}

fn ordinary(it: &mut Definition) {
    DOCUMENTS[1].clone_into(&mut it.document);
    it.sync_compliance = Sync::Auto;
}

fn hooked(it: &mut Definition) {
    DOCUMENTS[2].clone_into(&mut it.document);
    it.sync_compliance = Sync::Auto;
}

fn install(it: &mut Definition) {
    it.operation = Operation::Install;
    it.reboot_option = Some(RebootOption::NoReboot);
    it.at_once = false;
}

#[track_caller]
fn one(change: impl FnOnce(&mut Definition), words: &str) {
    let told = told(change);
    assert!(
        matches!(&told[..], [only] if only.contains(words)),
        "{words}: {told:?}"
    );
}

#[test]
fn what_is_right_is_taken() {
    assert_eq!(told(|_| {}), Vec::<String>::new());
    assert_eq!(told(ordinary), Vec::<String>::new());
    let whole = told(|it| {
        install(it);
        it.baseline_tags = Some("Key=Env,Values=prod,test".to_owned());
        it.override_list = Some("s3://lists/web.yaml".to_owned());
        it.schedule = Some("cron(0 2 ? * TUE#2 *)".to_owned());
        it.offset = Some(4);
        it.duration = Some(6);
        it.calendar_names = vec!["open".to_owned()];
        it.compliance_severity = Some("HIGH".to_owned());
        it.output_s3 = Some("s3://logs/a".to_owned());
        it.output_region = Some("eu-west-1".to_owned());
        it.role_arn = Some("arn:aws-cn:iam::111122223333:role/path/Run".to_owned());
        it.document_version = Some("$LATEST".to_owned());
    });
    assert_eq!(whole, Vec::<String>::new());
    let hooks = told(|it| {
        hooked(it);
        install(it);
        it.hooks.pre = Some("drain:2".to_owned());
        it.schedule = None;
        it.at_once = true;
    });
    assert_eq!(hooks, Vec::<String>::new());
}

#[test]
fn an_installation_says_whether_it_reboots() {
    one(
        |it| {
            install(it);
            it.reboot_option = None;
        },
        "says whether it reboots",
    );
}

#[test]
fn the_patch_association_takes_no_hybrid_nodes_and_reports_by_itself() {
    let hybrid = |it: &mut Definition| {
        it.targets = Targets {
            nodes: vec!["mi-00000000000000001".to_owned()],
            ..Targets::default()
        };
    };
    one(
        hybrid,
        "targets.nodes[0]: mi-00000000000000001 is a hybrid node",
    );
    let with_ordinary = told(|it| {
        ordinary(it);
        hybrid(it);
    });
    assert_eq!(with_ordinary, Vec::<String>::new());
    one(|it| it.sync_compliance = Sync::Auto, "needs MANUAL");
}

#[test]
fn waiting_is_for_schedules_with_times() {
    one(
        |it| {
            it.schedule = Some("rate(1 day)".to_owned());
            it.at_once = false;
        },
        "at_once: with a rate it always runs at once",
    );
    one(
        |it| it.offset = Some(2),
        "offset: an offset needs `at_once: false`",
    );
    one(
        |it| {
            it.schedule = Some("at(2027-01-01T00:00:00)".to_owned());
            it.at_once = false;
            it.offset = Some(2);
        },
        "for cron expressions only",
    );
    one(|it| it.duration = Some(2), "a duration needs");
    one(
        |it| {
            it.schedule = None;
            it.at_once = false;
        },
        "nothing to wait for",
    );
    one(
        |it| it.schedule = Some("cron(0 2 * * *)".to_owned()),
        "schedule: ",
    );
    one(
        |it| {
            it.at_once = false;
            it.offset = Some(7);
        },
        "1 to 6 days",
    );
}

#[test]
fn parameters_belong_to_their_document() {
    let parameter = |name: &'static str| {
        move |it: &mut Definition| {
            it.parameters.insert(name.to_owned(), vec!["1".to_owned()]);
        }
    };
    one(parameter("Operation"), "write `operation`");
    one(parameter("AssociationId"), "State Manager fills it in");
    one(parameter("StepTimeoutSeconds"), "has no parameter");
    let fits = told(|it| {
        ordinary(it);
        parameter("StepTimeoutSeconds")(it);
    });
    assert_eq!(fits, Vec::<String>::new());
    one(
        |it| {
            ordinary(it);
            parameter("StepTimeoutSecond")(it);
        },
        "did you mean StepTimeoutSeconds?",
    );
    one(
        |it| {
            ordinary(it);
            it.baseline_tags = Some("Key=a,Values=b".to_owned());
        },
        "only AWS-RunPatchBaselineAssociation picks",
    );
    one(
        |it| it.baseline_tags = Some("Env=prod".to_owned()),
        "baseline_tags: `Env=prod`",
    );
    one(
        |it| {
            ordinary(it);
            install(it);
            it.override_list = Some("s3://a/b".to_owned());
            parameter("BaselineOverride")(it);
        },
        "167",
    );
    one(
        |it| {
            hooked(it);
            install(it);
            it.override_list = Some("s3://a/b".to_owned());
        },
        "takes no override list",
    );
    one(
        |it| it.override_list = Some("s3://a/b".to_owned()),
        "a scan uses no override list",
    );
    one(
        |it| it.hooks.exit = Some("undrain".to_owned()),
        "hooks need",
    );
}

#[test]
fn names_and_bounds_are_those_of_the_api() {
    one(|it| "a b c".clone_into(&mut it.name), "3 to 128");
    one(
        |it| "AWS-QuickSetup-PatchPolicy-ScanForPatches-abcde".clone_into(&mut it.name),
        "a name of Quick Setup",
    );
    one(
        |it| {
            "AWS-RunPatchBaselines".clone_into(&mut it.document);
            it.sync_compliance = Sync::Auto;
        },
        "did you mean AWS-RunPatchBaseline?",
    );
    one(|it| it.targets = Targets::default(), "an association needs");
    one(|it| it.targets.all = true, "nodes are named by one way");
    one(
        |it| it.targets.tags = [("a'".to_owned(), Vec::new())].into(),
        "a tag key has",
    );
    one(
        |it| it.max_concurrency = Some("0".to_owned()),
        "max_concurrency: ",
    );
    one(|it| it.max_errors = Some("x".to_owned()), "max_errors: ");
    one(
        |it| it.compliance_severity = Some("GRAVE".to_owned()),
        "one of CRITICAL",
    );
    one(|it| it.output_s3 = Some("logs".to_owned()), "output_s3: ");
    one(
        |it| it.output_region = Some("eu-west-1".to_owned()),
        "belongs to `output_s3`",
    );
    for role in [
        "Run",
        "arn:aws:iam::1:role/Run",
        "arn:aws:iam::111122223333:user/Run",
    ] {
        one(|it| it.role_arn = Some(role.to_owned()), "role_arn: ");
    }
    one(
        |it| it.document_version = Some("v1".to_owned()),
        "a version is a number",
    );
}

#[test]
fn parameters_are_read_back_as_they_were() {
    let mut it = definition();
    install(&mut it);
    it.baseline_tags = Some("Key=Env,Values=prod".to_owned());
    it.override_list = Some("s3://lists/web.yaml".to_owned());
    let mut read = definition();
    read.read_parameters(it.wire_parameters())
        .expect("parameters");
    read.at_once = it.at_once;
    assert_eq!(read, it);

    // State Manager fills in the association; an installation without a word reboots.
    let mut given = it.wire_parameters();
    given.insert("AssociationId".to_owned(), vec![String::new()]);
    given.remove("RebootOption");
    read.read_parameters(given).expect("parameters");
    assert_eq!(read.reboot_option, Some(RebootOption::RebootIfNeeded));
    assert!(read.parameters.is_empty());

    // What only another document has stays, and is told by the check.
    hooked(&mut it);
    it.baseline_tags = None;
    it.hooks.post = Some("check".to_owned());
    let mut given = it.wire_parameters();
    given.insert("BaselineTags".to_owned(), vec!["Key=a,Values=b".to_owned()]);
    read = it.clone();
    read.read_parameters(given).expect("parameters");
    assert_eq!(read.hooks, it.hooks);
    assert!(read.parameters.contains_key("BaselineTags"));
    assert!(
        read.read_parameters(std::collections::BTreeMap::new())
            .is_err()
    );
}
