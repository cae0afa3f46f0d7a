//! What the patching documents are told, as files and flags say it: for everything that patches by
//! a schedule.

use std::fmt;

use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::command::Parameters;
use super::operation::Operation;

/// The parameters that have a word of their own.
pub const OPERATION: &str = "Operation";
/// See [`OPERATION`].
pub const REBOOT: &str = "RebootOption";
/// See [`OPERATION`].
pub const LIST: &str = "InstallOverrideList";

/// What `RebootOption` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RebootOption {
    /// Reboot a node on which anything was installed; AWS's default.
    RebootIfNeeded,
    /// Never.
    NoReboot,
}

impl RebootOption {
    /// AWS's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RebootIfNeeded => "RebootIfNeeded",
            Self::NoReboot => "NoReboot",
        }
    }
}

impl std::str::FromStr for RebootOption {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "RebootIfNeeded" | "if-needed" => Ok(Self::RebootIfNeeded),
            "NoReboot" | "never" => Ok(Self::NoReboot),
            _ => Err(format!(
                "`{}` is neither RebootIfNeeded nor NoReboot",
                text.escape_debug()
            )),
        }
    }
}

/// Documents that run around an installation, `NAME[:VERSION]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HookNames {
    /// Before it.
    #[serde(
        default,
        deserialize_with = "hook",
        skip_serializing_if = "Option::is_none"
    )]
    pub pre: Option<String>,
    /// After it, before a reboot.
    #[serde(
        default,
        deserialize_with = "hook",
        skip_serializing_if = "Option::is_none"
    )]
    pub post: Option<String>,
    /// At the end, also after a failure.
    #[serde(
        default,
        deserialize_with = "hook",
        skip_serializing_if = "Option::is_none"
    )]
    pub exit: Option<String>,
}

/// The default of the hooks, which stands for none (document AWS-RunPatchBaselineWithHooks).
const NO_HOOK: &str = "AWS-Noop";

/// A hook of a document of ours, read as AWS's answers are: with the default as none. Else what was
/// applied would differ from what is there for ever, and each apply would run an association again.
fn hook<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let read = Option::<String>::deserialize(from)?;
    Ok(read.filter(|hook| hook != NO_HOOK))
}

impl HookNames {
    /// Each with the name of its place and of its parameter.
    pub fn each(&self) -> [(&'static str, &'static str, Option<&String>); 3] {
        [
            ("pre", "PreInstallHookDocName", self.pre.as_ref()),
            ("post", "PostInstallHookDocName", self.post.as_ref()),
            ("exit", "OnExitHookDocName", self.exit.as_ref()),
        ]
    }

    /// The hooks without the default, which stands for none.
    #[must_use]
    pub fn settled(self) -> Self {
        let said = |hook: Option<String>| hook.filter(|hook| hook != NO_HOOK);
        Self {
            pre: said(self.pre),
            post: said(self.post),
            exit: said(self.exit),
        }
    }

    /// Whether there is any.
    pub fn any(&self) -> bool {
        self.each().iter().any(|(_, _, hook)| hook.is_some())
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        !self.any()
    }

    /// Takes the hooks out of the parameters of a document.
    ///
    /// # Errors
    /// A sentence for a value that is none of a document.
    pub fn taken(given: &mut Parameters) -> Result<Self, String> {
        let mut hooks = Vec::new();
        for (_, name, _) in Self::default().each() {
            let hook = taken(given, name)?.filter(|hook| hook != NO_HOOK);
            hooks.push(hook);
        }
        let mut hooks = hooks.into_iter();
        let mut next = || hooks.next().flatten();
        Ok(Self {
            pre: next(),
            post: next(),
            exit: next(),
        })
    }
}

/// The one value of a parameter, which is taken out; an empty one is none.
///
/// # Errors
/// A sentence for several values, and for a variable of the service.
pub fn taken(given: &mut Parameters, name: &str) -> Result<Option<String>, String> {
    let Some(values) = given.remove(name) else {
        return Ok(None);
    };
    match &values[..] {
        [] => Ok(None),
        // Filled in by the service when it runs (User Guide, "Using pseudo parameters").
        [value] if value.contains("{{") => Err(format!("a variable of the service in {name}")),
        [value] => Ok(Some(value.clone()).filter(|value| !value.is_empty())),
        _ => Err(format!("several values of {name}")),
    }
}

/// Reads `operation`, in any case.
///
/// # Errors
/// What the reader of documents says of another word.
pub fn operation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Operation, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}

/// A number of nodes or a share; YAML makes a number of the one and a text of the other.
///
/// # Errors
/// What the reader of documents says of anything else.
pub fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Amounts;

    impl Visitor<'_> for Amounts {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number of nodes or a share such as 10%")
        }

        // YAML reads an amount without quotes as a number.
        fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<String, E> {
            Ok(number.to_string())
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }
    }

    deserializer.deserialize_any(Amounts)
}

/// The same where it may be left out.
pub fn maybe_amount<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    amount(deserializer).map(Some)
}
