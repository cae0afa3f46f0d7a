//! Commands that we propose: they must work when they are pasted into the same shell.

use crate::config::{Origin, SandboxChoice};
use crate::context::Context;
use crate::domain::id::Scope;

/// `patchctl REST`, with the flags of this invocation that decide where it looks, in the Region of `scope`.
pub fn propose(context: &Context, rest: &str, scope: &Scope) -> String {
    let mut command = "patchctl".to_owned();
    if matches!(context.settings.sandbox.origin, Origin::Flag(_)) {
        command.push_str(" --sandbox");
        if let SandboxChoice::At(dir) = &context.settings.sandbox.value {
            command.push_str(&format!("={}", quoted(&dir.display().to_string())));
        }
    }
    command.push_str(&format!(" {rest} --region {}", scope.region));
    let profiles = &context.settings.profiles;
    if matches!(profiles.origin, Origin::Flag(_)) && !profiles.value.is_empty() {
        command.push_str(&format!(" --profile {}", quoted(&profiles.value.join(","))));
    }
    if let Some(role) = &context.aws.role_name {
        command.push_str(&format!(" --role-name {} --accounts {}", quoted(role), scope.account));
    }
    command
}

/// A word for a POSIX shell.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./,:=@+".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}
