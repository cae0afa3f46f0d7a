//! Baselines between the SDK's types and the domain's. What this version does not know is an error:
//! written back, it would be lost.

use aws_sdk_ssm::operation::get_patch_baseline::GetPatchBaselineOutput;
use aws_sdk_ssm::types as sdk;
use serde_json::{Value, json};

use super::convert::timestamp;
use crate::domain::baseline::plan::Existing;
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, Baseline, ComplianceLevel, Definition, Filter, FilterKey,
    PatchSource, RejectedAction, Rule,
};
use crate::domain::fleet::platform::OperatingSystem;
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

/// The answer of `GetPatchBaseline`.
pub(super) fn existing(answer: &GetPatchBaselineOutput) -> Result<Existing> {
    let id = answer
        .baseline_id()
        .ok_or_else(|| Error::failed("GetPatchBaseline answered without an id"))?;
    let name = answer
        .operating_system()
        .map(sdk::OperatingSystem::as_str)
        .unwrap_or_default();
    let os = operating_system(answer.operating_system())
        .ok_or_else(|| unknown("operating system", name))?;
    let filters = |group: Option<&sdk::PatchFilterGroup>| -> Result<Vec<Filter>> {
        group.map_or_else(
            || Ok(Vec::new()),
            |group| group.patch_filters().iter().map(filter).collect(),
        )
    };
    let empty = Baseline::empty(os);
    let level = answer.approved_patches_compliance_level();
    let status = answer.available_security_updates_compliance_status();
    let rules = Baseline {
        os,
        global_filters: filters(answer.global_filters())?,
        rules: answer
            .approval_rules()
            .map(|group| group.patch_rules())
            .unwrap_or_default()
            .iter()
            .map(rule)
            .collect::<Result<_>>()?,
        approved: answer.approved_patches().to_vec(),
        approved_level: level.map_or(Ok(empty.approved_level), |level| {
            known("compliance level", level.as_str(), ComplianceLevel::of_wire)
        })?,
        approved_non_security: answer
            .approved_patches_enable_non_security()
            .unwrap_or_default(),
        rejected: answer.rejected_patches().to_vec(),
        rejected_action: answer
            .rejected_patches_action()
            .map_or(Ok(empty.rejected_action), |action| {
                known("action", action.as_str(), RejectedAction::of_wire)
            })?,
        available_security_updates: status
            .map(|status| {
                known(
                    "compliance status",
                    status.as_str(),
                    AvailableSecurityUpdates::of_wire,
                )
            })
            .transpose()?,
    };
    let source = |source: &sdk::PatchSource| PatchSource {
        name: source.name().to_owned(),
        products: source.products().to_vec(),
        configuration: source.configuration().to_owned(),
    };
    let definition = Definition {
        name: answer.name().unwrap_or_default().to_owned(),
        description: answer
            .description()
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
        rules,
        sources: answer.sources().iter().map(source).collect(),
    };
    let mut groups: Vec<PatchGroup> = answer
        .patch_groups()
        .iter()
        .map(|group| PatchGroup::trusted(group))
        .collect();
    groups.sort();
    Ok(Existing {
        id: BaselineId::trusted(id),
        definition,
        groups,
        created: answer.created_date().and_then(timestamp),
        modified: answer.modified_date().and_then(timestamp),
    })
}

fn filter(filter: &sdk::PatchFilter) -> Result<Filter> {
    Ok(Filter {
        key: known("filter key", filter.key().as_str(), FilterKey::of_wire)?,
        values: filter.values().to_vec(),
    })
}

fn rule(rule: &sdk::PatchRule) -> Result<Rule> {
    let filters = rule
        .patch_filter_group()
        .map(|group| group.patch_filters())
        .unwrap_or_default();
    let approval = match (
        rule.approve_after_days(),
        rule.approve_until_date().filter(|date| !date.is_empty()),
    ) {
        (_, Some(date)) => Approval::UntilDate(date.parse().map_err(|_| unknown("date", date))?),
        (days, None) => {
            // Whether AWS keeps a rule with neither is not known; such a rule would wait for
            // nothing.
            let days = days.unwrap_or(0);
            Approval::AfterDays(
                u16::try_from(days).map_err(|_| unknown("delay", &days.to_string()))?,
            )
        }
    };
    let level = rule.compliance_level();
    Ok(Rule {
        filters: filters.iter().map(filter).collect::<Result<_>>()?,
        approval,
        level: level.map_or(Ok(ComplianceLevel::Unspecified), |level| {
            known("compliance level", level.as_str(), ComplianceLevel::of_wire)
        })?,
        enable_non_security: rule.enable_non_security().unwrap_or_default(),
    })
}

fn incomplete(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::failed("a baseline is incomplete").with_source(error)
}

/// Filters as the SDK has them.
pub(super) fn filter_group(filters: &[Filter]) -> Result<sdk::PatchFilterGroup> {
    let filter = |filter: &Filter| {
        let key = sdk::PatchFilterKey::from(filter.key.as_str());
        sdk::PatchFilter::builder()
            .key(key)
            .set_values(Some(filter.values.clone()))
            .build()
            .map_err(incomplete)
    };
    let filters = filters.iter().map(filter).collect::<Result<Vec<_>>>()?;
    sdk::PatchFilterGroup::builder()
        .set_patch_filters(Some(filters))
        .build()
        .map_err(incomplete)
}

/// Rules as the SDK has them.
pub(super) fn rule_group(rules: &Baseline) -> Result<sdk::PatchRuleGroup> {
    let linux = rules.os.platform_type() == crate::domain::fleet::platform::PlatformType::Linux;
    let rule = |rule: &Rule| -> Result<sdk::PatchRule> {
        let builder = sdk::PatchRule::builder()
            .patch_filter_group(filter_group(&rule.filters)?)
            .compliance_level(rule.level.as_str().into())
            .set_enable_non_security(linux.then_some(rule.enable_non_security));
        Ok(match rule.approval {
            Approval::AfterDays(days) => builder.approve_after_days(i32::from(days)),
            Approval::UntilDate(date) => builder.approve_until_date(date.to_string()),
        }
        .build())
    };
    let rules = rules.rules.iter().map(rule).collect::<Result<Vec<_>>>()?;
    sdk::PatchRuleGroup::builder()
        .set_patch_rules(Some(rules))
        .build()
        .map_err(incomplete)
}

/// Sources as the SDK has them.
pub(super) fn sources(sources: &[PatchSource]) -> Result<Vec<sdk::PatchSource>> {
    let source = |source: &PatchSource| {
        let builder = sdk::PatchSource::builder()
            .name(&source.name)
            .set_products(Some(source.products.clone()));
        builder
            .configuration(&source.configuration)
            .build()
            .map_err(incomplete)
    };
    sources.iter().map(source).collect()
}

/// A baseline in the form in which the AWS CLI prints `get-patch-baseline`.
pub fn raw(existing: &Existing) -> Value {
    let rules = &existing.definition.rules;
    let filters = |filters: &[Filter]| -> Value {
        filters
            .iter()
            .map(|filter| json!({"Key": filter.key, "Values": filter.values}))
            .collect()
    };
    let rule = |rule: &Rule| {
        let mut value = json!({"PatchFilterGroup": {"PatchFilters": filters(&rule.filters)}, "ComplianceLevel": rule.level});
        match rule.approval {
            Approval::AfterDays(days) => value["ApproveAfterDays"] = json!(days),
            Approval::UntilDate(date) => value["ApproveUntilDate"] = json!(date.to_string()),
        }
        value["EnableNonSecurity"] = json!(rule.enable_non_security);
        value
    };
    let source = |source: &PatchSource| json!({"Name": source.name, "Products": source.products, "Configuration": source.configuration});
    let mut value = json!({
        "BaselineId": existing.id,
        "Name": existing.definition.name,
        "OperatingSystem": rules.os,
        "GlobalFilters": {"PatchFilters": filters(&rules.global_filters)},
        "ApprovalRules": {"PatchRules": rules.rules.iter().map(rule).collect::<Vec<Value>>()},
        "ApprovedPatches": rules.approved,
        "ApprovedPatchesComplianceLevel": rules.approved_level,
        "ApprovedPatchesEnableNonSecurity": rules.approved_non_security,
        "RejectedPatches": rules.rejected,
        "RejectedPatchesAction": rules.rejected_action,
        "PatchGroups": existing.groups,
        "CreatedDate": existing.created.map(|moment| moment.to_string()),
        "ModifiedDate": existing.modified.map(|moment| moment.to_string()),
        "Sources": existing.definition.sources.iter().map(source).collect::<Vec<Value>>(),
    });
    if let Some(description) = &existing.definition.description {
        value["Description"] = json!(description);
    }
    if let Some(status) = rules.available_security_updates {
        value["AvailableSecurityUpdatesComplianceStatus"] = json!(status);
    }
    value
}
