//! Command lines that we propose: they must work when they are pasted into the same shell.

use std::collections::BTreeSet;

use crate::context::Context;
use crate::domain::id::Scope;
use crate::domain::text::shell::quoted;
use crate::settings::{Origin, SandboxChoice, Settings};

/// What a command line needs besides its own words to look where this invocation looks.
#[derive(Clone, Debug, Default)]
pub struct Paste {
    /// The flags of the sandbox, which stand first.
    sandbox_flags: String,
    /// The flags of the identities, which stand last.
    flags: String,
    /// Those of another endpoint, which the AWS CLI has by the same names.
    elsewhere: String,
    /// The role that is assumed in each account.
    role: Option<String>,
    /// The profile of this identity; the AWS CLI knows nothing of our settings.
    profile: Option<String>,
    /// Whether the sandbox is in the place of AWS.
    in_sandbox: bool,
}

/// A line of the AWS CLI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsLine {
    /// The line; where it cannot be pasted, with what must be done first before it.
    pub text: String,
    /// Whether it does the same when it is pasted into the same shell.
    pub pastes: bool,
}

impl Paste {
    /// What the flags of an invocation say.
    pub fn of(context: &Context) -> Self {
        let settings = &context.settings;
        // What the environment or the config file says holds in the same shell, and need not be
        // repeated.
        let sandbox_flags = match settings.sandbox.origin {
            Origin::Flag(_) => of_sandbox(&settings.sandbox.value),
            _ => String::new(),
        };

        let mut flags = String::new();
        let external_id = &settings.scopes.external_id;
        if let (Origin::Flag(_), Some(id)) = (&external_id.origin, &external_id.value) {
            flags.push_str(&format!(" --external-id {}", quoted(id)));
        }
        let profiles = &settings.profiles;
        if matches!(profiles.origin, Origin::Flag(_)) && !profiles.value.is_empty() {
            flags.push_str(&format!(" --profile {}", quoted(&profiles.value.join(","))));
        }
        let elsewhere = elsewhere(settings);
        flags.push_str(&elsewhere);
        Self {
            sandbox_flags,
            flags,
            elsewhere,
            role: settings.scopes.role_name.value.clone(),
            profile: profiles.value.first().cloned(),
            in_sandbox: context.sandbox.is_some(),
        }
    }

    /// The same for an identity of this profile; without one, that of the environment.
    pub fn by(&self, profile: Option<&str>) -> Self {
        let profile = profile.map(str::to_owned);
        Self {
            profile,
            ..self.clone()
        }
    }

    /// `patchctl REST`, in one account and Region.
    pub fn patchctl(&self, rest: &str, scope: &Scope) -> String {
        let account = BTreeSet::from([scope.account.as_str()]);
        self.patchctl_in(rest, &BTreeSet::from([scope.region.as_str()]), &account)
    }

    /// `patchctl REST`, in some Regions of some accounts.
    pub fn patchctl_in(
        &self,
        rest: &str,
        regions: &BTreeSet<&str>,
        accounts: &BTreeSet<&str>,
    ) -> String {
        let Self {
            sandbox_flags,
            flags,
            ..
        } = self;
        let mut line = format!(
            "patchctl{sandbox_flags} {rest} --region {}{flags}",
            listed(regions)
        );

        // With a role the accounts are named, because the role alone says nothing of them.
        if let Some(role) = &self.role {
            let (role, accounts) = (quoted(role), listed(accounts));
            line.push_str(&format!(" --role-name {role} --accounts {accounts}"));
        }
        line
    }

    /// `aws REST`, in one account and Region.
    pub fn aws(&self, rest: &str, scope: &Scope) -> AwsLine {
        self.told(
            format!("aws {rest} --region {}", scope.region),
            Some(scope.account.as_str()),
        )
    }

    /// `aws REST` by the identity itself, for what has no Region to name: buckets.
    pub fn aws_itself(&self, rest: &str) -> AwsLine {
        self.told(format!("aws {rest}"), None)
    }

    fn told(&self, mut line: String, account: Option<&str>) -> AwsLine {
        line.push_str(&self.elsewhere);
        // What is a matter of the sandbox would be done to an account of yours.
        if self.in_sandbox {
            return AwsLine {
                text: format!("(at AWS) {line}"),
                pastes: false,
            };
        }
        // The AWS CLI has no flag for a role.
        if let (Some(role), Some(account)) = (&self.role, account) {
            return AwsLine {
                text: format!("(as role {role} of account {account}) {line}"),
                pastes: false,
            };
        }
        if let Some(profile) = &self.profile {
            line.push_str(&format!(" --profile {}", quoted(profile)));
        }
        AwsLine {
            text: line,
            pastes: true,
        }
    }
}

/// The flag that chose the sandbox, or AWS in its place.
fn of_sandbox(choice: &SandboxChoice) -> String {
    match choice {
        SandboxChoice::Off => " --no-sandbox".to_owned(),
        SandboxChoice::Usual => " --sandbox".to_owned(),
        SandboxChoice::At(dir) => format!(" --sandbox={}", quoted(&dir.display().to_string())),
    }
}

/// The flags that lead to another endpoint than AWS's own.
fn elsewhere(settings: &Settings) -> String {
    let (url, bundle) = (&settings.endpoint_url, &settings.ca_bundle);
    let mut flags = String::new();
    if let (Origin::Flag(_), Some(url)) = (&url.origin, &url.value) {
        flags.push_str(&format!(" --endpoint-url {}", quoted(url)));
    }
    if let (Origin::Flag(_), Some(path)) = (&bundle.origin, &bundle.value) {
        let path = path.display().to_string();
        flags.push_str(&format!(" --ca-bundle {}", quoted(&path)));
    }
    flags
}

fn listed(words: &BTreeSet<&str>) -> String {
    let words: Vec<&str> = words.iter().copied().collect();
    words.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        Scope {
            account: crate::domain::id::AccountId::trusted("111122223333"),
            region: "eu-central-1".parse().expect("a Region"),
        }
    }

    fn line(paste: &Paste) -> (String, bool) {
        let line = paste.aws("ssm do", &scope());
        (line.text, line.pastes)
    }

    #[test]
    fn aws_in_the_place_of_the_sandbox_is_no_sandbox() {
        assert_eq!(of_sandbox(&SandboxChoice::Off), " --no-sandbox");
        assert_eq!(of_sandbox(&SandboxChoice::Usual), " --sandbox");
        let at = SandboxChoice::At("a b".into());
        assert_eq!(of_sandbox(&at), " --sandbox='a b'");
    }

    #[test]
    fn another_endpoint_stands_in_both_lines() {
        let paste = Paste {
            flags: " --endpoint-url http://127.0.0.1:1".to_owned(),
            elsewhere: " --endpoint-url http://127.0.0.1:1".to_owned(),
            ..Paste::default()
        };
        let told = [line(&paste).0, paste.patchctl("node list", &scope())];
        for text in told {
            assert_eq!(text.matches("--endpoint-url http://127.0.0.1:1").count(), 1);
        }
    }

    #[test]
    fn a_line_of_the_aws_cli_names_the_profile() {
        let named = Paste::default().by(Some("prod team"));
        let (text, pastes) = line(&named);
        assert_eq!(
            text,
            "aws ssm do --region eu-central-1 --profile 'prod team'"
        );
        assert!(pastes);
        assert_eq!(line(&named.by(None)).0, "aws ssm do --region eu-central-1");
    }

    #[test]
    fn what_a_role_or_the_sandbox_shows_is_no_line_to_paste() {
        let role = Paste {
            role: Some("Patching".to_owned()),
            ..Paste::default()
        };
        let (text, pastes) = line(&role);
        assert_eq!(
            text,
            "(as role Patching of account 111122223333) aws ssm do --region eu-central-1"
        );
        assert!(!pastes);
        // The bucket is reached by the identity itself.
        assert!(role.aws_itself("s3 ls").pastes);

        let sandbox = Paste {
            in_sandbox: true,
            ..Paste::default()
        };
        assert!(!line(&sandbox).1);
        assert!(!sandbox.aws_itself("s3 ls").pastes);
    }
}
