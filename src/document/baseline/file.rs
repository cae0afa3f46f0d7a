//! The shape of a baseline document: AWS's names in snake case, as they are written in YAML and
//! JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::document::unique_map;
use crate::domain::text::words::is_plainly;

/// The largest file of baselines, in bytes.
pub const LIMIT: usize = 1024 * 1024;

/// One baseline with its groups.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BaselineFile {
    pub(super) name: String,
    pub(super) operating_system: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) regions: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) accounts: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) patch_groups: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) global_filters: Option<FiltersFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) approval_rules: Option<Vec<RuleFile>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) approved_patches: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) approved_patches_compliance_level: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) approved_patches_enable_non_security: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rejected_patches: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rejected_patches_action: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sources: Option<Vec<SourceFile>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) available_security_updates_compliance_status: Option<String>,
    #[serde(
        default,
        deserialize_with = "maybe_unique_map",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) tags: Option<BTreeMap<String, String>>,
}

impl BaselineFile {
    /// The first field that only an own baseline can have.
    pub(super) fn own_field(&self) -> Option<&'static str> {
        // What is not here a document may give to a baseline of AWS too: its groups, whether it is
        // the default, and where.
        let fields = [
            ("description", self.description.is_some()),
            ("global_filters", self.global_filters.is_some()),
            ("approval_rules", self.approval_rules.is_some()),
            ("approved_patches", self.approved_patches.is_some()),
            (
                "approved_patches_compliance_level",
                self.approved_patches_compliance_level.is_some(),
            ),
            (
                "approved_patches_enable_non_security",
                self.approved_patches_enable_non_security.is_some(),
            ),
            ("rejected_patches", self.rejected_patches.is_some()),
            (
                "rejected_patches_action",
                self.rejected_patches_action.is_some(),
            ),
            ("sources", self.sources.is_some()),
            (
                "available_security_updates_compliance_status",
                self.available_security_updates_compliance_status.is_some(),
            ),
            ("tags", self.tags.is_some()),
        ];

        fields
            .into_iter()
            .find(|(_, given)| *given)
            .map(|(name, _)| name)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    #[serde(default)]
    pub(super) filters: FiltersFile,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) approve_after_days: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) approve_until_date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) compliance_level: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) enable_non_security: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFile {
    pub(super) name: String,
    pub(super) products: Vec<String>,
    pub(super) configuration: String,
}

/// Filters in their order: a map of keys to values, or, where a key comes twice, a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FiltersFile(pub(super) Vec<(String, Vec<String>)>);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FilterFile {
    key: String,
    values: Vec<String>,
}

impl Serialize for FiltersFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Two filters of one key are two conditions, and a map could hold only one of them.
        let twice = self
            .0
            .iter()
            .enumerate()
            .any(|(index, (key, _))| self.0[..index].iter().any(|(other, _)| other == key));
        if twice {
            return serializer.collect_seq(self.0.iter().map(|(key, values)| FilterFile {
                key: key.clone(),
                values: values.clone(),
            }));
        }

        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, values) in &self.0 {
            map.serialize_entry(key, values)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for FiltersFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Filters)
    }
}

struct Filters;

/// Case does not count in keys, so that two spellings are one key.
fn twice(first: &str, second: &str) -> String {
    let (first, second) = (first.escape_debug(), second.escape_debug());
    if first.to_string() == second.to_string() {
        return format!("duplicate key `{first}`");
    }
    format!("`{first}` and `{second}` are one key in two spellings: write its values in one list")
}

impl<'de> Visitor<'de> for Filters {
    type Value = FiltersFile;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("filters such as `CLASSIFICATION: [Security]`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<FiltersFile, A::Error> {
        let mut filters: Vec<(String, Vec<String>)> = Vec::new();
        // The YAML reader alone would keep the last one silently, and with it lose a condition.
        while let Some(key) = access.next_key::<String>()? {
            if let Some((other, _)) = filters.iter().find(|(other, _)| is_plainly(other, &key)) {
                return Err(A::Error::custom(twice(other, &key)));
            }
            let OneOrMore(values) = access.next_value()?;
            filters.push((key, values));
        }

        Ok(FiltersFile(filters))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<FiltersFile, A::Error> {
        let mut filters = Vec::new();
        while let Some(FilterFile { key, values }) = access.next_element()? {
            filters.push((key, values));
        }
        Ok(FiltersFile(filters))
    }
}

/// A list of texts; one text alone stands for a list of one.
struct OneOrMore(Vec<String>);

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Texts).map(Self)
    }
}

struct Texts;

impl<'de> Visitor<'de> for Texts {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of strings; numbers and words such as `on` need quotes")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<String>, E> {
        Ok(vec![text.to_owned()])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Vec<String>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = access.next_element()? {
            values.push(value);
        }
        Ok(values)
    }
}

fn maybe_unique_map<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<String, String>>, D::Error> {
    unique_map(deserializer).map(Some)
}
