//! The variables of AWS that name a profile and a Region.

use crate::domain::id::Region;
use crate::error::{Error, Result};
use crate::process::env::Env;

/// The variables of the AWS CLI that name a profile, the stronger first (version 2 of it; version 1
/// has them the other way round).
const PROFILE_VARIABLES: [&str; 2] = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"];

/// The profile that the environment names, and the variable that counts.
pub(super) fn profile(env: &Env) -> Option<(String, &'static str)> {
    let mut named = PROFILE_VARIABLES
        .iter()
        .filter_map(|variable| Some((env.get(variable)?.to_owned(), *variable)));
    named.next()
}

/// The Region that the environment names, and the variable that counts.
///
/// # Errors
/// A usage error for what is no Region.
pub(super) fn region(env: &Env) -> Result<Option<(Region, &'static str)>> {
    for variable in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
        if let Some(text) = env.get(variable) {
            let region = text
                .parse()
                .map_err(|error| Error::usage(format!("{variable} is wrong")).with_source(error))?;
            return Ok(Some((region, variable)));
        }
    }
    Ok(None)
}

/// A sentence when the environment names two profiles, because versions of the AWS CLI differ in
/// which of them counts.
pub(super) fn doubt(env: &Env) -> Option<String> {
    let (name, variable) = profile(env)?;
    let mut others = PROFILE_VARIABLES
        .iter()
        .filter_map(|other| Some((*other, env.get(other)?)));
    let (other, ignored) = others.find(|(_, value)| *value != name)?;
    Some(format!(
        "{variable}={name} counts, and not {other}={ignored}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_variables_name_a_profile_and_two_names_are_said() {
        let one = Env::from_pairs([("AWS_DEFAULT_PROFILE", "a")]);
        assert_eq!(profile(&one), Some(("a".to_owned(), "AWS_DEFAULT_PROFILE")));
        assert_eq!(doubt(&one), None);
        let two = Env::from_pairs([("AWS_DEFAULT_PROFILE", "a"), ("AWS_PROFILE", "b")]);
        assert_eq!(profile(&two), Some(("b".to_owned(), "AWS_PROFILE")));
        let told = doubt(&two).expect("a sentence");
        assert_eq!(told, "AWS_PROFILE=b counts, and not AWS_DEFAULT_PROFILE=a");
    }
}
