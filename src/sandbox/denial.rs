//! Denials of the fleet file: `ssm:SendCommand`, `ssm:*` for all with a beginning, and
//! `ssm:* unless aws:RequestedRegion=us-east-1|eu-central-1` for what a policy denies under
//! `StringNotEquals`, as those of organizations deny Regions.

/// One denial.
pub(super) struct Denial<'a> {
    action: &'a str,
    /// The condition key, and the values with which it does not deny.
    unless: Option<(&'a str, &'a str)>,
}

impl<'a> Denial<'a> {
    /// Reads a denial; `None` when its condition is none.
    pub(super) fn read(rule: &'a str) -> Option<Self> {
        let Some((action, condition)) = rule.split_once(" unless ") else {
            return Some(Self {
                action: rule,
                unless: None,
            });
        };
        let (key, values) = condition.split_once('=')?;
        let is_whole = key.contains(':') && !values.is_empty();
        is_whole.then_some(Self {
            action,
            unless: Some((key, values)),
        })
    }

    /// The action, which may end with a star.
    pub(super) const fn action(&self) -> &'a str {
        self.action
    }

    /// Whether it is about an action: itself, or all with a beginning.
    pub(super) fn is_about(&self, action: &str) -> bool {
        match self.action.strip_suffix('*') {
            Some(prefix) => action.starts_with(prefix),
            None => self.action == action,
        }
    }

    /// The condition key that decides it.
    pub(super) fn key(&self) -> Option<&'a str> {
        self.unless.map(|(key, _)| key)
    }

    /// Whether it denies, when the key has this value. What is negated holds for a key without a
    /// value too (IAM User Guide, "IAM JSON policy elements: Condition operators").
    pub(super) fn denies_with(&self, value: Option<&str>) -> bool {
        let Some((_, values)) = self.unless else {
            return true;
        };
        value.is_none_or(|value| values.split('|').all(|one| one != value))
    }
}

/// Whether a denial keeps a call in a Region from an action.
pub(super) fn denies(rule: &str, action: &str, region: &str) -> bool {
    let Some(denial) = Denial::read(rule).filter(|denial| denial.is_about(action)) else {
        return false;
    };
    // Of everything else a call of the sandbox has no value: nobody signs in with MFA here.
    let value = match denial.key() {
        Some("aws:RequestedRegion") => Some(region),
        Some("aws:SecureTransport") => Some("true"),
        _ => None,
    };
    denial.denies_with(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_excuses_its_values_and_what_has_none_is_denied() {
        let rule = "ssm:* unless aws:RequestedRegion=us-east-1|eu-central-1";
        assert!(!denies(rule, "ssm:SendCommand", "us-east-1"));
        assert!(denies(rule, "ssm:SendCommand", "eu-west-1"));
        assert!(!denies(rule, "ec2:DescribeInstances", "eu-west-1"));

        let mfa = "ssm:SendCommand unless aws:MultiFactorAuthPresent=true";
        assert!(denies(mfa, "ssm:SendCommand", "us-east-1"));
        assert!(Denial::read("ssm:* unless us-east-1").is_none());
        assert!(Denial::read("ssm:* unless aws:RequestedRegion=").is_none());
    }
}
