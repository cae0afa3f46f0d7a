//! Baselines between the SDK's types and the domain's. What this version does not know is an error:
//! written back, it would be lost.

use aws_sdk_ssm::operation::get_patch_baseline::GetPatchBaselineOutput;
use aws_sdk_ssm::types as sdk;
use serde_json::{Value, json};

use super::convert::{filled, text, timestamp};
use crate::domain::baseline::plan::Existing;
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Definition, Filter, FilterKey,
    PatchSource, RejectedAction, Rule,
};
use crate::domain::fleet::platform::{OperatingSystem, PlatformType};
use crate::domain::id::PatchGroup;
use crate::domain::id::baseline::BaselineId;
use crate::error::{Error, Result};

/// An operating system by its name on the wire; `None` when this version does not know it.
pub(super) fn operating_system(os: Option<&sdk::OperatingSystem>) -> Option<OperatingSystem> {
    let name = os?.as_str();
    OperatingSystem::ALL
        .into_iter()
        .find(|os| os.as_str() == name)
}

/// The operating system as the SDK has it.
pub(super) fn to_sdk(os: OperatingSystem) -> sdk::OperatingSystem {
    os.as_str().into()
}

fn unknown(what: &str, word: &str) -> Error {
    Error::failed(format!(
        "GetPatchBaseline answered a {what} that this version does not know: {word}"
    ))
    .hint("a newer version of patchctl may know it")
}

fn known<T>(what: &str, word: &str, of_wire: fn(&str) -> Option<T>) -> Result<T> {
    of_wire(word).ok_or_else(|| unknown(what, word))
}

/// The same for a word that AWS may leave out.
fn maybe<T>(what: &str, word: Option<&str>, of_wire: fn(&str) -> Option<T>) -> Result<Option<T>> {
    word.map(|word| known(what, word, of_wire)).transpose()
}

/// The answer of `GetPatchBaseline`.
pub(super) fn existing(answer: &GetPatchBaselineOutput) -> Result<Existing> {
    let id = answer
        .baseline_id()
        .ok_or_else(|| Error::failed("GetPatchBaseline answered without an id"))?;
    let definition = definition(answer)?;

    let groups = answer.patch_groups().iter();
    let mut groups: Vec<PatchGroup> = groups.map(|group| PatchGroup::trusted(group)).collect();
    // The API promises no order; two reads of one baseline must be equal.
    groups.sort();

    Ok(Existing {
        id: BaselineId::trusted(id),
        definition,
        groups,
        created: answer.created_date().and_then(timestamp),
        modified: answer.modified_date().and_then(timestamp),
    })
}

fn definition(answer: &GetPatchBaselineOutput) -> Result<Definition> {
    let name = answer.operating_system().map(sdk::OperatingSystem::as_str);
    let os = operating_system(answer.operating_system())
        .ok_or_else(|| unknown("operating system", name.unwrap_or_default()))?;

    Ok(Definition {
        name: text(answer.name()),
        description: filled(answer.description()),
        rules: rules(answer, os)?,
        sources: answer.sources().iter().map(source).collect(),
    })
}

fn rules(answer: &GetPatchBaselineOutput, os: OperatingSystem) -> Result<Baseline> {
    // What the answer leaves out has the default of an empty baseline (SSM API,
    // `CreatePatchBaseline`: UNSPECIFIED, ALLOW_AS_DEPENDENCY).
    let empty = Baseline::empty(os);
    let level = answer
        .approved_patches_compliance_level()
        .map(|level| level.as_str());
    let action = answer
        .rejected_patches_action()
        .map(|action| action.as_str());
    let status = answer.available_security_updates_compliance_status();
    let status = status.map(|status| status.as_str());

    let groups = answer.approval_rules().map(|group| group.patch_rules());
    Ok(Baseline {
        os,
        global_filters: filters(answer.global_filters())?,
        rules: groups
            .unwrap_or_default()
            .iter()
            .map(rule)
            .collect::<Result<_>>()?,
        approved: answer.approved_patches().to_vec(),
        approved_level: maybe("compliance level", level, ComplianceLevel::of_wire)?
            .unwrap_or(empty.approved_level),
        approved_non_security: answer
            .approved_patches_enable_non_security()
            .unwrap_or_default(),
        rejected: answer.rejected_patches().to_vec(),
        rejected_action: maybe("action", action, RejectedAction::of_wire)?
            .unwrap_or(empty.rejected_action),
        // For Windows only (SSM API), so that for others there is none and not a default.
        available_security_updates: maybe(
            "compliance status",
            status,
            AvailableSecurityUpdates::of_wire,
        )?,
    })
}

fn filters(group: Option<&sdk::PatchFilterGroup>) -> Result<Vec<Filter>> {
    let filters = group.map(|group| group.patch_filters());
    filters.unwrap_or_default().iter().map(filter).collect()
}

fn source(source: &sdk::PatchSource) -> PatchSource {
    PatchSource {
        name: source.name().to_owned(),
        products: source.products().to_vec(),
        configuration: source.configuration().to_owned(),
    }
}

fn filter(filter: &sdk::PatchFilter) -> Result<Filter> {
    Ok(Filter {
        key: known("filter key", filter.key().as_str(), FilterKey::of_wire)?,
        values: filter.values().to_vec(),
    })
}

fn rule(rule: &sdk::PatchRule) -> Result<Rule> {
    let level = rule.compliance_level().map(|level| level.as_str());
    Ok(Rule {
        filters: filters(rule.patch_filter_group())?,
        approval: approval(rule)?,
        level: maybe("compliance level", level, ComplianceLevel::of_wire)?
            .unwrap_or(ComplianceLevel::Unspecified),
        enable_non_security: rule.enable_non_security().unwrap_or_default(),
    })
}

fn approval(rule: &sdk::PatchRule) -> Result<Approval> {
    // What AWS keeps of a rule with both is not known; a date that is there counts.
    let date = rule.approve_until_date().filter(|date| !date.is_empty());
    if let Some(date) = date {
        let date = date.parse().map_err(|_| unknown("date", date))?;
        return Ok(Approval::UntilDate(date));
    }

    // Whether AWS keeps a rule with neither is not known; such a rule would wait for nothing.
    let days = rule.approve_after_days().unwrap_or(0);
    let days = u16::try_from(days).map_err(|_| unknown("delay", &days.to_string()))?;
    Ok(Approval::AfterDays(days))
}

fn incomplete(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::failed("a baseline is incomplete").with_source(error)
}

/// Filters as the SDK has them.
pub(super) fn filter_group(filters: &[Filter]) -> Result<sdk::PatchFilterGroup> {
    let filters = filters.iter().map(sdk_filter).collect::<Result<Vec<_>>>()?;
    sdk::PatchFilterGroup::builder()
        .set_patch_filters(Some(filters))
        .build()
        .map_err(incomplete)
}

fn sdk_filter(filter: &Filter) -> Result<sdk::PatchFilter> {
    sdk::PatchFilter::builder()
        .key(sdk::PatchFilterKey::from(filter.key.as_str()))
        .set_values(Some(filter.values.clone()))
        .build()
        .map_err(incomplete)
}

/// Rules as the SDK has them.
pub(super) fn rule_group(rules: &Baseline) -> Result<sdk::PatchRuleGroup> {
    let platform = rules.os.platform_type();
    let rules = rules.rules.iter().map(|rule| sdk_rule(rule, platform));
    sdk::PatchRuleGroup::builder()
        .set_patch_rules(Some(rules.collect::<Result<Vec<_>>>()?))
        .build()
        .map_err(incomplete)
}

fn sdk_rule(rule: &Rule, platform: PlatformType) -> Result<sdk::PatchRule> {
    // `EnableNonSecurity` is for Linux alone (SSM API, `PatchRule`); elsewhere it is left out
    // rather than sent as false.
    let linux = platform == PlatformType::Linux;
    let builder = sdk::PatchRule::builder()
        .patch_filter_group(filter_group(&rule.filters)?)
        .compliance_level(rule.level.as_str().into())
        .set_enable_non_security(linux.then_some(rule.enable_non_security));

    // One of the two and never both: the API has no word on both (SSM API, `PatchRule`).
    let builder = match rule.approval {
        Approval::AfterDays(days) => builder.approve_after_days(i32::from(days)),
        Approval::UntilDate(date) => builder.approve_until_date(date.to_string()),
    };
    Ok(builder.build())
}

/// Sources as the SDK has them.
pub(super) fn sources(sources: &[PatchSource]) -> Result<Vec<sdk::PatchSource>> {
    sources.iter().map(sdk_source).collect()
}

fn sdk_source(source: &PatchSource) -> Result<sdk::PatchSource> {
    sdk::PatchSource::builder()
        .name(&source.name)
        .set_products(Some(source.products.clone()))
        .configuration(&source.configuration)
        .build()
        .map_err(incomplete)
}

/// A baseline in the form in which the AWS CLI prints `get-patch-baseline`.
pub fn raw(existing: &Existing) -> Value {
    let definition = &existing.definition;
    let rules = &definition.rules;
    let mut value = json!({
        "BaselineId": existing.id,
        "Name": definition.name,
        "OperatingSystem": rules.os,
        "GlobalFilters": {"PatchFilters": raw_filters(&rules.global_filters)},
        "ApprovalRules": {"PatchRules": rules.rules.iter().map(raw_rule).collect::<Vec<Value>>()},
        "ApprovedPatches": rules.approved,
        "ApprovedPatchesComplianceLevel": rules.approved_level,
        "ApprovedPatchesEnableNonSecurity": rules.approved_non_security,
        "RejectedPatches": rules.rejected,
        "RejectedPatchesAction": rules.rejected_action,
        "PatchGroups": existing.groups,
        "CreatedDate": existing.created.map(|moment| moment.to_string()),
        "ModifiedDate": existing.modified.map(|moment| moment.to_string()),
        "Sources": definition.sources.iter().map(raw_source).collect::<Vec<Value>>(),
    });

    // The API leaves these two out where they are not set; null would be no answer of it.
    if let Some(description) = &definition.description {
        value["Description"] = json!(description);
    }
    if let Some(status) = rules.available_security_updates {
        value["AvailableSecurityUpdatesComplianceStatus"] = json!(status);
    }
    value
}

fn raw_filters(filters: &[Filter]) -> Value {
    let filters = filters.iter();
    filters
        .map(|filter| json!({"Key": filter.key, "Values": filter.values}))
        .collect()
}

fn raw_rule(rule: &Rule) -> Value {
    let mut value = json!({
        "PatchFilterGroup": {"PatchFilters": raw_filters(&rule.filters)},
        "ComplianceLevel": rule.level,
    });
    match rule.approval {
        Approval::AfterDays(days) => value["ApproveAfterDays"] = json!(days),
        Approval::UntilDate(date) => value["ApproveUntilDate"] = json!(date.to_string()),
    }
    value["EnableNonSecurity"] = json!(rule.enable_non_security);
    value
}

fn raw_source(source: &PatchSource) -> Value {
    json!({
        "Name": source.name,
        "Products": source.products,
        "Configuration": source.configuration,
    })
}
