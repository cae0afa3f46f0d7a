//! What commands really call, against what they are declared to call: every step of the golden
//! files is run again, with a log of its calls.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use patchctl::Action;
use patchctl::permissions::{self, every};

use super::golden::{Fleets, golden, has_one_account, snapshots};
use super::support::{TestEnv, run};

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

/// The calls of every command, by its words.
fn seen() -> BTreeMap<String, Calls> {
    let fleets = Fleets::seeded();
    let files = Mutex::new(snapshots().into_iter());
    let seen = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let Some(file) = files.lock().unwrap().next() else {
                return;
            };
            let env = fleets.copied(&file);
            let one_account = has_one_account(&file);
            let mut made = Calls::new();
            for args in steps(&file) {
                // Only the verb of the file is looked at; other steps prepare something for it.
                let found = calls(&env, &args, one_account);
                let words: Vec<&str> = args.iter().map(String::as_str).collect();
                let leaf = file.with_extension("");
                let leaf: Vec<&str> = leaf.iter().map(|part| part.to_str().unwrap()).collect();
                if words.windows(leaf.len()).any(|window| window == leaf) {
                    made.extend(found);
                }
            }
            let command = file.with_extension("").to_str().unwrap().replace('/', " ");
            seen.lock().unwrap().insert(command, made);
        }
    };
    std::thread::scope(|scope| {
        let _workers = [scope.spawn(work), scope.spawn(work)];
    });
    seen.into_inner().unwrap()
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
