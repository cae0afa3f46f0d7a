//! What is written with `--to`, by every command that has it: pipes, devices, links, permissions, and
//! what is there already.

#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use super::support::TestEnv;

/// The commands, with how their files begin.
const WRITERS: [(&[&str], &str); 5] = [
    (&["report", "csv", "--group", "web"], "Index,"),
    (&["report", "asff", "--group", "web"], "{\"Findings\":["),
    (&["report", "html", "--group", "web"], "<!DOCTYPE html>"),
    (
        &["override", "generate", "--from-missing", "--group", "web"],
        "# Install override list",
    ),
    (
        &["patch-now", "plan", "--group", "web", "--reboot", "never"],
        "{\n  \"schema_version\": 1,\n  \"kind\": \"patch-now.plan\"",
    ),
];

fn to<'a>(writer: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    writer
        .iter()
        .chain(["--to"].iter())
        .chain(more)
        .copied()
        .collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn pipes_and_devices_stay_what_they_are_and_need_no_consent() {
    for (writer, start) in WRITERS {
        let env = TestEnv::example();
        let fifo = env.path("fifo");
        assert!(
            Command::new("mkfifo")
                .arg(&fifo)
                .status()
                .unwrap()
                .success()
        );
        // Opened for both, so that neither side waits for the other.
        let mut reader = fs::OpenOptions::new()
            .read(true)
            .write(true)
            .open(&fifo)
            .unwrap();
        let _written = env.run(&to(writer, &["fifo"])).exits(0);
        assert!(
            fs::symlink_metadata(&fifo).unwrap().file_type().is_fifo(),
            "{writer:?}"
        );
        let mut begun = vec![0; start.len()];
        std::io::Read::read_exact(&mut reader, &mut begun).unwrap();
        assert_eq!(String::from_utf8(begun).unwrap(), start);
        let _written = env.run(&to(writer, &["/dev/null"])).exits(0);
        let _full = env
            .run(&to(writer, &["/dev/full"]))
            .exits(1)
            .says("/dev/full");
    }
}

#[test]
fn links_are_followed_and_a_file_keeps_its_mode() {
    for (writer, start) in WRITERS {
        let env = TestEnv::example();
        let (link, real) = (env.path("link"), env.file("real", "old"));
        symlink(&real, &link).unwrap();
        fs::set_permissions(&real, Permissions::from_mode(0o640)).unwrap();
        let _there = env.run(&to(writer, &["link"])).exits(8).says("--overwrite");
        assert_eq!(fs::read_to_string(&real).unwrap(), "old", "{writer:?}");

        let _written = env.run(&to(writer, &["link", "--overwrite"])).exits(0);
        assert!(
            fs::symlink_metadata(&link).unwrap().is_symlink(),
            "{writer:?}"
        );
        assert!(
            fs::read_to_string(&real).unwrap().starts_with(start),
            "{writer:?}"
        );
        assert_eq!(mode(&real), 0o640, "{writer:?}");

        symlink("nowhere", env.path("dangling")).unwrap();
        let _dangling = env
            .run(&to(writer, &["dangling"]))
            .exits(1)
            .says("link to nothing");
    }
}

#[test]
fn a_new_file_has_what_the_umask_leaves() {
    for (writer, _) in WRITERS {
        let env = TestEnv::example();
        let words: Vec<String> = to(writer, &["new"])
            .iter()
            .map(|word| format!("'{word}'"))
            .collect();
        let script = format!("umask 027; exec \"$0\" {}", words.join(" "));
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).arg(super::support::binary());
        shell.current_dir(env.dir.path()).env_clear();
        shell.envs(
            env.command(&[])
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        assert!(shell.output().unwrap().status.success(), "{writer:?}");
        assert_eq!(mode(&env.path("new")), 0o640, "{writer:?}");
    }
}

#[test]
fn the_old_spellings_are_understood() {
    for (writer, start) in WRITERS {
        let env = TestEnv::example();
        let file = env.file("out", "old");
        let _kept = env.run(&to(writer, &["out", "--if-none-match"])).exits(8);
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        let _replaced = env.run(&to(writer, &["out", "--force"])).exits(0);
        assert!(
            fs::read_to_string(&file).unwrap().starts_with(start),
            "{writer:?}"
        );
        let _both = env
            .run(&to(writer, &["out", "--if-none-match", "--overwrite"]))
            .exits(2);
    }
}

#[test]
fn what_a_descriptor_leads_to_is_added_to_and_never_replaced() {
    for (writer, start) in WRITERS {
        for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
            let env = TestEnv::example();
            let path = env.file("log", "before\n");
            let log = fs::OpenOptions::new().append(true).open(&path).unwrap();
            let mut command = env.command(&to(writer, &[name]));
            let status = command.stdout(log).stderr(Stdio::null()).status();
            assert!(status.unwrap().success(), "{writer:?} {name}");
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                text.starts_with(&format!("before\n{start}")),
                "{name}: {text}"
            );
        }
    }
}
