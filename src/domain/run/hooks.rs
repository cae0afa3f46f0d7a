//! The lifecycle hooks: Command documents that run around an installation, and after a later reboot.

use serde::{Deserialize, Serialize};

use super::command::Parameters;
use super::reference::DocumentRef;

/// The parameter of AWS-InstanceRebootWithHooks.
pub(super) const AFTER_REBOOT: &str = "PostRebootHookDocName";

/// The parameters of AWS-RunPatchBaselineWithHooks.
const PRE: &str = "PreInstallHookDocName";
const POST: &str = "PostInstallHookDocName";
const EXIT: &str = "OnExitHookDocName";

/// The hooks of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Hooks {
    /// Before the installation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pre: Option<DocumentRef>,
    /// After it, before any reboot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<DocumentRef>,
    /// At the end of the installation, also after a failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit: Option<DocumentRef>,
    /// After the reboot that comes later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_reboot: Option<DocumentRef>,
}

impl Hooks {
    /// Whether any of them belongs to the installation. The one after a later reboot does not: it is
    /// for the document that reboots.
    pub fn any(&self) -> bool {
        self.parameters().next().is_some()
    }

    /// Each hook with the name of its place.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, &DocumentRef)> {
        let places = [
            ("pre", &self.pre),
            ("post", &self.post),
            ("exit", &self.exit),
            ("after-reboot", &self.after_reboot),
        ];
        places
            .into_iter()
            .filter_map(|(place, hook)| Some((place, hook.as_ref()?)))
    }

    /// The hook after a later reboot alone.
    #[must_use]
    pub fn of_reboot(&self) -> Self {
        Self {
            after_reboot: self.after_reboot.clone(),
            ..Self::default()
        }
    }

    /// Checks that the hook after a later reboot can be named to the document that runs it.
    ///
    /// # Errors
    /// A sentence that says what does not fit.
    pub fn check_after_reboot(&self) -> Result<(), String> {
        let Some(hook) = &self.after_reboot else {
            return Ok(());
        };
        let why = if hook.version.is_some() {
            "leave out the version: AWS-InstanceRebootWithHooks takes a name or an ARN, and runs the default version"
        } else if !is_name_or_arn(&hook.name) {
            "AWS-InstanceRebootWithHooks takes a name of 3 to 128 letters, digits and _-., or the ARN of a document"
        } else {
            return Ok(());
        };
        Err(format!("--hook-after-reboot {hook}: {why}"))
    }

    /// The hooks of the installation, by the parameters that name them.
    pub(super) fn parameters(&self) -> impl Iterator<Item = (&'static str, &DocumentRef)> {
        let places = [(PRE, &self.pre), (POST, &self.post), (EXIT, &self.exit)];
        places
            .into_iter()
            .filter_map(|(name, hook)| Some((name, hook.as_ref()?)))
    }

    /// The hooks that a command was sent with.
    pub(super) fn of_parameters(parameters: &Parameters) -> Self {
        let hook = |name: &str| value_of(parameters, name).and_then(|text| text.parse().ok());

        Self {
            pre: hook(PRE),
            post: hook(POST),
            exit: hook(EXIT),
            after_reboot: hook(AFTER_REBOOT),
        }
    }
}

/// The value that a command gave a parameter. `AWS-Noop` is the default of the hooks, and stands
/// for none (document AWS-RunPatchBaselineWithHooks).
pub(in crate::domain) fn value_of(parameters: &Parameters, name: &str) -> Option<String> {
    parameters
        .get(name)?
        .first()
        .filter(|value| !value.is_empty() && *value != "AWS-Noop")
        .cloned()
}

/// What the parameter of AWS-InstanceRebootWithHooks allows (its SSM document).
fn is_name_or_arn(text: &str) -> bool {
    let name = match text.strip_prefix("arn:") {
        Some(arn) => arn.split_once(":document/").map(|(_, name)| name),
        None => Some(text),
    };
    name.is_some_and(|name| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        (3..=128).contains(&name.len()) && name.chars().all(allowed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after_reboot(text: &str) -> Hooks {
        Hooks {
            after_reboot: Some(text.parse().expect("a document")),
            ..Hooks::default()
        }
    }

    #[test]
    fn the_hook_after_a_reboot_has_no_version() {
        let arn = "arn:aws:ssm:us-east-1:111122223333:document/drain";
        for good in ["undrain", arn] {
            assert_eq!(after_reboot(good).check_after_reboot(), Ok(()), "{good}");
        }
        for (bad, why) in [
            ("undrain:3".to_owned(), "leave out the version"),
            (format!("{arn}:3"), "leave out the version"),
            ("some/where".to_owned(), "takes a name"),
            ("a".repeat(129), "takes a name"),
        ] {
            let said = after_reboot(&bad).check_after_reboot().unwrap_err();
            assert!(said.contains(why), "{bad}: {said}");
        }
    }

    #[test]
    fn the_hook_after_a_reboot_is_not_one_of_the_installation() {
        let hooks = after_reboot("undrain");
        assert!(!hooks.any());
        let places: Vec<_> = hooks.each().map(|(place, _)| place).collect();
        assert_eq!(places, ["after-reboot"]);
        let mut both = hooks.clone();
        both.exit = Some("drain".parse().expect("a document"));
        assert!(both.any());
        assert_eq!(both.of_reboot(), hooks);
    }
}
