//! What stands in the ARNs of a policy for accounts, Regions and buckets.

use std::collections::BTreeSet;

use crate::domain::id::{AccountId, Region};

/// What placeholders stand for; what is not known stands as `*`.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The Regions, with the partition of each.
    pub regions: Vec<(&'static str, Region)>,
    /// The accounts.
    pub accounts: Vec<AccountId>,
    /// The buckets of one's own, for `{bucket}`.
    pub buckets: Vec<String>,
    /// The buckets of AWS, for `{patching}`.
    pub patching: Vec<String>,
    /// The role that is assumed, for `{role}`.
    pub role: Option<String>,
}

const ANY: &str = "*";

impl Places {
    /// The ARNs that a template with `{partition}`, `{region}`, `{account}`, `{bucket}`, `{patching}`
    /// and `{role}` comes to, each once.
    pub fn fill(&self, template: &str) -> BTreeSet<String> {
        let mut arns: Vec<String> = self.placed(template);

        for (placeholder, values) in [
            (
                "{account}",
                self.accounts.iter().map(AccountId::as_str).collect(),
            ),
            ("{bucket}", texts(&self.buckets)),
            ("{patching}", texts(&self.patching)),
            ("{role}", self.role.as_deref().into_iter().collect()),
        ] {
            let with = |arn: &String| replaced(arn, placeholder, &values);
            arns = arns.iter().flat_map(with).collect();
        }
        arns.into_iter().collect()
    }

    /// A partition goes with its Regions.
    fn placed(&self, template: &str) -> Vec<String> {
        if self.regions.is_empty() {
            let text = template.replace("{partition}", "aws");
            return vec![text.replace("{region}", ANY)];
        }
        let placed = self.regions.iter().map(|(partition, region)| {
            let text = template.replace("{partition}", partition);
            text.replace("{region}", region.as_str())
        });
        placed.collect()
    }
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn replaced(arn: &str, placeholder: &str, values: &[&str]) -> Vec<String> {
    if values.is_empty() {
        return vec![arn.replace(placeholder, ANY)];
    }
    let replaced = values.iter().map(|value| arn.replace(placeholder, value));
    replaced.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_any_and_what_is_known_stands() {
        let template = "arn:{partition}:ssm:{region}:{account}:patchbaseline/*";
        let none = Places::default().fill(template);
        assert_eq!(
            none.into_iter().collect::<Vec<_>>(),
            ["arn:aws:ssm:*:*:patchbaseline/*"]
        );

        let places = Places {
            regions: vec![
                ("aws", "eu-west-1".parse().expect("a Region")),
                ("aws-cn", "cn-north-1".parse().expect("a Region")),
            ],
            accounts: vec!["111122223333".parse().expect("an account")],
            ..Places::default()
        };
        assert_eq!(
            places.fill(template).into_iter().collect::<Vec<_>>(),
            [
                "arn:aws-cn:ssm:cn-north-1:111122223333:patchbaseline/*",
                "arn:aws:ssm:eu-west-1:111122223333:patchbaseline/*",
            ]
        );
        // What has no Region stands once for each partition.
        assert_eq!(places.fill("arn:{partition}:s3:::{bucket}/*").len(), 2);
    }
}
