//! Baselines as Terraform: `aws_ssm_patch_baseline`, `aws_ssm_patch_group`,
//! `aws_ssm_default_patch_baseline` (hashicorp/aws).

use std::collections::BTreeSet;

use hcl::{Attribute, Block, Body, Expression};

use super::write::Written;
use crate::document::hcl::{label, reference, tags, text, texts, written};
use crate::domain::baseline::{Approval, Definition, Filter, RejectedAction, Rule};
use crate::domain::fleet::platform::{OperatingSystem, PlatformType};
use crate::error::Result;

/// The Terraform configuration of some baselines of one account and Region.
///
/// # Errors
/// When a name cannot be written as a label, which its pattern excludes.
pub fn terraform(all: &[Written<'_>]) -> Result<String> {
    let mut body = Body::builder();
    let mut labels = BTreeSet::new();
    for written in all {
        let label = label(written.name, &mut labels);
        // A baseline of AWS is no resource of ours: its id is looked up where Terraform runs.
        let id = if let Some(definition) = written.definition {
            body = body.add_block(baseline(&label, definition, written));
            reference(&["aws_ssm_patch_baseline", &label, "id"])?
        } else {
            body = body.add_block(data(&label, written));
            reference(&["data", "aws_ssm_patch_baseline", &label, "id"])?
        };

        for group in written.groups {
            let name = self::label(&format!("{label}_{group}"), &mut labels);
            body = body.add_block(registration(name, id.clone(), group.as_str()));
        }
        // What is not the default needs no block: Terraform has no "is not the default".
        if written.default == Some(true) {
            body = body.add_block(
                Block::builder("resource")
                    .add_label("aws_ssm_default_patch_baseline")
                    .add_label(label)
                    .add_attribute(("baseline_id", id))
                    .add_attribute(("operating_system", text(written.os.as_str())))
                    .build(),
            );
        }
    }

    written(body)
}

fn data(label: &str, written: &Written<'_>) -> Block {
    Block::builder("data")
        .add_label("aws_ssm_patch_baseline")
        .add_label(label)
        .add_attribute(("owner", "AWS"))
        .add_attribute(("name_prefix", text(written.name)))
        .add_attribute(("operating_system", text(written.os.as_str())))
        .build()
}

/// The resource that gives a baseline to a patch group.
fn registration(label: String, id: Expression, group: &str) -> Block {
    Block::builder("resource")
        .add_label("aws_ssm_patch_group")
        .add_label(label)
        .add_attribute(("baseline_id", id))
        .add_attribute(("patch_group", text(group)))
        .build()
}

fn baseline(label: &str, definition: &Definition, written: &Written<'_>) -> Block {
    let rules = &definition.rules;
    let mut block = Block::builder("resource")
        .add_label("aws_ssm_patch_baseline")
        .add_label(label)
        .add_attributes(attributes(definition))
        .add_attributes(written.tags.filter(|tags| !tags.is_empty()).map(tags));

    // The provider has a block for each, where the API has one list.
    for filter in &rules.global_filters {
        block = block.add_block(self::filter("global_filter", filter));
    }
    for rule in &rules.rules {
        block = block.add_block(self::rule(rules.os, rule));
    }
    for source in &definition.sources {
        block = block.add_block(
            Block::builder("source")
                .add_attribute(("name", text(&source.name)))
                .add_attribute(("products", texts(&source.products)))
                .add_attribute(("configuration", text(&source.configuration)))
                .build(),
        );
    }
    block.build()
}

fn attributes(definition: &Definition) -> Vec<Attribute> {
    let rules = &definition.rules;
    let mut attributes = vec![
        Attribute::new("name", text(&definition.name)),
        Attribute::new("operating_system", text(rules.os.as_str())),
    ];
    let mut add = |name: &str, value: Expression| attributes.push(Attribute::new(name, value));

    // What the provider has without a word is left out, as in a baseline that was written by hand.
    if let Some(description) = &definition.description {
        add("description", text(description));
    }
    if !rules.approved.is_empty() {
        add("approved_patches", texts(&rules.approved));
    }
    let level = text(rules.approved_level.as_str());
    add("approved_patches_compliance_level", level);
    if rules.approved_non_security {
        add("approved_patches_enable_non_security", true.into());
    }
    if !rules.rejected.is_empty() {
        add("rejected_patches", texts(&rules.rejected));
    }
    if rules.rejected_action == RejectedAction::Block {
        let action = text(rules.rejected_action.as_str());
        add("rejected_patches_action", action);
    }
    if let Some(status) = rules.available_security_updates {
        let status = text(status.as_str());
        add("available_security_updates_compliance_status", status);
    }

    attributes
}

fn filter(name: &str, filter: &Filter) -> Block {
    Block::builder(name)
        .add_attribute(("key", text(filter.key.as_str())))
        .add_attribute(("values", texts(&filter.values)))
        .build()
}

fn rule(os: OperatingSystem, rule: &Rule) -> Block {
    let block = Block::builder("approval_rule");
    let block = match rule.approval {
        Approval::AfterDays(days) => block.add_attribute(("approve_after_days", u64::from(days))),
        Approval::UntilDate(date) => {
            block.add_attribute(("approve_until_date", text(&date.to_string())))
        }
    };
    let mut block = block.add_attribute(("compliance_level", text(rule.level.as_str())));

    // For Linux alone (SSM API reference, PatchRule).
    if os.platform_type() == PlatformType::Linux {
        block = block.add_attribute(("enable_non_security", rule.enable_non_security));
    }
    for filter in &rule.filters {
        block = block.add_block(self::filter("patch_filter", filter));
    }
    block.build()
}
