//! `patchctl association show`.

use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::cells::status_cell;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::association::doubts::{doubts, notes};
use crate::domain::association::execution::in_words;
use crate::domain::association::{Association, Definition, targets};
use crate::domain::id::Scope;
use crate::domain::text::violation::Path;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::read::association_doubts::known;
use crate::read::associations::{everything, one_of, whole};

/// How many runs are told ahead.
const NEXT: usize = 3;

/// Arguments of `association show`.
#[derive(Debug, Args)]
#[command(after_help = "\
What surprises is said on standard error: nodes that its document does not support, which baseline its tags choose for them, other
associations that run at the same time on the same nodes.

Examples:
  patchctl --sandbox association show scan-daily
  patchctl association show scan-daily -o json --query item.definition")]
pub struct ShowArgs {
    /// The association, by name or id
    #[arg(value_name = "ASSOCIATION")]
    association: String,
}

/// Shows an association.
///
/// # Errors
/// A usage error when there is no such association, or several; what AWS answered.
pub async fn run(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    context.ui.check_details()?;
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.association)?;
    let association = whole(found, true).await?.association;
    let scope = &found.site.scope;

    // A few, because the first alone does not show a rhythm.
    let next: Vec<Timestamp> = association
        .recurrence()
        .iter()
        .flat_map(|one| one.runs_after(context.clock.now()).take(NEXT))
        .collect();

    context.ui.details(
        "association.show",
        fields(&association, &next),
        document(&association, scope, &next),
        &association.id,
    )?;
    // What AWS made for itself is as it should be.
    if let (Ok(definition), None) = (&association.definition, association.maker()) {
        for doubt in doubts(definition, &Path::default()) {
            context.ui.warn(&doubt.in_a_line());
        }
        let now = context.clock.now();
        match Box::pin(known(found.site, definition, &[&association.id], now)).await {
            Ok(told) => told.iter().for_each(|sentence| context.ui.warn(sentence)),
            // What is shown is complete without it.
            Err(error) => context.ui.note(&format!(
                "its nodes could not be looked at: {}",
                error.one_line()
            )),
        }
        for note in notes(definition) {
            context.ui.note(&note);
        }
    }
    Ok(ExitCode::Done)
}

fn document(it: &Association, scope: &Scope, next: &[Timestamp]) -> Value {
    json!({
        "account": scope.account,
        "region": scope.region,
        "item": {
            "id": it.id,
            "name": it.name,
            "version": it.version,
            "made_by": it.maker(),
            "document": it.document,
            // In our words, where a document can say it.
            "definition": it.definition.as_ref().ok(),
            "undescribed": it.definition.as_ref().err(),
            "kept": it.kept,
            "targets": targets::in_words(&it.targets),
            "schedule": it.schedule,
            "next": next,
            "status": it.overview.status,
            "detailed_status": it.overview.detailed_status,
            "counts": it.overview.counts,
            "last_run": it.last_run,
            "created": it.created,
            "modified": it.modified,
            "tags": it.tags,
        },
    })
}

fn fields(it: &Association, next: &[Timestamp]) -> Vec<(&'static str, Cell)> {
    let mut fields = vec![
        ("Association", Cell::text(it.label().to_owned())),
        ("Id", Cell::id(&it.id)),
        ("Version", Cell::text(&it.version)),
    ];
    fields.extend(
        it.maker()
            .map(|maker| ("Made by", Cell::text(maker.as_str()))),
    );
    match &it.definition {
        Ok(definition) => fields.extend(described(definition)),
        Err(why) => fields.extend([
            ("Document", Cell::text(&it.document)),
            ("Targets", Cell::text(targets::in_words(&it.targets))),
            (
                "Schedule",
                Cell::text(it.schedule.clone().unwrap_or_default()),
            ),
            ("Undescribed", Cell::text(why)),
        ]),
    }

    // What is there beside, which no document says.
    let kept = it.kept.iter();
    fields.extend(kept.map(|name| ("Has also", Cell::text(*name))));
    fields.extend(next.iter().map(|at| ("Next", Cell::Time(*at))));
    fields.push(("Status", status_cell(&it.overview.status)));
    if !it.overview.counts.is_empty() {
        fields.push(("Counts", Cell::text(in_words(&it.overview.counts))));
    }

    // Times that AWS does not tell are left out: an empty line would look like never.
    for (name, moment) in [
        ("Last run", it.last_run),
        ("Created", it.created),
        ("Changed", it.modified),
    ] {
        fields.extend(moment.map(|moment| (name, Cell::Time(moment))));
    }
    let tags = it.tags.iter().flatten();
    fields.extend(tags.map(|(key, value)| ("Tag", Cell::text(format!("{key}={value}")))));
    fields
}

fn described(it: &Definition) -> Vec<(&'static str, Cell)> {
    let mut fields = vec![
        ("Does", Cell::text(it.work())),
        ("When", Cell::text(it.when())),
        ("Targets", Cell::text(it.targets.to_string())),
    ];
    for (name, text) in [
        ("Baseline tags", &it.baseline_tags),
        ("Override list", &it.override_list),
        ("At once", &it.max_concurrency),
        ("May fail", &it.max_errors),
        ("Severity", &it.compliance_severity),
        ("Output", &it.output_s3),
        ("Role", &it.role_arn),
    ] {
        fields.extend(text.iter().map(|text| (name, Cell::text(text.clone()))));
    }

    // Lists have a line for each.
    let hooks = it.hooks.each().into_iter();
    fields.extend(
        hooks.filter_map(|(place, _, hook)| {
            Some(("Hook", Cell::text(format!("{place}: {}", hook?))))
        }),
    );
    let parameters = it.parameters.iter();
    fields.extend(parameters.map(|(name, values)| {
        let text = format!("{name}={}", values.join(","));
        ("Parameter", Cell::text(text))
    }));

    fields.extend(
        it.duration
            .map(|hours| ("Duration", Cell::text(format!("{hours} h")))),
    );
    let calendars = it.calendar_names.iter();
    fields.extend(calendars.map(|name| ("Calendar", Cell::text(name))));
    fields.push(("Compliance", Cell::text(it.sync_compliance.as_str())));
    fields
}
