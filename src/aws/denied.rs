//! What helps against a denial. AWS's sentence tells which policy it was (IAM User Guide, "Troubleshoot
//! access denied error messages"); only for one of them is another IAM action the answer.

use super::actions::Action;

/// A policy that is not the identity's own, in AWS's words, and what helps against it.
const POLICIES: [(&str, &str); 6] = [
    (
        "service control policy",
        "the organization denies this with a service control policy, often for a whole Region: ask \
         those who keep its policies, leave the Region out with --exclude-region, or choose others \
         with --region",
    ),
    (
        "resource control policy",
        "the organization denies this with a resource control policy: ask those who keep its \
         policies",
    ),
    (
        "permissions boundary",
        "the permissions boundary of the identity denies this: ask those who set it, or choose \
         another identity with --profile",
    ),
    (
        "session policy",
        "the policy of this session denies this: sign in without it, or choose another identity \
         with --profile",
    ),
    (
        "VPC endpoint policy",
        "the policy of the VPC endpoint denies this: ask those who keep the endpoint",
    ),
    (
        "resource-based policy",
        "the policy of the resource denies this: ask those who keep it",
    ),
];

/// What helps against a denial that was explained in this way.
pub(super) fn hint(action: Action, message: Option<&str>) -> String {
    let message = message.unwrap_or_default();
    let policy = POLICIES.iter().find(|(name, _)| message.contains(name));
    let iam = action.iam();
    match policy {
        // What no policy of that kind allows may be allowed by another one of the same kind.
        Some((_, hint)) => (*hint).to_owned(),
        None if message.contains("explicit deny") => format!(
            "a policy of the identity denies {iam} outright, which no other policy can allow: take \
             that statement out, or choose another identity with --profile"
        ),
        None => format!("the identity needs the IAM action {iam}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_that_denies_decides_what_helps() {
        let hint = |message| hint(Action::Inventory, Some(message));
        let by_scp = hint("not authorized with an explicit deny in a service control policy: arn");
        assert!(by_scp.contains("--exclude-region") && !by_scp.contains("IAM action"));
        let outright = hint("not authorized with an explicit deny in an identity-based policy");
        assert!(outright.contains("outright"), "{outright}");
        let missing = hint("because no identity-based policy allows the x action");
        assert!(missing.starts_with("the identity needs the IAM action ssm:"));
        let boundary = hint("because no permissions boundary allows the x action");
        assert!(boundary.contains("boundary"));
    }
}
