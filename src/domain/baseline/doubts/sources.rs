//! Doubts about alternative sources of patches.

use crate::domain::baseline::PatchSource;
use crate::domain::text::violation::{Path, Violation};

/// A doubt for each source whose configuration holds a secret; the secret itself is never shown.
pub(super) fn doubts(sources: &[PatchSource], at: &Path) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let Some(what) = secret_in(&source.configuration) else {
            continue;
        };
        let message = format!(
            "the configuration holds a secret ({what}): everybody who may call ssm:GetPatchBaseline reads it, and so does everybody who reads this file"
        );
        found.push(
            Violation::new(at.index(index).key("name"), message)
                .help("let the repository know nodes by network or client certificate"),
        );
    }
    found
}

/// What is secret in a configuration of yum, apt or zypper, in words that give nothing away.
fn secret_in(configuration: &str) -> Option<&'static str> {
    const KEYS: [&str; 7] = [
        "password",
        "proxy_password",
        "passwd",
        "token",
        "secret",
        "api_key",
        "apikey",
    ];
    let has_key = configuration.lines().any(|line| {
        let key = line
            .split_once('=')
            .map(|(key, _)| key.trim().to_lowercase());
        key.is_some_and(|key| KEYS.contains(&key.as_str()))
    });
    if has_key {
        return Some("a password or token");
    }

    // user:password@host, as apt and yum take it in a URL.
    let mut urls = configuration
        .split(|c: char| c.is_whitespace() || c == '=' || c == ',')
        .filter_map(|word| word.split_once("://"));
    let has_login = urls.any(|(_, rest)| {
        let host = rest.split('/').next().unwrap_or_default();
        host.rsplit_once('@')
            .is_some_and(|(login, _)| login.contains(':'))
    });
    if has_login {
        return Some("a password in a URL");
    }

    let lower = configuration.to_lowercase();
    ["?token=", "&token=", "access_token=", "x-amz-signature="]
        .iter()
        .any(|word| lower.contains(word))
        .then_some("a token in a URL")
}
