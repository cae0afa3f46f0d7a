//! How often a call is tried, where AWS's own settings say so: `AWS_MAX_ATTEMPTS`,
//! `AWS_RETRY_MODE`, and `max_attempts` and `retry_mode` of a profile (AWS SDKs and Tools Reference
//! Guide, "Retry behavior").

use aws_config::profile::Profile;

use crate::error::{Error, Result};
use crate::process::env::Env;

/// The modes that AWS's tools know. They differ in what the limiter does in each of them: how fast
/// is found out from the answers, and how often stands in the other setting.
const MODES: [&str; 3] = ["standard", "adaptive", "legacy"];

/// What the environment says.
///
/// # Errors
/// A usage error that names the variable.
pub(super) fn of_environment(env: &Env) -> Result<Option<u32>> {
    if let Some(mode) = env.get("AWS_RETRY_MODE") {
        check_mode(mode).map_err(|why| wrong("AWS_RETRY_MODE", &why))?;
    }
    let attempts = env.get("AWS_MAX_ATTEMPTS").map(number).transpose();
    attempts.map_err(|why| wrong("AWS_MAX_ATTEMPTS", &why))
}

/// What a profile says.
///
/// # Errors
/// A usage error that names the profile and its setting.
pub(super) fn of_profile(name: &str, profile: Option<&Profile>) -> Result<Option<u32>> {
    let Some(profile) = profile else {
        return Ok(None);
    };
    let named = |setting: &str| format!("{setting} of profile {name}");
    if let Some(mode) = profile.get("retry_mode") {
        check_mode(mode).map_err(|why| wrong(&named("retry_mode"), &why))?;
    }
    let attempts = profile.get("max_attempts").map(number).transpose();
    attempts.map_err(|why| wrong(&named("max_attempts"), &why))
}

fn check_mode(text: &str) -> std::result::Result<(), String> {
    let mode = text.trim();
    if MODES.iter().any(|known| known.eq_ignore_ascii_case(mode)) {
        return Ok(());
    }
    Err(format!("`{text}` is none of {}", MODES.join(", ")))
}

/// As the AWS CLI reads it: blanks around it do no harm, and less than one attempt is one.
fn number(text: &str) -> std::result::Result<u32, String> {
    let number = text.trim().parse::<i64>();
    let number = number.map_err(|_| format!("`{text}` is no whole number"))?;
    Ok(u32::try_from(number.max(1)).unwrap_or(u32::MAX))
}

fn wrong(setting: &str, why: &str) -> Error {
    Error::usage(format!("{setting}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempts(pairs: &[(&str, &str)]) -> Result<Option<u32>> {
        of_environment(&Env::from_pairs(pairs.iter().copied()))
    }

    #[test]
    fn what_the_aws_cli_takes_is_taken() {
        for (text, expected) in [
            ("5", 5),
            (" 5", 5),
            ("0", 1),
            ("-1", 1),
            ("99999999999", u32::MAX),
        ] {
            let found = attempts(&[("AWS_MAX_ATTEMPTS", text)]).unwrap();
            assert_eq!(found, Some(expected), "{text:?}");
        }
        for mode in ["standard", "adaptive", "legacy", "Legacy", " standard "] {
            assert_eq!(attempts(&[("AWS_RETRY_MODE", mode)]).unwrap(), None);
        }
    }

    #[test]
    fn what_it_does_not_take_is_named() {
        for (name, text) in [
            ("AWS_MAX_ATTEMPTS", "many"),
            ("AWS_MAX_ATTEMPTS", "5.0"),
            ("AWS_RETRY_MODE", "eager"),
        ] {
            let error = attempts(&[(name, text)]).unwrap_err();
            assert_eq!(error.kind(), crate::error::Kind::Usage);
            assert!(error.message().contains(name), "{error:?}");
            assert!(error.message().contains(text), "{error:?}");
        }
    }
}
