//! `patchctl baseline diff`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::change::baselines::difference_lines;
use crate::change::{planning, review};
use crate::commands::{check_code, in_lines};
use crate::context::Context;
use crate::domain::baseline::difference;
use crate::domain::baseline::difference::Difference;
use crate::domain::baseline::plan::{BaselineStep, Desired};
use crate::domain::baseline::{Baseline, Definition};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::Scope;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::files::documents;
use crate::output::cell::Cell;
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

    let texts = documents::texts(&args.file)?;
    let documents = documents::documents(&texts, context.ui.draws_color())?;
    let wanted: Vec<Desired> = documents
        .iter()
        .map(|described| described.document.desired.clone())
        .collect();
    let reach = Reach::open(context).await?;
    let (plans, unreadable) = planning::plan(context, &reach, &wanted, args.prune).await?;
    let site = plans.first().map(|plan| plan.site);
    review::tell(context, site, &texts, &documents).await;

    // Completeness counts the places whose steps could be planned: over the others nothing is said.
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

    // A difference is a no, which a pipeline can stop at.
    let verdict = check_code(rows.is_empty());
    show(context, rows, scopes, &unreadable)?;
    Ok(verdict.and(fleet::completeness(&unreadable, read)))
}

/// What a step would change, as differences of the baseline that it is about.
fn step_rows(scope: &Scope, step: &BaselineStep) -> Vec<Row> {
    match step {
        BaselineStep::Create { definition, tags } => creation_rows(scope, definition, tags),
        BaselineStep::Update { before, .. } => step
            .differences()
            .into_iter()
            .map(|difference| difference_row(scope, &before.name, difference))
            .collect(),
        BaselineStep::Tag {
            name,
            before,
            set,
            remove,
            ..
        } => {
            let set = set.iter().map(|(key, value)| (key, Some(value.clone())));
            let removed = remove.iter().map(|key| (key, None));
            set.chain(removed)
                .map(|(key, after)| {
                    let place = format!("tags.{key}");
                    row(scope, name, &place, before.get(key).cloned(), after)
                })
                .collect()
        }
        // A group has one baseline for each operating system, so that a move shows as two rows: it
        // leaves one baseline and comes to the other.
        BaselineStep::Deregister { group, from } => {
            let group = Some(group.to_string());
            vec![row(scope, from.name(), "patch_groups", group, None)]
        }
        BaselineStep::Register { group, to, .. } => {
            let group = Some(group.to_string());
            vec![row(scope, to.name(), "patch_groups", None, group)]
        }
        BaselineStep::SetDefault { to, os, previous } => {
            let place = format!("default for {os}");
            let before = previous.as_ref().map(|previous| previous.name().to_owned());
            vec![row(
                scope,
                to.name(),
                &place,
                before,
                Some(to.name().to_owned()),
            )]
        }
        BaselineStep::Delete { name, .. } => {
            vec![row(scope, name, "baseline", Some(name.clone()), None)]
        }
    }
}

/// A baseline that is to be made differs from an empty one of its operating system, so that a
/// reviewer sees everything that it brings.
fn creation_rows(
    scope: &Scope,
    definition: &Definition,
    tags: &BTreeMap<String, String>,
) -> Vec<Row> {
    let nothing = Definition {
        description: None,
        rules: Baseline::empty(definition.rules.os),
        sources: Vec::new(),
        ..definition.clone()
    };
    // A place that has no field of its own stands for the baseline itself.
    let what = format!("{} for {}", definition.name, definition.rules.os);

    let mut rows = vec![row(scope, &definition.name, "baseline", None, Some(what))];
    rows.extend(
        difference::differences(&nothing, definition)
            .into_iter()
            .map(|difference| difference_row(scope, &definition.name, difference)),
    );
    rows.extend(tags.iter().map(|(key, value)| {
        let place = format!("tags.{key}");
        row(scope, &definition.name, &place, None, Some(value.clone()))
    }));
    rows
}

/// A change of something that no field of the definition holds: a tag, a group, the default.
fn row(
    scope: &Scope,
    baseline: &str,
    place: &str,
    before: Option<String>,
    after: Option<String>,
) -> Row {
    let difference = Difference {
        // Only the place is shown; these are in no field of a definition.
        field: difference::Field::Name,
        place: place.to_owned(),
        before,
        after,
    };
    difference_row(scope, baseline, difference)
}

fn difference_row(scope: &Scope, baseline: &str, difference: Difference) -> Row {
    Row {
        scope: scope.clone(),
        baseline: baseline.to_owned(),
        difference,
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

    // The filter keys of two operating systems differ (SSM API reference, DescribePatchProperties):
    // every line of such a comparison would be noise.
    if before.rules.os != after.rules.os {
        return Err(Error::usage(format!(
            "{} is for {}, and {} for {}",
            before.name, before.rules.os, after.name, after.rules.os
        )));
    }

    // Two baselines have two names, and that is why they are compared.
    let rows: Vec<Row> = difference::differences(before, after)
        .into_iter()
        .filter(|difference| difference.field != difference::Field::Name)
        .map(|difference| difference_row(scope, &before.name, difference))
        .collect();

    let verdict = check_code(rows.is_empty());
    show(context, rows, 1, &[])?;
    Ok(verdict)
}

/// Differences are read as lines; every other format has them as rows.
fn show(context: &Context, rows: Vec<Row>, scopes: usize, unreadable: &[Unreadable]) -> Result<()> {
    let (number, complete) = (rows.len(), unreadable.is_empty());
    if in_lines(context) {
        context.ui.write_lines(lines(&rows, scopes))?;
    } else {
        context.ui.list(Listing {
            kind: "baseline.diff",
            columns: &COLUMNS,
            rows,
            id: |row| row.baseline.clone(),
            scopes,
            extra: Map::new(),
            unreadable,
        })?;
    }

    // Where something could not be read, "nothing differs" would claim too much.
    match (number, complete) {
        (0, true) => context.ui.note("nothing differs"),
        (0, false) => {}
        (number, _) => context.ui.note(&count(number, "difference")),
    }
    Ok(())
}

/// The differences under a heading for each baseline, which names the place where there are
/// several.
fn lines(rows: &[Row], scopes: usize) -> Vec<String> {
    let mut heading = String::new();
    let mut lines = Vec::new();
    for row in rows {
        let place = if scopes > 1 {
            format!("{} in {}:", row.baseline, row.scope)
        } else {
            format!("{}:", row.baseline)
        };
        if place != heading {
            lines.push(place.clone());
            heading = place;
        }

        let inside = difference_lines(&row.difference);
        lines.extend(inside.into_iter().map(|line| format!("  {line}")));
    }

    lines
}
