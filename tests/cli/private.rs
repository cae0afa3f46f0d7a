//! A password is shown to nobody, and a result that could not be written is an error.

#![cfg(unix)]

use std::fs;
use std::process::Stdio;

use super::support::{TestEnv, run};

#[test]
fn a_full_disk_is_an_error_of_every_command() {
    let env = TestEnv::example();
    for args in [
        &["--version"][..],
        &["--help"],
        &["help", "states"],
        &["node", "list"],
        &["node", "list", "-o", "json"],
        &["node", "list", "-o", "yaml"],
        &["node", "list", "-o", "csv"],
        &["node", "list", "--query", "items"],
        &["compliance", "check", "-o", "junit"],
        &["compliance", "check"],
        &["baseline", "list"],
        &["baseline", "export", "--all"],
        &["report", "csv", "--to", "-"],
        &["explain", "195"],
        &["config", "show"],
        &["completion", "bash"],
        &["man"],
        &["sandbox", "status"],
        &["sandbox", "serve", "--listen", "127.0.0.1:0"],
        &["patch-now", "plan", "--group", "web", "--reboot", "never"],
        &["group", "list"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let mut command = env.command(args);
        let output = command
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?} {said}");
        assert!(
            said.contains("cannot write to standard output"),
            "{args:?} {said}"
        );
    }
}

#[test]
fn a_password_in_an_endpoint_is_never_shown() {
    let env = TestEnv::empty();
    let keys = "[default]\nregion=us-east-1\naws_access_key_id=a\naws_secret_access_key=b\n";
    for url in [
        "http://user:s3cret@127.0.0.1:9",
        "http://user:s3cret@[bad",
        "user:s3cret@host",
        "ftp://u:s3cret@h",
    ] {
        let config = env.file("aws", &format!("{keys}endpoint_url={url}\n"));
        let settings = env.file("config.yaml", &format!("endpoint_url: '{url}'\n"));
        for args in [
            &["config", "show", "--origin"][..],
            &["node", "list", "--debug"],
            &["node", "list", "-o", "json"],
        ] {
            let mut plain = env.bare(args);
            plain.env("AWS_CONFIG_FILE", &config);
            let mut flag = env.bare(args);
            flag.env("AWS_CONFIG_FILE", &config)
                .args(["--endpoint-url", url]);
            let mut variable = env.bare(args);
            variable
                .env("AWS_CONFIG_FILE", &config)
                .env("AWS_ENDPOINT_URL", url);
            let mut file = env.bare(args);
            file.env("AWS_CONFIG_FILE", &config)
                .env("PATCHCTL_CONFIG", &settings);
            for mut command in [plain, flag, variable, file] {
                let ran = run(command.env("AWS_MAX_ATTEMPTS", "1"));
                let all = format!("{}{}", ran.stdout, ran.stderr);
                assert!(!all.contains("s3cret"), "{command:?} {all}");
            }
        }
    }
}
