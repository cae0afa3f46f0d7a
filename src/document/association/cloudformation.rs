//! Associations as a CloudFormation template: `AWS::SSM::Association`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::document::cloud::{logical_id, tags};
use crate::document::quoted::quoted;
use crate::domain::association::Definition;
use crate::domain::run::output_place::OutputPlace;
use crate::error::Result;

/// What of a definition the resource has no property for (its reference).
pub fn left_out(it: &Definition) -> Vec<String> {
    it.duration.iter().map(|_| "duration".to_owned()).collect()
}

/// The template, in YAML, without what [`left_out`] names.
///
/// # Errors
/// When the template cannot be written as YAML.
pub fn cloudformation(all: &[(&Definition, Option<&BTreeMap<String, String>>)]) -> Result<String> {
    let mut resources = Map::new();
    let mut taken = BTreeSet::new();
    for (definition, tagged) in all {
        let id = logical_id("Association", &definition.name, &mut taken);
        let resource = json!({
            "Type": "AWS::SSM::Association",
            "Properties": properties(definition, *tagged),
        });
        resources.insert(id, resource);
    }
    quoted(json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "State Manager associations",
        "Resources": resources,
    }))
}

fn properties(it: &Definition, tagged: Option<&BTreeMap<String, String>>) -> Value {
    let targets: Vec<Value> = it
        .targets
        .conditions()
        .iter()
        .map(|one| json!({ "Key": one.key, "Values": one.values }))
        .collect();
    let calendars = (!it.calendar_names.is_empty()).then_some(&it.calendar_names);

    // Said also where they are the defaults: whoever reviews a template does not know those.
    let mut all = json!({
        "Name": it.document,
        "AssociationName": it.name,
        "DocumentVersion": it.document_version,
        "Parameters": it.wire_parameters(),
        "Targets": targets,
        "ScheduleExpression": it.schedule,
        "ApplyOnlyAtCronInterval": !it.at_once,
        "ScheduleOffset": it.offset,
        "CalendarNames": calendars,
        "MaxConcurrency": it.max_concurrency,
        "MaxErrors": it.max_errors,
        "ComplianceSeverity": it.compliance_severity,
        "SyncCompliance": it.sync_compliance.as_str(),
        "OutputLocation": output(it),
        "AssociationDispatchAssumeRole": it.role_arn,
        "Tags": tagged.filter(|tags| !tags.is_empty()).map(tags),
    });

    // What is not there has no property; CloudFormation refuses null.
    if let Value::Object(members) = &mut all {
        members.retain(|_, value| !value.is_null());
    }
    all
}

fn output(it: &Definition) -> Option<Value> {
    let place: OutputPlace = it.output_s3.as_ref()?.parse().ok()?;

    let mut location = json!({ "OutputS3BucketName": place.bucket });
    if !place.prefix.is_empty() {
        location["OutputS3KeyPrefix"] = json!(place.prefix);
    }
    if let Some(region) = &it.output_region {
        location["OutputS3Region"] = json!(region);
    }
    Some(json!({ "S3Location": location }))
}
