//! Windows as Terraform: `aws_ssm_maintenance_window`, `aws_ssm_maintenance_window_target`,
//! `aws_ssm_maintenance_window_task` (hashicorp/aws).

use std::collections::{BTreeMap, BTreeSet};

use hcl::{Attribute, Block, Body, Expression};

use crate::document::hcl::{label, reference, tags, text, texts, written};
use crate::domain::run::output_place::OutputPlace;
use crate::domain::window::targets::Condition;
use crate::domain::window::{Definition, TargetSet, Task};
use crate::error::Result;

const WINDOW: &str = "aws_ssm_maintenance_window";
const TARGET: &str = "aws_ssm_maintenance_window_target";
const TASK: &str = "aws_ssm_maintenance_window_task";

/// The Terraform configuration of some windows of one account and Region.
///
/// # Errors
/// When the writer of HCL refuses it.
pub fn terraform(all: &[(&Definition, Option<&BTreeMap<String, String>>)]) -> Result<String> {
    let mut body = Body::builder();
    let mut labels = BTreeSet::new();
    for (definition, tags) in all {
        let label = label(&definition.name, &mut labels);
        let id = reference(&[WINDOW, &label, "id"])?;
        body = body.add_block(window(&label, definition, *tags));

        // The task names its targets by reference, so that Terraform makes them first.
        let mut on = Vec::new();
        for (index, set) in definition.targets.iter().flatten().enumerate() {
            let name = self::label(&format!("{label}_{}", index + 1), &mut labels);
            body = body.add_block(target(&name, &id, set));
            if set.task {
                on.push(reference(&[TARGET, &name, "id"])?);
            }
        }
        body = body.add_blocks(definition.task.iter().map(|it| task(&label, &id, it, &on)));
    }
    written(body)
}

/// Attributes of which some are not there.
fn attributes<const N: usize>(all: [(&str, Option<Expression>); N]) -> Vec<Attribute> {
    let there = all.into_iter();
    there
        .filter_map(|(name, value)| Some(Attribute::new(name, value?)))
        .collect()
}

fn maybe(value: Option<&String>) -> Option<Expression> {
    value.map(|value| text(value))
}

fn window(
    label: &str,
    definition: &Definition,
    tagged: Option<&BTreeMap<String, String>>,
) -> Block {
    let all = attributes([
        ("name", Some(text(&definition.name))),
        ("description", maybe(definition.description.as_ref())),
        ("schedule", Some(text(&definition.schedule))),
        ("schedule_timezone", maybe(definition.timezone.as_ref())),
        ("schedule_offset", definition.offset.map(Into::into)),
        ("start_date", maybe(definition.start_date.as_ref())),
        ("end_date", maybe(definition.end_date.as_ref())),
        ("duration", Some(definition.duration.into())),
        ("cutoff", Some(definition.cutoff.into())),
        // What the provider has without a word is left out.
        ("enabled", (!definition.enabled).then(|| false.into())),
        (
            "allow_unassociated_targets",
            definition.allow_unassociated_targets.then(|| true.into()),
        ),
    ]);

    Block::builder("resource")
        .add_label(WINDOW)
        .add_label(label)
        .add_attributes(all)
        .add_attributes(tagged.filter(|tags| !tags.is_empty()).map(tags))
        .build()
}

fn condition((key, values): &Condition) -> Block {
    Block::builder("targets")
        .add_attribute(("key", text(key)))
        .add_attribute(("values", texts(values)))
        .build()
}

fn target(label: &str, window: &Expression, set: &TargetSet) -> Block {
    // The provider wants the type, which the conditions decide.
    let kind = if set.is_group() {
        "RESOURCE_GROUP"
    } else {
        "INSTANCE"
    };

    let all = attributes([
        ("window_id", Some(window.clone())),
        ("name", maybe(set.name.as_ref())),
        ("description", maybe(set.description.as_ref())),
        ("owner_information", maybe(set.owner.as_ref())),
        ("resource_type", Some(text(kind))),
    ]);
    Block::builder("resource")
        .add_label(TARGET)
        .add_label(label)
        .add_attributes(all)
        .add_blocks(set.conditions().iter().map(condition))
        .build()
}

fn task(label: &str, window: &Expression, task: &Task, on: &[Expression]) -> Block {
    let all = attributes([
        ("window_id", Some(window.clone())),
        ("name", maybe(task.name.as_ref())),
        ("description", maybe(task.description.as_ref())),
        ("task_type", Some(text("RUN_COMMAND"))),
        ("task_arn", Some(text(&task.document))),
        ("priority", Some(task.priority.into())),
        ("max_concurrency", Some(text(&task.max_concurrency))),
        ("max_errors", Some(text(&task.max_errors))),
        ("service_role_arn", maybe(task.service_role_arn.as_ref())),
        ("cutoff_behavior", maybe(task.cutoff_behavior.as_ref())),
    ]);

    // An empty list would be refused.
    let registered = (!on.is_empty()).then(|| {
        Block::builder("targets")
            .add_attribute(("key", text("WindowTargetIds")))
            .add_attribute(("values", Expression::Array(on.to_vec())))
            .build()
    });
    let nodes = (!task.nodes.is_empty())
        .then(|| condition(&("InstanceIds".to_owned(), task.nodes.clone())));

    Block::builder("resource")
        .add_label(TASK)
        .add_label(label)
        .add_attributes(all)
        .add_blocks(registered)
        .add_blocks(nodes)
        .add_block(
            Block::builder("task_invocation_parameters")
                .add_block(command(task))
                .build(),
        )
        .build()
}

fn command(task: &Task) -> Block {
    let place = task.output_s3.as_ref();
    let place = place.and_then(|place| place.parse::<OutputPlace>().ok());
    let bucket = place.as_ref().map(|place| text(&place.bucket));
    let prefix = place.map(|place| place.prefix);
    let all = attributes([
        ("comment", maybe(task.comment.as_ref())),
        ("document_version", maybe(task.document_version.as_ref())),
        ("output_s3_bucket", bucket),
        (
            "output_s3_key_prefix",
            prefix
                .filter(|prefix| !prefix.is_empty())
                .map(|it| text(&it)),
        ),
        ("timeout_seconds", task.timeout_seconds.map(Into::into)),
    ]);

    // One block for each parameter: the provider has no map of lists there.
    let parameters = task.parameters();
    let parameters = parameters.iter().map(|(name, values)| {
        Block::builder("parameter")
            .add_attribute(("name", text(name)))
            .add_attribute(("values", texts(values)))
            .build()
    });
    Block::builder("run_command_parameters")
        .add_attributes(all)
        .add_blocks(parameters)
        .build()
}
