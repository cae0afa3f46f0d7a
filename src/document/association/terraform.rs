//! Associations as Terraform: `aws_ssm_association` (hashicorp/aws).

use std::collections::{BTreeMap, BTreeSet};

use hcl::{Attribute, Block, Body, Expression, ObjectKey};

use crate::document::hcl::{label, tags, text, texts, written};
use crate::domain::association::Definition;
use crate::domain::run::command::CommandTarget;
use crate::domain::run::output_place::OutputPlace;
use crate::error::Result;

/// What of a definition the provider has no argument for (its documentation of the resource; a
/// parameter is one text there).
pub fn left_out(it: &Definition) -> Vec<String> {
    let all = [
        (it.offset.is_some(), "offset"),
        (it.duration.is_some(), "duration"),
        (!it.calendar_names.is_empty(), "calendar_names"),
        (it.role_arn.is_some(), "role_arn"),
    ];

    // The provider makes a list of one of each text.
    let lists = it.parameters.iter().filter(|(_, values)| values.len() != 1);
    let lists = lists.map(|(name, _)| format!("parameters.{name}"));
    let missing = all.into_iter().filter(|(is, _)| *is);
    missing
        .map(|(_, key)| key.to_owned())
        .chain(lists)
        .collect()
}

/// The Terraform configuration of some associations of one account and Region, without what
/// [`left_out`] names.
///
/// # Errors
/// When the writer of HCL refuses it.
pub fn terraform(all: &[(&Definition, Option<&BTreeMap<String, String>>)]) -> Result<String> {
    let mut body = Body::builder();
    let mut labels = BTreeSet::new();
    for (definition, tagged) in all {
        let label = label(&definition.name, &mut labels);
        body = body.add_block(resource(&label, definition, *tagged));
    }
    written(body)
}

fn resource(label: &str, it: &Definition, tagged: Option<&BTreeMap<String, String>>) -> Block {
    let maybe = |value: &Option<String>| value.as_ref().map(|value| text(value));
    let all: [(&str, Option<Expression>); 10] = [
        ("name", Some(text(&it.document))),
        ("association_name", Some(text(&it.name))),
        ("document_version", maybe(&it.document_version)),
        ("parameters", Some(parameters(it))),
        ("schedule_expression", maybe(&it.schedule)),
        // What the provider has without a word is left out.
        (
            "apply_only_at_cron_interval",
            (!it.at_once).then(|| true.into()),
        ),
        ("max_concurrency", maybe(&it.max_concurrency)),
        ("max_errors", maybe(&it.max_errors)),
        ("compliance_severity", maybe(&it.compliance_severity)),
        ("sync_compliance", Some(text(it.sync_compliance.as_str()))),
    ];
    let attributes = all.into_iter();
    let attributes = attributes.filter_map(|(name, value)| Some(Attribute::new(name, value?)));
    Block::builder("resource")
        .add_label("aws_ssm_association")
        .add_label(label)
        .add_attributes(attributes)
        .add_attributes(tagged.filter(|tags| !tags.is_empty()).map(tags))
        .add_blocks(it.targets.conditions().iter().map(target))
        .add_blocks(output(it))
        .build()
}

/// A map of texts: the provider makes a list of one of each.
fn parameters(it: &Definition) -> Expression {
    let parameters = it.wire_parameters();
    let entries = parameters
        .iter()
        .filter_map(|(name, values)| match &values[..] {
            [value] => Some((ObjectKey::Expression(text(name)), text(value))),
            _ => None,
        });
    Expression::Object(entries.collect())
}

fn target(condition: &CommandTarget) -> Block {
    Block::builder("targets")
        .add_attribute(("key", text(&condition.key)))
        .add_attribute(("values", texts(&condition.values)))
        .build()
}

fn output(it: &Definition) -> Option<Block> {
    let place: OutputPlace = it.output_s3.as_ref()?.parse().ok()?;
    let prefix = Some(place.prefix).filter(|prefix| !prefix.is_empty());
    let all = [
        ("s3_bucket_name", Some(place.bucket)),
        ("s3_key_prefix", prefix),
        ("s3_region", it.output_region.clone()),
    ];
    let attributes = all.into_iter();
    let attributes =
        attributes.filter_map(|(name, value)| Some(Attribute::new(name, text(&value?))));
    Some(
        Block::builder("output_location")
            .add_attributes(attributes)
            .build(),
    )
}
