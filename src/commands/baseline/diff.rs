//! `patchctl baseline diff`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::change::baselines::difference_lines;
use crate::change::planning;
use crate::context::Context;
use crate::domain::baseline::difference;
use crate::domain::baseline::difference::Difference;
use crate::domain::baseline::plan::BaselineStep;
use crate::domain::baseline::{Baseline, Definition};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::Scope;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::files::documents;
use crate::output::cell::Cell;
use crate::output::format::Format;
use crate::output::listing::{Column, Listing};
use crate::read::baseline;
use crate::read::baseline::Reference;
use crate::read::fleet;

/// Arguments of `baseline diff`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 nothing differs, 3 something differs, 5 something could not be read.

Examples:
  patchctl baseline diff -f baselines/ --region us-east-1,eu-central-1
  patchctl baseline diff prod-al2023 AWS-AmazonLinux2023DefaultPatchBaseline")]
pub struct DiffArgs {
    /// Two baselines to compare, by id, ARN or name
    #[arg(
        value_name = "BASELINE",
        num_args = 2,
        required_unless_present = "file",
        conflicts_with = "file"
    )]
    baselines: Vec<Reference>,
    /// Compare what these documents describe with what is there (can be repeated)
    #[arg(short, long, value_name = "FILE", num_args = 1..)]
    file: Vec<PathBuf>,
    /// With --file: show also what `apply --prune` would delete
    #[arg(long, requires = "file")]
    prune: bool,
    /// The operating system, where several baselines have the name
    #[arg(long, value_name = "OS", conflicts_with = "file")]
    os: Option<OperatingSystem>,
}

/// One difference, with where it is.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    baseline: String,
    #[serde(flatten)]
    difference: Difference,
}

const COLUMNS: [Column<Row>; 6] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("baseline", |row| Cell::id(&row.baseline)),
    Column::always("field", |row| Cell::text(&row.difference.place)),
    Column::always("before", |row| {
        Cell::text(row.difference.before.as_deref().unwrap_or_default())
    }),
    Column::always("after", |row| {
        Cell::text(row.difference.after.as_deref().unwrap_or_default())
    }),
];

/// Compares two baselines, or documents with what is there; exit 3 when they differ.
///
/// # Errors
/// Mistakes in the files; a baseline that is not there; what AWS answered.
pub async fn run(context: &Context, args: &DiffArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    if args.file.is_empty() {
        return two(context, args).await;
    }
    let wanted = documents::desired(&documents::texts(&args.file)?, context.ui.draws_color())?;
    let reach = Reach::open(context).await?;
    let (plans, unreadable) = planning::plan(context, &reach, &wanted, args.prune).await?;
    let read = unreadable.len() < reach.sites.len() + reach.unreadable.len();
    let scopes = plans.len() + unreadable.len();
    let mut rows: Vec<Row> = plans
        .iter()
        .flat_map(|plan| {
            plan.steps
                .iter()
                .flat_map(|step| step_rows(&plan.site.scope, step))
        })
        .collect();
    // What belongs to one baseline stands together, whatever the order of the steps.
    rows.sort_by(|a, b| (&a.scope, &a.baseline).cmp(&(&b.scope, &b.baseline)));
    let differ = !rows.is_empty();
    show(context, rows, scopes, &unreadable)?;
    let verdict = if differ {
        ExitCode::CheckFailed
    } else {
        ExitCode::Done
    };
    Ok(verdict.and(fleet::completeness(&unreadable, read)))
}

/// What a step would change, as differences of the baseline that it is about.
fn step_rows(scope: &Scope, step: &BaselineStep) -> Vec<Row> {
    let row = |baseline: &str, place: &str, before: Option<String>, after: Option<String>| Row {
        scope: scope.clone(),
        baseline: baseline.to_owned(),
        difference: Difference {
            field: difference::Field::Name,
            place: place.to_owned(),
            before,
            after,
        },
    };
    match step {
        BaselineStep::Create { definition, tags } => {
            let nothing = Definition {
                description: None,
                rules: Baseline::empty(definition.rules.os),
                sources: Vec::new(),
                ..(**definition).clone()
            };
            let whole = difference::differences(&nothing, definition).into_iter();
            let whole = whole.map(|difference| Row {
                scope: scope.clone(),
                baseline: definition.name.clone(),
                difference,
            });
            let tags = tags.iter().map(|(key, value)| {
                row(
                    &definition.name,
                    &format!("tags.{key}"),
                    None,
                    Some(value.clone()),
                )
            });
            let new = row(
                &definition.name,
                "baseline",
                None,
                Some(format!("{} for {}", definition.name, definition.rules.os)),
            );
            std::iter::once(new).chain(whole).chain(tags).collect()
        }
        BaselineStep::Update { before, .. } => step
            .differences()
            .into_iter()
            .map(|difference| Row {
                scope: scope.clone(),
                baseline: before.name.clone(),
                difference,
            })
            .collect(),
        BaselineStep::Tag {
            name,
            before,
            set,
            remove,
            ..
        } => {
            let tag = |key: &String, after: Option<String>| {
                row(
                    name,
                    &format!("tags.{key}"),
                    before.get(key).cloned(),
                    after,
                )
            };
            set.iter()
                .map(|(key, value)| tag(key, Some(value.clone())))
                .chain(remove.iter().map(|key| tag(key, None)))
                .collect()
        }
        BaselineStep::Deregister { group, from } => vec![row(
            from.name(),
            "patch_groups",
            Some(group.to_string()),
            None,
        )],
        BaselineStep::Register { group, to, .. } => vec![row(
            to.name(),
            "patch_groups",
            None,
            Some(group.to_string()),
        )],
        BaselineStep::SetDefault { to, os, previous } => {
            let before = previous.as_ref().map(|previous| previous.name().to_owned());
            vec![row(
                to.name(),
                &format!("default for {os}"),
                before,
                Some(to.name().to_owned()),
            )]
        }
        BaselineStep::Delete { name, .. } => vec![row(name, "baseline", Some(name.clone()), None)],
    }
}

async fn two(context: &Context, args: &DiffArgs) -> Result<ExitCode> {
    let reach = Reach::open(context).await?;
    let all = baseline::everything(context, &reach).await?;
    let mut definitions: Vec<(Scope, Definition)> = Vec::new();
    for baseline in &args.baselines {
        let found = baseline::one_of(context, &all, baseline, args.os)?;
        definitions.push((
            found.site.scope.clone(),
            found.site.baseline(&found.identity.id).await?.definition,
        ));
    }
    let [(scope, before), (_, after)] = &definitions[..] else {
        return Err(Error::usage("two baselines are compared"));
    };
    if before.rules.os != after.rules.os {
        return Err(Error::usage(format!(
            "{} is for {}, and {} for {}",
            before.name, before.rules.os, after.name, after.rules.os
        )));
    }
    let row = |difference| Row {
        scope: scope.clone(),
        baseline: before.name.clone(),
        difference,
    };
    let differences = difference::differences(before, after).into_iter();
    let rows: Vec<Row> = differences
        .filter(|difference| difference.field != difference::Field::Name)
        .map(row)
        .collect();
    let differ = !rows.is_empty();
    show(context, rows, 1, &[])?;
    Ok(if differ {
        ExitCode::CheckFailed
    } else {
        ExitCode::Done
    })
}

/// Differences are read as lines; every other format has them as rows.
fn show(
    context: &Context,
    rows: Vec<Row>,
    scopes: usize,
    unreadable: &[crate::domain::fleet::unreadable::Unreadable],
) -> Result<()> {
    let (number, complete) = (rows.len(), unreadable.is_empty());
    if context.ui.format() == Format::Table
        && !context.ui.is_querying()
        && !context.ui.has_columns()
    {
        let mut heading = String::new();
        let mut lines = Vec::new();
        for row in &rows {
            let place = if scopes > 1 {
                format!("{} in {}:", row.baseline, row.scope)
            } else {
                format!("{}:", row.baseline)
            };
            if place != heading {
                lines.push(place.clone());
                heading = place;
            }
            lines.extend(
                difference_lines(&row.difference)
                    .into_iter()
                    .map(|line| format!("  {line}")),
            );
        }
        context.ui.write_lines(
            lines
                .into_iter()
                .map(|line| crate::output::sanitize::for_terminal(&line).into_owned()),
        )?;
    } else {
        let id = |row: &Row| row.baseline.clone();
        context.ui.list(Listing {
            kind: "baseline.diff",
            columns: &COLUMNS,
            rows,
            id,
            scopes,
            extra: Map::new(),
            unreadable,
        })?;
    }
    match (number, complete) {
        (0, true) => context.ui.note("nothing differs"),
        (0, false) => {}
        (number, _) => context.ui.note(&count(number, "difference")),
    }
    Ok(())
}
