//! From a baseline to the document that describes it.

use std::collections::BTreeMap;

use super::file::{BaselineFile, FiltersFile, RuleFile, SourceFile};
use crate::document::quoted::quoted;
use crate::domain::baseline::{
    Approval, ComplianceLevel, Definition, Filter, RejectedAction, Rule,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::{AccountId, PatchGroup, Region};
use crate::error::Result;

/// What is written of one baseline.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// The name.
    pub name: &'a str,
    /// The operating system.
    pub os: OperatingSystem,
    /// What it is; `None` for one of AWS.
    pub definition: Option<&'a Definition>,
    /// The groups that use it.
    pub groups: &'a [PatchGroup],
    /// Whether it is the default; `None` to say nothing of it.
    pub default: Option<bool>,
    /// Its tags, when they were read.
    pub tags: Option<&'a BTreeMap<String, String>>,
    /// The Regions to name.
    pub regions: &'a [Region],
    /// The accounts to name.
    pub accounts: &'a [AccountId],
}

/// The document as a value: what [`super::read()`] reads back without loss.
pub fn value(written: Written<'_>) -> serde_json::Value {
    serde_json::to_value(file(written)).unwrap_or_default()
}

/// Documents as one text of YAML. Days and words such as `on` have quotes, for readers of YAML 1.1.
///
/// # Errors
/// When the writer of YAML refuses a value.
pub fn yaml(documents: &[serde_json::Value]) -> Result<String> {
    let texts = documents.iter().cloned().map(quoted);
    let texts: Vec<String> = texts.collect::<Result<_>>()?;
    Ok(texts.join("---\n"))
}

fn file(written: Written<'_>) -> BaselineFile {
    let own = BaselineFile {
        name: written.name.to_owned(),
        operating_system: written.os.to_string(),
        regions: written.regions.iter().map(ToString::to_string).collect(),
        accounts: written.accounts.iter().map(ToString::to_string).collect(),
        default: written.default,
        // Written even when empty: without the key a document leaves the groups as they are.
        patch_groups: Some(written.groups.iter().map(ToString::to_string).collect()),
        tags: written
            .tags
            .filter(|_| written.definition.is_some())
            .map(without_aws),
        ..BaselineFile::default()
    };

    match written.definition {
        Some(definition) => with_definition(own, definition),
        None => own,
    }
}

/// Tags of AWS's own cannot be written.
fn without_aws(tags: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    tags.iter()
        .filter(|(key, _)| !key.starts_with("aws:"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn with_definition(file: BaselineFile, definition: &Definition) -> BaselineFile {
    let rules = &definition.rules;
    let sources: Vec<SourceFile> = definition
        .sources
        .iter()
        .map(|source| SourceFile {
            name: source.name.clone(),
            products: source.products.clone(),
            configuration: source.configuration.clone(),
        })
        .collect();

    // What is as AWS has it without a word is left out, so that a document shows what was chosen.
    BaselineFile {
        description: definition.description.clone(),
        global_filters: (!rules.global_filters.is_empty()).then(|| filters(&rules.global_filters)),
        approval_rules: Some(rules.rules.iter().map(rule).collect()),
        approved_patches: non_empty(&rules.approved),
        approved_patches_compliance_level: level(rules.approved_level),
        approved_patches_enable_non_security: rules.approved_non_security.then_some(true),
        rejected_patches: non_empty(&rules.rejected),
        rejected_patches_action: (rules.rejected_action != RejectedAction::AllowAsDependency)
            .then(|| rules.rejected_action.as_str().to_owned()),
        sources: (!sources.is_empty()).then_some(sources),
        available_security_updates_compliance_status: rules
            .available_security_updates
            .map(|status| status.as_str().to_owned()),
        ..file
    }
}

fn non_empty(list: &[String]) -> Option<Vec<String>> {
    (!list.is_empty()).then(|| list.to_vec())
}

fn level(level: ComplianceLevel) -> Option<String> {
    (level != ComplianceLevel::Unspecified).then(|| level.as_str().to_owned())
}

fn rule(rule: &Rule) -> RuleFile {
    let (days, date) = match rule.approval {
        Approval::AfterDays(days) => (Some(i64::from(days)), None),
        Approval::UntilDate(date) => (None, Some(date.to_string())),
    };

    RuleFile {
        filters: filters(&rule.filters),
        approve_after_days: days,
        approve_until_date: date,
        compliance_level: level(rule.level),
        enable_non_security: rule.enable_non_security.then_some(true),
    }
}

fn filters(filters: &[Filter]) -> FiltersFile {
    FiltersFile(
        filters
            .iter()
            .map(|filter| (filter.key.as_str().to_owned(), filter.values.clone()))
            .collect(),
    )
}
