//! Baselines in the words of the SSM API: `CreatePatchBaseline`, `GetPatchBaseline`, and what
//! `BaselineOverride` takes.

use std::collections::BTreeMap;

use serde_json::Value;

use super::members::Members;
use super::taken::Taken;
use crate::document::baseline::file::{BaselineFile, FiltersFile, RuleFile, SourceFile};

/// What a document has no place for and nobody misses: it belongs to one baseline or one call.
const OF_THE_CALL: [&str; 8] = [
    "BaselineId",
    "CreatedDate",
    "ModifiedDate",
    "ClientToken",
    "ResponseMetadata",
    "Replace",
    "DefaultBaseline",
    "PatchGroups",
];

const KNOWN: [&str; 13] = [
    "Name",
    "OperatingSystem",
    "Description",
    "GlobalFilters",
    "ApprovalRules",
    "ApprovedPatches",
    "ApprovedPatchesComplianceLevel",
    "ApprovedPatchesEnableNonSecurity",
    "RejectedPatches",
    "RejectedPatchesAction",
    "Sources",
    "AvailableSecurityUpdatesComplianceStatus",
    "Tags",
];

/// The baselines of an object or a list of them.
pub(super) fn baselines(value: &Value, notes: &mut Vec<String>) -> Result<Vec<Taken>, String> {
    let items = match value {
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    };
    let several = items.len() > 1;

    let mut taken = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        // A place is only named where there is more than one to be confused with.
        let at = if several {
            format!("[{index}]")
        } else {
            String::new()
        };
        let file = baseline(&Members::of(item, &at)?, notes)?;
        taken.push(Taken { file, called: None });
    }
    Ok(taken)
}

/// One baseline; what a template has has the same members.
pub(super) fn baseline(of: &Members<'_>, notes: &mut Vec<String>) -> Result<BaselineFile, String> {
    let others = of.others(&[&KNOWN[..], &OF_THE_CALL[..]].concat());
    if !others.is_empty() {
        notes.push(format!(
            "left out, since no document has it: {}",
            others.join(", ")
        ));
    }
    let os = of.text("OperatingSystem")?;
    if os.is_none() {
        // The default of CreatePatchBaseline (SSM API reference).
        let place = of.place("OperatingSystem");
        notes.push(format!("{place} is left out, which is WINDOWS for AWS"));
    }

    let groups = of.texts("PatchGroups")?;
    let sources = of.list("Sources")?;
    let sources: Vec<SourceFile> = sources
        .into_iter()
        .map(|(at, item)| source(&Members::of(item, &at)?))
        .collect::<Result<_, String>>()?;
    let global = filters(&of.nested("GlobalFilters", "PatchFilters")?)?;
    Ok(BaselineFile {
        name: of.text("Name")?.unwrap_or_default(),
        operating_system: os.unwrap_or_else(|| "WINDOWS".to_owned()),
        description: of.text("Description")?,
        default: of.yes("DefaultBaseline")?,
        patch_groups: (!groups.is_empty()).then_some(groups),
        global_filters: Some(global).filter(|filters| !filters.0.is_empty()),
        approval_rules: Some(rules(of)?),
        approved_patches: filled(of.texts("ApprovedPatches")?),
        approved_patches_compliance_level: of
            .word("ApprovedPatchesComplianceLevel", "UNSPECIFIED")?,
        approved_patches_enable_non_security: of.yes("ApprovedPatchesEnableNonSecurity")?,
        rejected_patches: filled(of.texts("RejectedPatches")?),
        rejected_patches_action: of.word("RejectedPatchesAction", "ALLOW_AS_DEPENDENCY")?,
        sources: (!sources.is_empty()).then_some(sources),
        available_security_updates_compliance_status: of
            .text("AvailableSecurityUpdatesComplianceStatus")?,
        tags: tags(of)?,
        ..BaselineFile::default()
    })
}

fn filled(list: Vec<String>) -> Option<Vec<String>> {
    (!list.is_empty()).then_some(list)
}

fn rules(of: &Members<'_>) -> Result<Vec<RuleFile>, String> {
    let mut all = Vec::new();
    for rule in of.nested("ApprovalRules", "PatchRules")? {
        all.push(RuleFile {
            filters: filters(&rule.nested("PatchFilterGroup", "PatchFilters")?)?,
            approve_after_days: rule.number("ApproveAfterDays")?,
            approve_until_date: rule.text("ApproveUntilDate")?,
            compliance_level: rule.word("ComplianceLevel", "UNSPECIFIED")?,
            enable_non_security: rule.yes("EnableNonSecurity")?,
        });
    }
    Ok(all)
}

fn filters(all: &[Members<'_>]) -> Result<FiltersFile, String> {
    let mut filters = Vec::new();
    for filter in all {
        let key = filter.text("Key")?;
        let key = key.ok_or_else(|| format!("{} is missing", filter.place("Key")))?;
        filters.push((key, filter.texts("Values")?));
    }
    Ok(FiltersFile(filters))
}

fn source(of: &Members<'_>) -> Result<SourceFile, String> {
    Ok(SourceFile {
        name: of.text("Name")?.unwrap_or_default(),
        products: of.texts("Products")?,
        configuration: of.text("Configuration")?.unwrap_or_default(),
    })
}

fn tags(of: &Members<'_>) -> Result<Option<BTreeMap<String, String>>, String> {
    let mut tags = BTreeMap::new();
    for (at, item) in of.list("Tags")? {
        let tag = Members::of(item, &at)?;
        if let Some(key) = tag.text("Key")? {
            tags.insert(key, tag.text("Value")?.unwrap_or_default());
        }
    }
    Ok((!tags.is_empty()).then_some(tags))
}
