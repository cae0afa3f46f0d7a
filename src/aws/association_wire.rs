//! Associations between the wire and the domain.

use aws_sdk_ssm::types::{
    self as sdk, AssociationComplianceSeverity, AssociationDescription, AssociationExecution,
    AssociationExecutionTarget, AssociationOverview, AssociationSyncCompliance,
    InstanceAssociationOutputLocation, S3OutputLocation, Target,
};

use super::convert::{filled, parameters, text, timestamp};
use super::overlaps::target;
use crate::domain::association::execution::{self, Execution, read_counts};
use crate::domain::association::{
    Association, DOCUMENTS, Definition, Listed, Overview, Sync, Targets,
};
use crate::domain::run::command::CommandTarget;
use crate::domain::run::documents::patches;
use crate::domain::run::operation::Operation;
use crate::domain::run::output_place::{self, OutputPlace};
use crate::domain::run::patching::HookNames;

/// A row without an id cannot be spoken of.
pub(super) fn listed(row: &sdk::Association) -> Option<Listed> {
    Some(Listed {
        id: filled(row.association_id())?,
        name: filled(row.association_name()),
        document: text(row.name()),
        targets: row.targets().iter().map(target).collect(),
        schedule: filled(row.schedule_expression()),
        overview: overview(row.overview()),
        last_run: row.last_execution_date().and_then(timestamp),
    })
}

fn overview(found: Option<&AssociationOverview>) -> Overview {
    let counts = found.and_then(|one| one.association_status_aggregated_count());
    // They are there only since something ran.
    let counts = counts.into_iter().flatten();

    Overview {
        status: text(found.and_then(|one| one.status())),
        detailed_status: text(found.and_then(|one| one.detailed_status())),
        counts: counts
            .map(|(word, number)| (word.clone(), u64::try_from(*number).unwrap_or_default()))
            .collect(),
    }
}

/// An association as it is there. `None` without an id.
pub(super) fn association(raw: &AssociationDescription) -> Option<Association> {
    Some(Association {
        id: filled(raw.association_id())?,
        version: text(raw.association_version()),
        name: filled(raw.association_name()),
        document: text(raw.name()),
        targets: raw.targets().iter().map(target).collect(),
        schedule: filled(raw.schedule_expression()),
        parameters: raw
            .parameters()
            .cloned()
            .unwrap_or_default()
            .into_iter()
            .collect(),
        output: raw
            .output_location()
            .and_then(|one| one.s3_location())
            .and_then(|place| output(place)?.parse().ok()),
        definition: definition(raw),
        kept: kept(raw),
        overview: overview(raw.overview()),
        last_run: raw.last_execution_date().and_then(timestamp),
        created: raw.date().and_then(timestamp),
        modified: raw.last_update_association_date().and_then(timestamp),
        tags: None,
    })
}

/// What it has that no document says, by AWS's names.
fn kept(raw: &AssociationDescription) -> Vec<&'static str> {
    let all = [
        (!raw.target_locations().is_empty(), "TargetLocations"),
        (!raw.target_maps().is_empty(), "TargetMaps"),
        (raw.alarm_configuration().is_some(), "AlarmConfiguration"),
        (
            filled(raw.automation_target_parameter_name()).is_some(),
            "AutomationTargetParameterName",
        ),
    ];

    let kept = all.into_iter().filter(|(is, _)| *is);
    kept.map(|(_, name)| name).collect()
}

/// What a document says of an association.
///
/// # Errors
/// A sentence, when none can: another document, targets or parameters that are out of the common.
fn definition(raw: &AssociationDescription) -> Result<Definition, String> {
    check_describable(raw)?;
    let conditions: Vec<CommandTarget> = raw.targets().iter().map(target).collect();
    let place = raw.output_location().and_then(|one| one.s3_location());

    let mut definition = Definition {
        // One that has no name is called by its id, and keeps being so until it gets one.
        name: filled(raw.association_name()).unwrap_or_else(|| text(raw.association_id())),
        document: text(raw.name()),
        // What AWS shows where none was given.
        document_version: filled(raw.document_version()).filter(|it| it != "$DEFAULT"),
        operation: Operation::Scan,
        reboot_option: None,
        baseline_tags: None,
        override_list: None,
        hooks: HookNames::default(),
        parameters: parameters(None),
        targets: Targets::of(&conditions)?,
        schedule: filled(raw.schedule_expression()),
        at_once: !raw.apply_only_at_cron_interval(),
        offset: whole(raw.schedule_offset()),
        duration: whole(raw.duration()),
        calendar_names: raw.calendar_names().to_vec(),
        max_concurrency: filled(raw.max_concurrency()),
        max_errors: filled(raw.max_errors()),
        compliance_severity: severity(raw.compliance_severity()),
        sync_compliance: sync(raw.sync_compliance())?,
        output_s3: place.and_then(output),
        output_region: place.and_then(|place| filled(place.output_s3_region())),
        role_arn: filled(raw.association_dispatch_assume_role.as_deref()),
    };

    // They come last, because which of them have a word depends on the document.
    definition.read_parameters(parameters(raw.parameters()))?;
    Ok(definition)
}

/// Whether a document could describe what an association runs, and for whom.
fn check_describable(raw: &AssociationDescription) -> Result<(), String> {
    let document = text(raw.name());
    let short = document.rsplit('/').next().unwrap_or_default();
    if !DOCUMENTS.contains(&short) {
        let what = if patches(&document) {
            "patches in another way"
        } else {
            "does not patch"
        };
        return Err(format!("{document} {what}"));
    }

    // An association of the old kind, for one instance and without targets.
    if filled(raw.instance_id()).is_some() && raw.targets().is_empty() {
        return Err("it is bound to one instance, and has no targets".to_owned());
    }
    Ok(())
}

fn sync(found: Option<&AssociationSyncCompliance>) -> Result<Sync, String> {
    match found {
        Some(AssociationSyncCompliance::Manual) => Ok(Sync::Manual),
        // AWS's default (SSM API reference, `SyncCompliance`).
        None | Some(AssociationSyncCompliance::Auto) => Ok(Sync::Auto),
        Some(other) => Err(format!("its SyncCompliance is {}", other.as_str())),
    }
}

fn whole(number: Option<i32>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok())
}

/// UNSPECIFIED is what AWS has without a word.
fn severity(found: Option<&AssociationComplianceSeverity>) -> Option<String> {
    let word = found.map(|it| it.as_str().to_owned());
    word.filter(|word| word != "UNSPECIFIED")
}

fn output(place: &S3OutputLocation) -> Option<String> {
    let bucket = filled(place.output_s3_bucket_name())?;
    let prefix = filled(place.output_s3_key_prefix());
    Some(prefix.map_or_else(
        || format!("s3://{bucket}"),
        |prefix| output_place::kept(&format!("s3://{bucket}/{prefix}")),
    ))
}

/// The targets of a definition, for the wire.
pub(super) fn wire_targets(targets: &Targets) -> Vec<Target> {
    let conditions = targets.conditions().into_iter();
    conditions
        .map(|one| {
            let target = Target::builder().key(one.key);
            target.set_values(Some(one.values)).build()
        })
        .collect()
}

/// Where the output goes, for the wire.
pub(super) fn wire_output(definition: &Definition) -> Option<InstanceAssociationOutputLocation> {
    let place: OutputPlace = definition.output_s3.as_ref()?.parse().ok()?;
    let prefix = Some(place.prefix).filter(|prefix| !prefix.is_empty());

    // An empty prefix means the same as none.
    let place = S3OutputLocation::builder()
        .output_s3_bucket_name(place.bucket)
        .set_output_s3_key_prefix(prefix)
        .set_output_s3_region(definition.output_region.clone())
        .build();
    Some(
        InstanceAssociationOutputLocation::builder()
            .s3_location(place)
            .build(),
    )
}

/// An execution; `None` without an id.
pub(super) fn execution(row: &AssociationExecution) -> Option<Execution> {
    let counts = text(row.resource_count_by_status());
    Some(Execution {
        id: filled(row.execution_id())?,
        version: text(row.association_version()),
        status: text(row.status()),
        detailed_status: text(row.detailed_status()),
        created: row.created_time().and_then(timestamp),
        counts: read_counts(&counts),
        counts_text: counts,
    })
}

/// What an execution was for; `None` without an id.
pub(super) fn execution_target(row: &AssociationExecutionTarget) -> Option<execution::Target> {
    let source = row.output_source();
    // An automation has an id of another kind there.
    let is_command = source.and_then(|it| it.output_source_type()) == Some("RunCommand");
    let command = source.filter(|_| is_command);
    Some(execution::Target {
        resource: filled(row.resource_id())?,
        resource_type: text(row.resource_type()),
        status: text(row.status()),
        detailed_status: text(row.detailed_status()),
        at: row.last_execution_date().and_then(timestamp),
        command_id: command.and_then(|it| filled(it.output_source_id())),
    })
}

#[cfg(test)]
mod tests {
    use aws_sdk_ssm::types::{AlarmConfiguration, TargetLocation};

    use super::*;

    fn raw() -> sdk::builders::AssociationDescriptionBuilder {
        AssociationDescription::builder()
            .name("AWS-RunPatchBaseline")
            .association_id("00000000-0000-4000-8000-000000000001")
            .association_version("3")
            .document_version("$DEFAULT")
            .parameters("Operation", vec!["Scan".to_owned()])
            .targets(Target::builder().key("InstanceIds").values("*").build())
    }

    #[test]
    fn what_no_document_says_is_named_and_what_is_the_default_is_no_word() {
        let found = association(&raw().build()).expect("an association");
        assert_eq!(found.kept, Vec::<&str>::new());
        let definition = found.definition.expect("a definition");
        assert_eq!(definition.document_version, None);
        assert!(definition.at_once && definition.targets.all);
        assert_eq!(definition.name, found.id, "it has no name");

        let odd = raw()
            .target_locations(TargetLocation::builder().accounts("111122223333").build())
            .alarm_configuration(AlarmConfiguration::builder().build().unwrap_or_else(|_| {
                let alarm = sdk::Alarm::builder().name("a").build().expect("an alarm");
                let built = AlarmConfiguration::builder().alarms(alarm).build();
                built.expect("alarms")
            }));
        let found = association(&odd.build()).expect("an association");
        assert_eq!(found.kept, ["TargetLocations", "AlarmConfiguration"]);
    }

    #[test]
    fn what_no_document_can_say_has_a_reason() {
        let why = |raw: sdk::builders::AssociationDescriptionBuilder| {
            let found = association(&raw.build()).expect("an association");
            found.definition.expect_err("a reason")
        };
        assert!(why(raw().name("AWS-UpdateSSMAgent")).contains("does not patch"));
        assert!(why(raw().name("AWS-ApplyPatchBaseline")).contains("in another way"));
        assert!(why(raw().parameters("Operation", Vec::new())).contains("no Operation"));
        let other = Target::builder().key("ResourceGroup").values("web").build();
        assert!(why(raw().set_targets(Some(vec![other]))).contains("`ResourceGroup`"));
        let sync = AssociationSyncCompliance::from("SOMETIMES");
        assert!(why(raw().sync_compliance(sync)).contains("SOMETIMES"));
    }
}
