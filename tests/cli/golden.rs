//! What every command prints: standard output, standard error and the exit code, kept in
//! `tests/golden`.
//!
//! Each leaf of the command tree has one file there, `<noun>/<verb>.trycmd`, whose steps run in
//! order. Standard error is what begins with `! `; `streams.sh` in that folder makes the
//! difference, and tells which few words stand for something else. To renew the output after a
//! change that is meant:
//!
//! ```sh
//! TRYCMD=overwrite cargo test --test cli golden
//! cargo test --test cli golden -- trycmd=baseline/    # only files with that in their path
//! ```
//!
//! Each file has a home folder of its own, in which its commands run, with a sandbox, the folder
//! `examples` and what is in `tests/golden/input`. The first folder of its path, the noun, decides
//! on the fleet of the sandbox: for `patch-now` that of `tests/cli/fleets/drill.yaml`, whose runs
//! succeed, fail and wait, with its one account; for all others the example fleet, with the
//! profiles of both of its accounts.

use std::collections::BTreeSet;
use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use patchctl::cli::Cli;

use super::support::{TestEnv, binary};

fn repository(path: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Where the snapshots are.
pub fn golden(path: impl AsRef<Path>) -> PathBuf {
    repository("tests/golden").join(path)
}

/// The file of each leaf of the command tree.
fn wanted(command: &clap::Command, above: &Path, found: &mut BTreeSet<PathBuf>) {
    for child in command.get_subcommands() {
        let path = above.join(child.get_name());
        if child.has_subcommands() {
            wanted(child, &path, found);
        } else {
            let _new = found.insert(path.with_extension("trycmd"));
        }
    }
}

/// The files that are there.
fn there(below: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(golden(below)).unwrap() {
        let entry = entry.unwrap();
        let path = below.join(entry.file_name());
        if path == Path::new("input") || path == Path::new("streams.sh") {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            there(&path, found);
        } else {
            let _new = found.insert(path);
        }
    }
}

pub fn snapshots() -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    there(Path::new(""), &mut found);
    found
}

/// The sandboxes that are copied, seeded once.
pub struct Fleets {
    example: TestEnv,
    drill: TestEnv,
}

impl Fleets {
    pub fn seeded() -> Self {
        let seeded = |fleet: &str| {
            let env = home();
            let fleet = text(&repository(fleet));
            let _seeded = env.run(&["sandbox", "seed", "--fleet", &fleet]).exits(0);
            env
        };
        Self {
            example: seeded("examples/fleet.yaml"),
            drill: seeded("tests/cli/fleets/drill.yaml"),
        }
    }

    /// A home folder with all that the commands of a file need.
    pub fn copied(&self, file: &Path) -> TestEnv {
        let seeded = if has_one_account(file) {
            &self.drill
        } else {
            &self.example
        };
        let env = home();
        copy(&seeded.sandbox(), &env.sandbox());
        copy(&repository("examples"), &env.path("examples"));
        copy(&golden("input/."), env.dir.path());
        env
    }
}

/// Whether a file gets the drill rather than the example fleet.
pub fn has_one_account(file: &Path) -> bool {
    file.starts_with("patch-now")
}

/// A home folder whose path has the same length everywhere: tables are as wide as what they hold.
fn home() -> TestEnv {
    let dir = tempfile::Builder::new()
        .prefix("patchctl-golden-")
        .tempdir_in("/tmp")
        .unwrap();
    TestEnv { dir }
}

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp")
        .arg("-R")
        .arg(from)
        .arg(to)
        .status()
        .unwrap();
    assert!(copied.success(), "{} cannot be copied", from.display());
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// The variables of all tests and no others, as `streams.sh` wants them: in words.
fn environment(env: &TestEnv, file: &Path) -> String {
    let mut real = env.command(&[]);
    if has_one_account(file) {
        real.env_remove("PATCHCTL_PROFILE");
    }
    let words = real.get_envs().filter_map(|(key, value)| {
        let value = value?.to_str().unwrap();
        Some(format!("{}={value}", key.to_str().unwrap()))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Runs the steps of a file; panics when something differs, or when a step was not run.
fn check(fleets: &Fleets, file: &Path) {
    let env = fleets.copied(file);
    let streams = tempfile::tempdir().unwrap();
    trycmd::TestCases::new()
        .register_bin("patchctl", golden("streams.sh"))
        .env("GOLDEN_BINARY", text(binary()))
        .env("GOLDEN_ENVIRONMENT", environment(&env, file))
        .env("GOLDEN_HOME", text(env.dir.path()))
        .env("GOLDEN_STREAMS", text(streams.path()))
        .insert_var("[SANDBOX]", text(&env.sandbox()))
        .unwrap()
        .insert_var("[HOME]", text(env.dir.path()))
        .unwrap()
        .timeout(Duration::from_mins(2))
        .case(golden(file))
        .run();
    let lines = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    let written = lines(&golden(file));
    let loose = written
        .lines()
        .find(|line| *line == "..." || line.contains("[..]"));
    assert_eq!(
        loose,
        None,
        "{} leaves open what is printed",
        file.display()
    );
    let steps = written
        .lines()
        .filter(|line| line.starts_with("$ "))
        .count();
    assert!(steps > 0, "{} has no step", file.display());
    let run = lines(&streams.path().join("runs")).lines().count();
    assert_eq!(
        run,
        steps,
        "so many of the steps of {} were run",
        file.display()
    );
}

#[test]
fn golden_files_are_there_for_each_leaf_and_for_nothing_else() {
    let mut leaves = BTreeSet::new();
    wanted(&Cli::tree(), Path::new(""), &mut leaves);
    let files = snapshots();
    let missing: Vec<_> = leaves.difference(&files).collect();
    let stray: Vec<_> = files.difference(&leaves).collect();
    assert!(
        missing.is_empty() && stray.is_empty(),
        "missing in tests/golden: {missing:?}; of no command: {stray:?}"
    );
}

#[test]
fn golden_output_is_what_is_printed() {
    let asked: Vec<_> = std::env::args()
        .filter_map(|word| word.strip_prefix("trycmd=").map(str::to_owned))
        .collect();
    let is_asked = |file: &PathBuf| asked.iter().any(|part| text(&golden(file)).contains(part));
    let files = snapshots()
        .into_iter()
        .filter(|file| asked.is_empty() || is_asked(file));
    let fleets = Fleets::seeded();
    let waiting = Mutex::new(files);
    let next = || waiting.lock().unwrap().next();
    let differing = Mutex::new(BTreeSet::new());
    let work = || {
        while let Some(file) = next() {
            if std::panic::catch_unwind(AssertUnwindSafe(|| check(&fleets, &file))).is_err() {
                let _new = differing.lock().unwrap().insert(file);
            }
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let _worker = scope.spawn(work);
        }
    });
    let differing = differing.into_inner().unwrap();
    assert!(
        differing.is_empty(),
        "TRYCMD=overwrite cargo test --test cli golden renews what is meant to differ: \
         {differing:?}"
    );
}
