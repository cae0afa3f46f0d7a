//! What every test stands on.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// The moment at which every test happens.
pub const NOW: &str = "2026-11-21T12:00:00Z";

/// The binary under test.
pub fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_patchctl"))
}

/// A home folder of its own with a sandbox in it, and nothing of the caller's environment.
pub struct TestEnv {
    pub dir: TempDir,
}

/// What a command did.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Asserts the exit code; shows everything when it is another.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// The result as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// Asserts that standard error holds a text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "`{text}` is not in {self:#?}");
        self
    }
}

/// The example fleet, seeded once for all tests.
fn template() -> &'static TempDir {
    static TEMPLATE: OnceLock<TempDir> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let env = TestEnv::empty();
        let _seeded = env.run(&["sandbox", "seed"]).exits(0);
        env.dir
    })
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

impl TestEnv {
    /// Nothing there yet.
    pub fn empty() -> Self {
        Self {
            dir: tempfile::Builder::new()
                .prefix("patchctl-test-")
                .tempdir()
                .unwrap(),
        }
    }

    /// The example fleet.
    pub fn example() -> Self {
        let env = Self::empty();
        copy(&template().path().join("sb"), &env.sandbox());
        env
    }

    /// Another home folder that holds the same.
    pub fn copied(&self) -> Self {
        let env = Self::empty();
        copy(self.dir.path(), env.dir.path());
        env
    }

    /// A fleet of one's own.
    #[track_caller]
    pub fn fleet(yaml: &str) -> Self {
        let env = Self::empty();
        let file = env.file("fleet.yaml", yaml);
        let _seeded = env
            .run(&["sandbox", "seed", "--fleet", file.to_str().unwrap()])
            .exits(0);
        env
    }

    /// The folder of the sandbox.
    pub fn sandbox(&self) -> PathBuf {
        self.dir.path().join("sb")
    }

    /// A path in the home folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The faults that the sandbox plays from now on.
    pub fn play(&self, faults: &str) {
        std::fs::write(self.sandbox().join("faults.yaml"), faults).unwrap();
    }

    /// A command in the sandbox, to be changed further.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.bare(args);
        command
            .env("PATCHCTL_SANDBOX", self.sandbox())
            .env("PATCHCTL_NOW", NOW)
            .env("PATCHCTL_PROFILE", BOTH);
        command
    }

    /// A command without a sandbox.
    pub fn bare(&self, args: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(args)
            .env_clear()
            .env("HOME", self.dir.path())
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .current_dir(self.dir.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command in the sandbox.
    #[must_use]
    pub fn run(&self, args: &[&str]) -> Ran {
        run(&mut self.command(args))
    }

    /// Runs a command in the sandbox as the management account alone.
    #[must_use]
    pub fn run_alone(&self, args: &[&str]) -> Ran {
        run(self.command(args).env_remove("PATCHCTL_PROFILE"))
    }

    /// As [`TestEnv::run_alone`], read as JSON.
    #[track_caller]
    pub fn json_alone(&self, args: &[&str]) -> Value {
        let mut all = args.to_vec();
        all.extend(["-o", "json"]);
        self.run_alone(&all).json()
    }

    /// Runs a command in the sandbox and reads its JSON, whatever its exit code.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        let mut all = args.to_vec();
        all.extend(["-o", "json"]);
        self.run(&all).json()
    }

    /// The ids of the nodes of the example with a verdict, over all its Regions.
    #[track_caller]
    pub fn nodes_with(&self, verdict: &str) -> Vec<(String, String)> {
        let listed = self.json(&[
            "compliance",
            "nodes",
            "--region",
            REGIONS,
            "--verdict",
            verdict,
        ]);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let found: Vec<_> = listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (text(&row["node"]), text(&row["region"])))
            .collect();
        assert!(
            !found.is_empty(),
            "the example fleet has no node that is {verdict}"
        );
        found
    }
}

/// The profiles of both accounts of the example fleet.
pub const BOTH: &str = "management,workloads";

/// The Regions of the example fleet.
pub const REGIONS: &str = "us-east-1,eu-central-1,ap-northeast-1";

/// Runs a command to its end.
#[must_use]
pub fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
