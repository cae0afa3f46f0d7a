//! What is generated and committed is what the binary generates now.
//!
//! To renew everything: `UPDATE_GENERATED=1 cargo test --test cli fresh`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::TestEnv;

const SHELLS: [(&str, &str); 5] = [
    ("bash", "patchctl.bash"),
    ("zsh", "_patchctl"),
    ("fish", "patchctl.fish"),
    ("elvish", "patchctl.elv"),
    ("powershell", "_patchctl.ps1"),
];

fn repository(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn renewing() -> bool {
    std::env::var_os("UPDATE_GENERATED").is_some()
}

#[test]
fn completions_are_fresh() {
    let env = TestEnv::empty();
    for (shell, file) in SHELLS {
        let script = env.run(&["completion", shell]).exits(0).stdout;
        let path = repository("completions").join(file);
        if renewing() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &script).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == script,
            "{file} is stale: UPDATE_GENERATED=1 cargo test --test cli fresh"
        );
    }
}

#[test]
fn man_pages_are_fresh() {
    let env = TestEnv::empty();
    let out = env.path("man");
    let _written = env
        .run(&["man", "--output-dir", out.to_str().unwrap()])
        .exits(0);
    let names = |dir: &Path| -> BTreeSet<String> {
        fs::read_dir(dir)
            .map(|entries| {
                entries
                    .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                    .collect()
            })
            .unwrap_or_default()
    };
    let committed = repository("man");
    if renewing() {
        let _nothing_there_yet = fs::remove_dir_all(&committed);
        fs::create_dir_all(&committed).unwrap();
        for name in names(&out) {
            fs::copy(out.join(&name), committed.join(&name)).unwrap();
        }
    }
    assert_eq!(
        names(&out),
        names(&committed),
        "the set of man pages is stale"
    );
    for name in names(&out) {
        let same = fs::read(out.join(&name)).unwrap() == fs::read(committed.join(&name)).unwrap();
        assert!(
            same,
            "{name} is stale: UPDATE_GENERATED=1 cargo test --test cli fresh"
        );
    }
}
