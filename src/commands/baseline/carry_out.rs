//! Carries out the steps of a plan, and says exactly what was done and what was not.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use super::planning::Planned;
use crate::aws::baselines::Owner;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::baseline::difference;
use crate::domain::baseline::difference::Difference;
use crate::domain::baseline::plan::{BaselineStep, Target};
use crate::domain::baseline::sentences;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::{PatchGroup, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::format::Format;
use crate::output::listing::{Column, Listing};
use crate::output::plan::{Approved, Consent};

/// The options of every command that writes.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct WriteArgs {
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Do it without asking
    #[arg(short, long)]
    pub yes: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Outcome {
    Planned,
    Done,
    Failed,
    NotDone,
}

impl Outcome {
    fn cell(self) -> Cell {
        let (word, tone) = match self {
            Self::Planned => ("PLANNED", Tone::Quiet),
            Self::Done => ("DONE", Tone::Good),
            Self::Failed => ("FAILED", Tone::Bad),
            Self::NotDone => ("NOT_DONE", Tone::Warning),
        };
        Cell::State(word.to_owned(), tone)
    }
}

/// One step with what became of it.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    outcome: Outcome,
    #[serde(flatten)]
    step: BaselineStep,
    /// The baseline that the step created.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<BaselineId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

const COLUMNS: [Column<Row>; 5] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("outcome", |row| row.outcome.cell()),
    Column::always("id", |row| {
        Cell::id(row.id.as_ref().map(BaselineId::as_str).unwrap_or_default())
    }),
    Column::always("step", |row| Cell::text(row.step.line())),
];

/// Checks the output options before anything is read.
///
/// # Errors
/// A usage error.
pub fn check(context: &Context) -> Result<()> {
    context.ui.check_listing(&COLUMNS)
}

/// Shows the plan, asks where it must, carries it out scope by scope, and lists every step with its
/// outcome.
///
/// # Errors
/// Refused when the plan was not agreed to; output that cannot be written. A step that fails is no
/// error but exit 1: the listing tells what was done and what was not.
pub async fn carry_out(
    context: &Context,
    plans: Vec<Planned<'_>>,
    args: WriteArgs,
    unreadable: &[Unreadable],
    kind: &'static str,
) -> Result<ExitCode> {
    let scopes = plans.len() + unreadable.len();
    let steps: usize = plans.iter().map(|plan| plan.steps.len()).sum();
    if steps == 0 {
        let rows = Vec::new();
        list(context, kind, rows, scopes, unreadable)?;
        match (plans.is_empty(), unreadable.is_empty()) {
            (true, true) => context.ui.warn(
                "nothing to do: nothing is meant for the accounts and Regions of this command",
            ),
            (false, true) => context
                .ui
                .note("nothing to do: everything is as it should be"),
            (false, false) => context.ui.note("nothing to do where it could be read"),
            (true, false) => {}
        }
        return Ok(ExitCode::Done);
    }
    let lines = shown(&plans, scopes > 1);
    if args.dry_run && context.ui.format() != Format::Table {
        list(context, kind, planned(plans), scopes, unreadable)?;
        context.ui.note("nothing was changed (--dry-run)");
        return Ok(ExitCode::Done);
    }
    let consent = Consent {
        dry_run: args.dry_run,
        yes: args.yes,
        must_ask: true,
        always_shown: true,
    };
    let Some(approved) = context.ui.approve(&lines, consent).await? else {
        return Ok(ExitCode::Done);
    };
    // A stop must not leave a group between two baselines without saying so.
    let held = context.interrupt.hold();
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for plan in plans {
        let mut carried = carry_out_scope(context, plan, &approved).await;
        failures.append(&mut carried.failures);
        rows.append(&mut carried.rows);
    }
    drop(held);
    let done = rows
        .iter()
        .filter(|row| row.outcome == Outcome::Done)
        .count();
    list(context, kind, rows, scopes, unreadable)?;
    for failure in &failures {
        context.ui.error(failure);
    }
    let left = steps - done;
    if left == 0 {
        context.ui.note(&format!("{} done", count(done, "step")));
        return Ok(ExitCode::Done);
    }
    context.ui.warn(&format!(
        "{} done, {left} not done; running the same command again does what is left",
        count(done, "step")
    ));
    let stopped = context
        .interrupt
        .requested()
        .map(|number| Error::new(Kind::Interrupted(number), "stopped").exit_code());
    Ok(failures
        .iter()
        .map(Error::exit_code)
        .chain(stopped)
        .fold(ExitCode::Done, ExitCode::and))
}

fn planned(plans: Vec<Planned<'_>>) -> Vec<Row> {
    let row = |scope: &Scope, step: BaselineStep| Row {
        scope: scope.clone(),
        outcome: Outcome::Planned,
        step,
        id: None,
        error: None,
    };
    plans
        .into_iter()
        .flat_map(|plan| {
            plan.steps
                .into_iter()
                .map(move |step| row(&plan.site.scope, step))
        })
        .collect()
}

/// The plan as lines for a person: each step, and below it what changes.
fn shown(plans: &[Planned<'_>], many: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for plan in plans.iter().filter(|plan| !plan.steps.is_empty()) {
        if many {
            lines.push(format!("{}:", plan.site.scope));
        }
        for step in &plan.steps {
            lines.push(format!("  {}", step.line()));
            if let BaselineStep::Create { definition, tags } = step {
                lines.extend(
                    definition
                        .description
                        .iter()
                        .map(|description| format!("      {description}")),
                );
                lines.extend(
                    sentences::sentences(&definition.rules)
                        .into_iter()
                        .map(|sentence| format!("      {sentence}")),
                );
                lines.extend(definition.sources.iter().map(|source| {
                    format!(
                        "      Source {} for {}",
                        source.name,
                        source.products.join(", ")
                    )
                }));
                lines.extend(
                    tags.iter()
                        .map(|(key, value)| format!("      Tag {key}={value}")),
                );
                continue;
            }
            lines.extend(
                step.differences()
                    .iter()
                    .flat_map(difference_lines)
                    .map(|line| format!("      {line}")),
            );
        }
    }
    lines
}

/// A difference as one or two lines, with a minus for what goes and a plus for what comes.
pub fn difference_lines(difference: &Difference) -> Vec<String> {
    let before = difference
        .before
        .as_ref()
        .map(|text| format!("- {}: {text}", difference.place));
    let after = difference
        .after
        .as_ref()
        .map(|text| format!("+ {}: {text}", difference.place));
    before.into_iter().chain(after).collect()
}

fn list(
    context: &Context,
    kind: &'static str,
    rows: Vec<Row>,
    scopes: usize,
    unreadable: &[Unreadable],
) -> Result<()> {
    let id = |row: &Row| row.id.as_ref().map(ToString::to_string).unwrap_or_default();
    let rows = if context.ui.format() == Format::Ids {
        rows.into_iter().filter(|row| row.id.is_some()).collect()
    } else {
        rows
    };
    context.ui.list(Listing {
        kind,
        columns: &COLUMNS,
        rows,
        id,
        scopes,
        extra: Map::new(),
        unreadable,
    })
}

struct Carried {
    rows: Vec<Row>,
    failures: Vec<Error>,
}

async fn carry_out_scope(context: &Context, plan: Planned<'_>, approved: &Approved) -> Carried {
    let site = plan.site;
    let mut carried = Carried {
        rows: Vec::new(),
        failures: Vec::new(),
    };
    let mut created: BTreeMap<(String, OperatingSystem), BaselineId> = BTreeMap::new();
    let mut taken: Vec<(PatchGroup, Target)> = Vec::new();
    for step in plan.steps {
        let row = |outcome, step, id, error| Row {
            scope: site.scope.clone(),
            outcome,
            step,
            id,
            error,
        };
        // Groups that were taken from their baselines are given to the others whatever happens;
        // those that were not taken stay.
        let holder = match &step {
            BaselineStep::Register { group, .. } => taken
                .iter()
                .position(|(taken, _)| taken == group)
                .map(|index| taken.remove(index).1),
            _ => None,
        };
        let stops = !carried.failures.is_empty() || context.interrupt.requested().is_some();
        if stops && holder.is_none() {
            carried.rows.push(row(Outcome::NotDone, step, None, None));
            continue;
        }
        match one(site, &step, &mut created, approved).await {
            Ok(id) => {
                if let BaselineStep::Deregister { group, from } = &step {
                    taken.push((group.clone(), from.clone()));
                }
                carried.rows.push(row(Outcome::Done, step, id, None));
            }
            Err(error) => {
                let told = error.one_line();
                let error = match (&step, holder) {
                    (BaselineStep::Register { group, .. }, Some(Target::There { id, name })) => {
                        give_back(site, group, &id, &name, error, approved).await
                    }
                    _ => error,
                };
                carried.failures.push(error.prefixed(&format!(
                    "{}: failed to {}",
                    site.scope,
                    step.line()
                )));
                carried
                    .rows
                    .push(row(Outcome::Failed, step, None, Some(told)));
            }
        }
    }
    carried
}

/// A group that its new baseline did not take goes back to the one that it had, and what became of
/// that is said.
async fn give_back(
    site: &Site,
    group: &PatchGroup,
    id: &BaselineId,
    name: &str,
    error: Error,
    approved: &Approved,
) -> Error {
    match site.register_group(id, group, approved).await {
        Ok(()) => error.first_hint(format!("the group `{group}` was given back to {name}")),
        Err(again) => error.first_hint(format!(
            "the group `{group}` has no baseline now: giving it back to {name} failed too: {}",
            again.one_line()
        )),
    }
}

async fn one(
    site: &Site,
    step: &BaselineStep,
    created: &mut BTreeMap<(String, OperatingSystem), BaselineId>,
    approved: &Approved,
) -> Result<Option<BaselineId>> {
    let id_of = |target: &Target| match target {
        Target::There { id, .. } => Ok(id.clone()),
        Target::New { name, os } => created
            .get(&(name.clone(), *os))
            .cloned()
            .ok_or_else(|| Error::failed(format!("the baseline {name} was not created"))),
    };
    match step {
        BaselineStep::Create { definition, tags } => {
            let os = definition.rules.os;
            let there = site.baselines(Owner::Own, Some(os)).await?;
            if let Some(other) = there.iter().find(|other| other.name == definition.name) {
                return Err(changed(&format!(
                    "a baseline {} ({}) was made in between",
                    other.name, other.id
                )));
            }
            let id = site.create_baseline(definition, tags, approved).await?;
            created.insert((definition.name.clone(), os), id.clone());
            return Ok(Some(id));
        }
        BaselineStep::Update {
            id,
            before,
            after,
            modified,
            replace,
        } => {
            let now = site
                .baseline(id)
                .await
                .map_err(|error| match error.code() {
                    Some("DoesNotExistException") => {
                        changed("the baseline was deleted in between").with_source(error)
                    }
                    _ => error,
                })?;
            if now.modified != *modified || now.definition != **before {
                return Err(changed("the baseline was changed in between"));
            }
            let fields = difference::fields(&difference::differences(before, after));
            site.update_baseline(id, after, &fields, *replace, approved)
                .await?;
        }
        BaselineStep::Tag {
            id, set, remove, ..
        } => {
            if !set.is_empty() {
                site.tag_baseline(id, set, approved).await?;
            }
            if !remove.is_empty() {
                site.untag_baseline(id, remove, approved).await?;
            }
        }
        BaselineStep::Deregister { group, from } => {
            site.deregister_group(&id_of(from)?, group, approved)
                .await?
        }
        BaselineStep::Register { group, to, .. } => {
            let registered = site.register_group(&id_of(to)?, group, approved).await;
            registered.map_err(|error| match error.code() {
                Some("AlreadyExistsException") => error.first_hint(
                    "`patchctl group list` names its baseline; `group register --replace` moves it",
                ),
                _ => error,
            })?;
        }
        BaselineStep::SetDefault { to, os, previous } => {
            let now = site
                .baselines(Owner::All, Some(*os))
                .await?
                .into_iter()
                .find(|baseline| baseline.default);
            if now.as_ref().map(Target::of) != *previous {
                let name = now.map_or_else(|| "none".to_owned(), |now| now.name);
                return Err(changed(&format!(
                    "the default for {os} was changed in between, to {name}"
                )));
            }
            site.register_default(&id_of(to)?, approved).await?;
        }
        BaselineStep::Delete { id, .. } => site.delete_baseline(id, approved).await?,
    }
    Ok(None)
}

/// What was planned rests on something that is not so any more.
fn changed(what: &str) -> Error {
    Error::new(Kind::Refused, format!("{what}, since the plan was made"))
        .hint("run the command again: it plans anew")
}
