//! `BaselineTags`: which baseline AWS-RunPatchBaselineAssociation uses, by the tags of baselines.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;

/// What nodes need beside the usual, to look for a baseline by its tags (User Guide, "About the
/// AWS-RunPatchBaselineAssociation SSM document"; AWS's policy AmazonSSMPatchAssociation has
/// exactly these).
pub const PERMISSIONS: [&str; 4] = [
    "ssm:DescribeEffectivePatchesForPatchBaseline",
    "ssm:GetPatchBaseline",
    "ssm:DescribePatchBaselines",
    "tag:GetResources",
];

/// The key and the values, of which one is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineTags {
    /// The key.
    pub key: String,
    /// The values.
    pub values: Vec<String>,
}

impl std::str::FromStr for BaselineTags {
    type Err = String;

    /// Reads `Key=KEY,Values=ONE` or `Key=KEY,Values=ONE,TWO`, by the pattern of the parameter.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |why: &str| misspelt(text, why);
        if let Some(c) = text.chars().find(|c| is_refused(*c)) {
            return Err(wrong(&format!(
                "holds `{}`, which the SSM document refuses",
                c.escape_debug()
            )));
        }

        // The pattern is greedy: what looks like the values comes last.
        let pair = text
            .strip_prefix("Key=")
            .and_then(|rest| rest.rsplit_once(",Values="));
        let (key, values) = pair.ok_or_else(|| wrong("names no key and values"))?;
        if !(1..=256).contains(&key.chars().count()) {
            return Err(wrong(
                "has a key of less than 1 or more than 256 characters",
            ));
        }
        if values.chars().count() > 256 {
            return Err(wrong("has more than 256 characters of values"));
        }
        // The pattern allows no values at all, and no comma at their end.
        if values.ends_with(',') {
            return Err(wrong("ends with a comma"));
        }
        Ok(Self {
            key: key.to_owned(),
            values: values.split(',').map(str::to_owned).collect(),
        })
    }
}

impl fmt::Display for BaselineTags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key={},Values={}", self.key, self.values.join(","))
    }
}

fn misspelt(text: &str, why: &str) -> String {
    let text = text.escape_debug();
    format!("`{text}` {why}; it is written Key=KEY,Values=VALUE or Key=KEY,Values=VALUE1,VALUE2")
}

/// Quotes, what a shell expands, and what ends a line (the pattern of the document).
const fn is_refused(c: char) -> bool {
    matches!(
        c,
        '\'' | '"'
            | '`'
            | '$'
            | '\n'
            | '\r'
            | '\u{b}'
            | '\u{c}'
            | '\u{85}'
            | '\u{2028}'
            | '\u{2029}'
    )
}

/// A baseline of the account with its tags.
#[derive(Clone, Debug)]
pub struct Tagged<'a> {
    /// The baseline.
    pub baseline: &'a Identity,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// Which baseline the tags choose for an operating system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The operating system.
    pub operating_system: OperatingSystem,
    /// The baselines that carry the tag, by name and id.
    pub baselines: Vec<String>,
}

/// What follows of choices, in sentences: one for each system that has a baseline or several, and
/// one for all that have none.
pub fn sentences(choices: &[Choice], tags: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut without = Vec::new();
    for Choice {
        operating_system,
        baselines,
    } in choices
    {
        match &baselines[..] {
            // A fleet has many systems, and most have none: together they are one sentence.
            [] => without.push(operating_system.as_str()),
            [one] => found.push(format!(
                "nodes with {operating_system} use the baseline {one}"
            )),
            several => found.push(format!(
                "{} baselines for {operating_system} are tagged {tags} ({}): nodes with it end with exit code 142",
                several.len(),
                several.join(", ")
            )),
        }
    }

    if !without.is_empty() {
        found.push(format!(
            "no baseline for {} is tagged {tags}: there the patch group of the node decides, or the default",
            without.join(", ")
        ));
    }
    found
}

impl BaselineTags {
    /// What the tags choose for each of some operating systems. Only the baselines of the account
    /// itself can be chosen: AWS's own belong to another one.
    pub fn choices(&self, systems: &[OperatingSystem], baselines: &[Tagged<'_>]) -> Vec<Choice> {
        let systems = systems.iter();
        systems.map(|os| self.choice(*os, baselines)).collect()
    }

    fn choice(&self, os: OperatingSystem, baselines: &[Tagged<'_>]) -> Choice {
        let meant = baselines
            .iter()
            .filter(|tagged| tagged.baseline.operating_system == Some(os) && self.is_on(tagged));
        Choice {
            operating_system: os,
            baselines: meant
                .map(|tagged| format!("{} ({})", tagged.baseline.name, tagged.baseline.id))
                .collect(),
        }
    }

    fn is_on(&self, tagged: &Tagged<'_>) -> bool {
        let value = tagged.tags.get(&self.key);
        !tagged.baseline.is_aws_owned() && value.is_some_and(|it| self.values.contains(it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_others_refused() {
        for (text, key, values) in [
            ("Key=Env,Values=prod", "Env", &["prod"][..]),
            ("Key=Env,Values=prod,test", "Env", &["prod", "test"]),
            ("Key=a=b,Values=c d", "a=b", &["c d"]),
            ("Key=Env,Values=", "Env", &[""]),
        ] {
            let read: BaselineTags = text.parse().expect(text);
            assert_eq!(
                (read.key.as_str(), &read.values[..]),
                (key, &to_owned(values)[..])
            );
            assert_eq!(read.to_string(), text);
        }
        for text in [
            "",
            "Env=prod",
            "Key=Env",
            "Key=,Values=a",
            "Key=Env,Values=a,",
            "Key=Env,Values='a'",
            "Key=Env,Values=$a",
            "key=Env,values=a",
            "Key=Env,Values=a\nb",
        ] {
            assert!(text.parse::<BaselineTags>().is_err(), "{text}");
        }
    }

    fn to_owned(values: &[&str]) -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    }

    fn baseline(id: &str, os: OperatingSystem) -> Identity {
        Identity {
            id: id.parse().expect("an id"),
            name: format!("base-{}", &id[id.len() - 1..]),
            description: None,
            operating_system: Some(os),
            default: false,
        }
    }

    #[test]
    fn one_baseline_of_the_system_is_chosen_none_leaves_it_and_several_are_an_error() {
        let linux = OperatingSystem::AmazonLinux2023;
        let ubuntu = OperatingSystem::Ubuntu;
        let first = baseline("pb-00000000000000001", linux);
        let second = baseline("pb-00000000000000002", linux);
        let other = baseline("pb-00000000000000003", ubuntu);
        let foreign = baseline(
            "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-00000000000000004",
            ubuntu,
        );
        let with = |baseline, value: &str| Tagged {
            baseline,
            tags: BTreeMap::from([("Env".to_owned(), value.to_owned())]),
        };
        let all = [
            with(&first, "prod"),
            with(&second, "test"),
            with(&other, "dev"),
            with(&foreign, "prod"),
        ];
        let told = |text: &str| {
            let tags: BaselineTags = text.parse().expect("tags");
            let choices = tags.choices(&[linux, ubuntu], &all);
            let counts: Vec<usize> = choices.iter().map(|one| one.baselines.len()).collect();
            (counts, sentences(&choices, text))
        };
        let (counts, words) = told("Key=Env,Values=prod");
        assert_eq!(counts, [1, 0]);
        assert!(
            words[0].contains("base-1 (pb-00000000000000001)"),
            "{words:?}"
        );
        assert!(words[1].contains("patch group"), "{words:?}");
        let (counts, words) = told("Key=Env,Values=prod,test");
        assert_eq!(counts, [2, 0]);
        assert!(words[0].contains("exit code 142"), "{words:?}");
    }
}
