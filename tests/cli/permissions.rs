//! What commands really call, against what they are declared to call: every step of the golden
//! files is run again, with a log of its calls.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use patchctl::Action;
use patchctl::permissions::{self, every};

use super::golden::{Fleets, golden, has_one_account, snapshots};
use super::support::{Ran, TestEnv, run};

/// `SSM:DescribeInstanceInformation` and so on.
type Calls = BTreeSet<String>;

/// The calls that one command line made.
fn calls(env: &TestEnv, args: &[String], one_account: bool) -> Calls {
    let mut all = vec!["-v"];
    all.extend(args.iter().map(String::as_str));
    let mut command = env.command(&all);
    if one_account {
        command.env_remove("PATCHCTL_PROFILE");
    }
    let stderr = run(&mut command).stderr;
    let calls = stderr
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("INFO "));
    calls.filter_map(called).collect()
}

/// The operation of a line of the log.
fn called(line: &str) -> Option<String> {
    let (service, rest) = line.split_once(':')?;
    let operation = rest.split(' ').next()?;
    Some(format!("{service}:{operation}"))
}

/// The steps of a golden file.
fn steps(file: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(golden(file)).unwrap();
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("$ patchctl "));
    lines.map(|line| shlex::split(line).unwrap()).collect()
}

/// The command of a golden file, by its words.
fn command_of(file: &Path) -> String {
    file.with_extension("").to_str().unwrap().replace('/', " ")
}

/// Whether a step is the command of its file; other steps prepare something for it.
fn is_command_of(file: &Path, args: &[String]) -> bool {
    let command = command_of(file);
    let leaf: Vec<&str> = command.split(' ').collect();
    args.windows(leaf.len()).any(|window| window == leaf)
}

/// Does something with each golden file, on as many threads as there are cores for it.
fn with_each_file(work: impl Fn(&Path) + Sync) {
    let files = Mutex::new(snapshots().into_iter());
    let next = || files.lock().unwrap().next();
    let worker = || {
        while let Some(file) = next() {
            work(&file);
        }
    };
    std::thread::scope(|scope| {
        let _workers = [scope.spawn(worker), scope.spawn(worker)];
    });
}

/// The calls of every command, by its words.
fn seen() -> BTreeMap<String, Calls> {
    let fleets = Fleets::seeded();
    let seen = Mutex::new(BTreeMap::new());
    with_each_file(|file| {
        let env = fleets.copied(file);
        let mut made = Calls::new();
        for args in steps(file) {
            let found = calls(&env, &args, has_one_account(file));
            if is_command_of(file, &args) {
                made.extend(found);
            }
        }
        seen.lock().unwrap().insert(command_of(file), made);
    });
    seen.into_inner().unwrap()
}

/// What a step says when one of its actions is denied.
fn denied(env: &TestEnv, file: &Path, args: &[String], action: Action) -> Ran {
    let operation = action.operation();
    env.play(&format!(
        "- {{kind: access_denied, operation: {operation}}}\n"
    ));

    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut command = env.command(&args);
    if has_one_account(file) {
        command.env_remove("PATCHCTL_PROFILE");
    }
    run(&mut command)
}

/// The actions that a command called and that no step of its file named when they were denied.
fn unnamed(fleets: &Fleets, file: &Path) -> Vec<String> {
    let env = fleets.copied(file);
    let (mut named, mut silent) = (BTreeSet::new(), BTreeMap::new());

    for args in steps(file) {
        if !is_command_of(file, &args) {
            let _prepared = calls(&env, &args, has_one_account(file));
            continue;
        }
        let before = env.copied();
        let made = calls(&env, &args, has_one_account(file));
        let made = Action::ALL
            .iter()
            .filter(|action| made.contains(&logged(**action)));
        let made: Vec<&Action> = made.collect();
        // What only reads leaves everything as it was, so that it needs no copy of its own.
        let is_writing = made.iter().any(|action| writes(**action));

        for action in made {
            // A write that is refused is a failure by itself (`tests/cli/ends.rs` and the peers).
            if named.contains(action) || writes(*action) {
                continue;
            }
            let copy = is_writing.then(|| before.copied());
            let ran = denied(copy.as_ref().unwrap_or(&before), file, &args, *action);
            if ran.stdout.contains(action.iam()) || ran.stderr.contains(action.iam()) {
                let _new = named.insert(*action);
            } else {
                silent.insert(*action, (args.clone(), ran));
            }
        }
    }

    let command = command_of(file);
    let mut wrong = Vec::new();
    for (action, (args, ran)) in &silent {
        if !named.contains(action) && !may_be_silent(&command, *action) {
            wrong.push(format!("{command}: {} ({args:?}: {ran:?})", action.iam()));
        }
    }
    for (_, action, why) in SILENT.iter().filter(|(one, ..)| *one == command) {
        if !silent.contains_key(action) || named.contains(action) {
            wrong.push(format!(
                "{command}: {action:?} is named, and not silent: {why}"
            ));
        }
    }
    wrong
}

fn writes(action: Action) -> bool {
    format!("{:?}", action.effect()) == "Write"
}

/// What a command does without and does not name, with the reason.
const SILENT: &[(&str, Action, &str)] = &[
    ("compliance associations", Action::Instances, IS_IT_THERE),
    ("compliance check", Action::Groups, MET_NOTHING),
    ("compliance diff", Action::Instances, IS_IT_THERE),
    ("compliance nodes", Action::Groups, MET_NOTHING),
    ("compliance nodes", Action::TaggedResources, MET_NOTHING),
    ("compliance patches", Action::Instances, IS_IT_THERE),
    ("compliance summary", Action::Instances, IS_IT_THERE),
    ("compliance top", Action::Instances, IS_IT_THERE),
    ("group nodes", Action::TaggedResources, MET_NOTHING),
    ("group show", Action::TaggedResources, MET_NOTHING),
    ("group state", Action::TaggedResources, MET_NOTHING),
    ("node show", Action::Instances, IS_IT_THERE),
    ("override upload", Action::HeadBucket, CHECKED_FIRST),
    ("patch-now apply", Action::Associations, AGREED),
    ("patch-now apply", Action::WindowsForTarget, AGREED),
    ("patch-now apply", Action::Window, AGREED),
    ("patch-now asg", Action::Invocations, FAILED_ANYWAY),
    (
        "patch-now with-rollback",
        Action::Invocations,
        FAILED_ANYWAY,
    ),
    ("policy apply", Action::Configurations, COUNTED_PLACES),
    ("policy create", Action::Configurations, COUNTED_PLACES),
    ("policy delete", Action::Configurations, COUNTED_PLACES),
    ("policy update", Action::Configurations, COUNTED_PLACES),
    ("policy nodes", Action::Instances, ROLE_UNKNOWN),
    ("report asff", Action::HeadBucket, CHECKED_FIRST),
    ("report asff", Action::Instances, IS_IT_THERE),
    ("report csv", Action::HeadBucket, CHECKED_FIRST),
    ("report html", Action::HeadBucket, CHECKED_FIRST),
    ("report html", Action::Instances, IS_IT_THERE),
    (
        "report quicksight-manifest",
        Action::HeadBucket,
        CHECKED_FIRST,
    ),
    ("report run", Action::HeadBucket, CHECKED_FIRST),
    ("schedule show", Action::Instances, IS_IT_THERE),
    ("schedule show", Action::Managers, SHORT_NAMES),
    ("schedule show", Action::Manager, SHORT_NAMES),
    ("why", Action::Instances, IS_IT_THERE),
    ("why", Action::Managers, SHORT_NAMES),
    ("why", Action::Manager, SHORT_NAMES),
];

const IS_IT_THERE: &str =
    "only looks whether a node that the inventory lacks exists, and says that it could not";
const CHECKED_FIRST: &str = "only checks the bucket first, and what follows says what is wrong";
const ROLE_UNKNOWN: &str = "each node says that what its role may read is not known";
const MET_NOTHING: &str = "only names what there is, in a hint to an error";
const AGREED: &str = "the plan that was agreed to says what else patches, and is shown again";
const FAILED_ANYWAY: &str = "only adds the exit code of a step to a failure";
const COUNTED_PLACES: &str = "only counts the places that are done, while somebody watches";
const SHORT_NAMES: &str = "only names policies, and the note says that they may be unreadable";

fn may_be_silent(command: &str, action: Action) -> bool {
    SILENT
        .iter()
        .any(|(one, other, _)| *one == command && *other == action)
}

/// `SSM:DescribeInstanceInformation` and so on, as the log has it.
fn logged(action: Action) -> String {
    format!("{}:{}", action.service().id(), action.operation())
}

#[test]
fn what_is_called_is_what_is_declared() {
    let common: Calls = permissions::ALL.all().map(logged).collect();
    let mut undeclared = Vec::new();
    let mut unseen = Vec::new();
    for (command, calls) in seen() {
        let declared = every().find(|declared| declared.commands.contains(&command.as_str()));
        let all: Calls = declared
            .iter()
            .flat_map(|declared| declared.all())
            .map(logged)
            .collect();
        let more = calls
            .iter()
            .filter(|call| !all.contains(*call) && !common.contains(*call));
        undeclared.extend(more.map(|call| format!("{command}: {call}")));
        let usual = declared
            .iter()
            .flat_map(|declared| declared.usual)
            .copied()
            .map(logged);
        unseen.extend(
            usual
                .filter(|call| !calls.contains(call))
                .map(|call| format!("{command}: {call}")),
        );
    }
    assert!(
        undeclared.is_empty(),
        "called and not declared: {undeclared:#?}"
    );
    assert!(
        unseen.is_empty(),
        "declared as usual and never called: {unseen:#?}"
    );
}

/// Whoever may not read something learns which action to ask for, whatever the command.
#[test]
fn a_denied_action_is_named_by_each_command_that_calls_it() {
    let fleets = Fleets::seeded();
    let found = Mutex::new(Vec::new());
    with_each_file(|file| found.lock().unwrap().extend(unnamed(&fleets, file)));
    let found = found.into_inner().unwrap();
    assert!(found.is_empty(), "{}: {found:#?}", found.len());
}

#[test]
fn every_command_is_declared_once_and_every_operation_is_called_by_one() {
    let commands: Vec<&str> = every().flat_map(|calls| calls.commands).copied().collect();
    let unique: BTreeSet<&str> = commands.iter().copied().collect();
    assert_eq!(unique.len(), commands.len());
    let leaves: BTreeSet<String> = snapshots()
        .iter()
        .map(|file| file.with_extension("").to_str().unwrap().replace('/', " "))
        .collect();
    let stray: Vec<_> = unique
        .iter()
        .filter(|command| !leaves.contains(**command))
        .collect();
    assert!(stray.is_empty(), "of no command: {stray:?}");
    let called: BTreeSet<Action> = every()
        .chain([&permissions::ALL])
        .flat_map(|calls| calls.all())
        .collect();
    let unused: Vec<_> = Action::ALL
        .iter()
        .filter(|action| !called.contains(action))
        .collect();
    assert!(unused.is_empty(), "called by no command: {unused:?}");
}

#[test]
fn the_organization_is_read_with_what_is_declared() {
    let env = TestEnv::example();
    let declared: Calls = permissions::ALL.all().map(logged).collect();
    let mut seen = Calls::new();
    for more in [
        &["--organization"][..],
        &["--organization", "--ou", "Workloads"],
        &["--accounts", "444455556666"],
    ] {
        let mut args = vec!["node", "list", "--role-name", "PatchctlReader"];
        args.extend(more);
        let args: Vec<String> = args.into_iter().map(str::to_owned).collect();
        seen.extend(calls(&env, &args, true));
    }
    // The other services are declared for conditions that are not met here.
    let identity = |call: &String| call.starts_with("STS:") || call.starts_with("Organizations:");
    seen.retain(identity);
    assert_eq!(seen, declared.into_iter().filter(identity).collect());
}

#[test]
fn the_readme_holds_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (begin, end) = ("<!-- permissions -->\n", "<!-- /permissions -->");
    let (before, rest) = readme.split_once(begin).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let fresh = format!("{before}{begin}{}{end}{after}", permissions::table());
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(path, &fresh).unwrap();
    } else {
        assert!(
            fresh == readme,
            "stale: UPDATE_GENERATED=1 cargo test --test cli readme_holds"
        );
    }
}
