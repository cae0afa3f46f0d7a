//! Commands that we propose: they must work when they are pasted into the same shell.

use std::collections::BTreeSet;

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::id::Scope;
use crate::domain::text::shell::quoted;
use crate::settings::{Origin, SandboxChoice};

/// `patchctl REST`, with the flags of this invocation that decide where it looks, in the Region of
/// `scope`.
pub fn propose(context: &Context, rest: &str, scope: &Scope) -> String {
    let mut command = begun(context, rest, scope.region.as_str());
    if let Some(role) = &context.settings.scopes.role_name.value {
        command.push_str(&format!(
            " --role-name {} --accounts {}",
            quoted(role),
            scope.account
        ));
    }
    command
}

/// `patchctl REST`, with the flags of this invocation, in every Region and account that it looks
/// at.
pub fn propose_everywhere(context: &Context, rest: &str, reach: &Reach) -> String {
    let sites = || reach.sites.iter();
    let regions: BTreeSet<&str> = sites().map(|site| site.scope.region.as_str()).collect();
    let mut command = begun(context, rest, &listed(regions));

    // With a role the accounts are named, because the role alone says nothing of them.
    if let Some(role) = &context.settings.scopes.role_name.value {
        let accounts: BTreeSet<&str> = sites().map(|site| site.scope.account.as_str()).collect();
        command.push_str(&format!(
            " --role-name {} --accounts {}",
            quoted(role),
            listed(accounts)
        ));
    }
    command
}

fn listed(words: BTreeSet<&str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    words.join(",")
}

fn begun(context: &Context, rest: &str, regions: &str) -> String {
    let mut command = "patchctl".to_owned();
    // What the environment or the config file says holds in the same shell, and need not be
    // repeated.
    if matches!(context.settings.sandbox.origin, Origin::Flag(_)) {
        command.push_str(" --sandbox");
        if let SandboxChoice::At(dir) = &context.settings.sandbox.value {
            command.push_str(&format!("={}", quoted(&dir.display().to_string())));
        }
    }

    command.push_str(&format!(" {rest} --region {regions}"));
    let external_id = &context.settings.scopes.external_id;
    if let (Origin::Flag(_), Some(id)) = (&external_id.origin, &external_id.value) {
        command.push_str(&format!(" --external-id {}", quoted(id)));
    }
    let profiles = &context.settings.profiles;
    if matches!(profiles.origin, Origin::Flag(_)) && !profiles.value.is_empty() {
        command.push_str(&format!(" --profile {}", quoted(&profiles.value.join(","))));
    }
    command
}
