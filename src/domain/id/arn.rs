//! ARNs that users write (AWS General Reference, "Amazon Resource Names").

/// Whether a text is the ARN of a role (SSM API, `AssociationDispatchAssumeRole`).
pub fn is_role(text: &str) -> bool {
    let Some((region, account, role)) = of_service(text, "iam") else {
        return false;
    };
    // Paths of roles may hold colons, so that only the first five count.
    region.is_empty()
        && is_account(account)
        && role.strip_prefix("role/").is_some_and(|it| !it.is_empty())
        && text.len() <= 512
}

/// Whether a text is the ARN of an SNS topic.
pub fn is_topic(text: &str) -> bool {
    let Some((region, account, topic)) = of_service(text, "sns") else {
        return false;
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    !region.is_empty()
        && is_account(account)
        && (1..=256).contains(&topic.len())
        && topic.chars().all(fits)
}

/// Region, account and resource of an ARN of a service.
fn of_service<'a>(text: &'a str, service: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [arn, partition, own, region, account, resource] = parts[..] else {
        return None;
    };
    let is_partition = partition == "aws" || partition.starts_with("aws-");
    (arn == "arn" && is_partition && own == service).then_some((region, account, resource))
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_are_told_from_what_looks_like_them() {
        for (text, role, topic) in [
            ("arn:aws:iam::111122223333:role/a/b:c", true, false),
            ("arn:aws-cn:iam::111122223333:role/x", true, false),
            ("arn:aws:iam::111122223333:role/", false, false),
            ("arn:aws:iam::111122223333:user/x", false, false),
            ("arn:aws:iam:us-east-1:111122223333:role/x", false, false),
            ("arn:aws:iam::1:role/x", false, false),
            ("arn:aws:sns:us-east-1:111122223333:topic", false, true),
            ("arn:aws:sns::111122223333:topic", false, false),
            ("arn:aws:sns:us-east-1:111122223333:a b", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_role(text), is_topic(text)), (role, topic), "{text}");
        }
    }
}
