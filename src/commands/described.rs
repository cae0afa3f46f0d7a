//! What `apply` and `diff` of nouns do whose things are described by documents: the noun brings what
//! it is ([`Described`]) and how its file looks ([`File`]).

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Map;

use super::write::{self, Shown};
use super::{check_code, in_lines};
use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::change::described::{self, Described};
use crate::change::step::{Change, Planned};
use crate::context::Context;
use crate::document::asked::File;
use crate::domain::difference::FieldChange;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::Scope;
use crate::domain::meant::{Asked, Meant};
use crate::domain::text::violation::Violation;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::files::documents::{self, Asking, Text};
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::read::fleet;

/// The documents that a command was given.
#[derive(Clone, Copy, Debug)]
pub struct Documents<'a> {
    /// The files.
    pub files: &'a [PathBuf],
    /// Whether what no document names is deleted.
    pub prune: bool,
}

/// Makes things as the documents describe them.
///
/// # Errors
/// Mistakes in the files, drawn at their lines; a plan that was not agreed to; what AWS answered.
pub async fn apply<N: Described, F: File<Definition = N::Definition>>(
    context: &Context,
    kind: &'static str,
    given: Documents<'_>,
    consent: WriteArgs,
) -> Result<ExitCode> {
    let shown = Shown::<N::Call>::steps(kind);
    write::check(context, &shown)?;

    // Files first: a mistake in them costs no call.
    let opened = Opened::<N>::open::<F>(context, given).await?;
    let reach = &opened.reach;
    let (plans, unreadable) =
        described::plan::<N>(context, reach, &opened.wanted, given.prune).await?;
    // Over places that could not be planned nothing is said, so that they do not count as read.
    let read =
        !reach.sites.is_empty() && unreadable.len() < reach.sites.len() + reach.unreadable.len();
    tell_known::<N>(context, &plans, &opened.wanted).await;

    let change = Change::new(plans, unreadable.len());
    let code = write::write(context, change, consent, &unreadable, shown).await?;
    Ok(code.and(fleet::completeness(&unreadable, read)))
}

/// What the documents ask for, and where it is looked for.
struct Opened<N: Described> {
    wanted: Vec<Asked<N::Definition>>,
    reach: Reach,
}

impl<N: Described> Opened<N> {
    async fn open<F: File<Definition = N::Definition>>(
        context: &Context,
        given: Documents<'_>,
    ) -> Result<Self> {
        let texts = documents::texts(given.files)?;
        let read = documents::asked::<F>(&texts, context.ui.draws_color())?;

        // Before anything is asked of AWS: what a file says alone needs no answer.
        tell_doubts::<F>(context, &texts, &read);
        let wanted = read.into_iter().map(|asking| asking.document.asked);
        Ok(Self {
            wanted: wanted.collect(),
            reach: Reach::open(context).await?,
        })
    }
}

/// Warns of what the documents would take without doing what is meant.
fn tell_doubts<F: File>(context: &Context, texts: &[Text], read: &[Asking<F::Definition>]) {
    for asking in read {
        let (document, file) = (&asking.document, &texts[asking.file].name);
        let name = &document.asked.name;
        for violation in F::doubts(&document.asked.definition, &document.path) {
            // The name tells the documents of a file apart better than a number.
            let path = violation.path.below(&document.path);
            let violation = Violation { path, ..violation };
            let told = violation.in_a_line();
            context.ui.warn(&format!("{file}: {name}: {told}"));
        }
    }
}

/// Warns of what AWS knows of what is wanted. That it could not be asked stops nothing.
async fn tell_known<N: Described>(
    context: &Context,
    plans: &[Planned<'_, N::Call>],
    wanted: &[Asked<N::Definition>],
) {
    for plan in plans.iter().filter(|plan| !plan.steps.is_empty()) {
        let here = wanted.iter().filter(|asked| asked.is_for(&plan.site.scope));
        let names = plan.steps.iter().map(|step| N::name(step));
        let names: BTreeSet<String> = names.collect();
        // What is as it should be has nothing to be doubted any more.
        for asked in here.filter(|asked| names.contains(&asked.name)) {
            tell_known_of::<N>(context, plan, asked).await;
        }
    }
}

/// The same of one thing in one place.
pub async fn tell_known_of<N: Described>(
    context: &Context,
    plan: &Planned<'_, N::Call>,
    asked: &Asked<N::Definition>,
) {
    // Said once the plan stands, because only then it is known what would change.
    let (name, scope, now) = (&asked.name, &plan.site.scope, context.clock.now());

    match N::doubts(plan.site, asked, &plan.steps, now).await {
        Ok(doubts) => {
            for doubt in doubts {
                context.ui.warn(&format!("{name} in {scope}: {doubt}"));
            }
        }
        Err(error) => context.ui.note(&format!(
            "{name} in {scope}: its nodes could not be looked at: {}",
            error.one_line()
        )),
    }
}

/// One difference, with where it is.
#[derive(Debug)]
struct Row {
    scope: Scope,
    noun: &'static str,
    name: String,
    change: FieldChange,
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(None)?;
        row.serialize_entry("account", &self.scope.account)?;
        row.serialize_entry("region", &self.scope.region)?;
        // Under the name of the noun, as in the rows of every other command.
        row.serialize_entry(self.noun, &self.name)?;
        row.serialize_entry("field", &self.change.place)?;
        row.serialize_entry("before", &self.change.before)?;
        row.serialize_entry("after", &self.change.after)?;
        row.end()
    }
}

fn columns<N: Described>() -> [Column<Row>; 6] {
    [
        Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
        Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
        Column::always(N::NOUN, |row| Cell::id(&row.name)),
        Column::always("field", |row| Cell::text(&row.change.place)),
        Column::always("before", |row| text(row.change.before.as_ref())),
        Column::always("after", |row| text(row.change.after.as_ref())),
    ]
}

fn text(side: Option<&String>) -> Cell {
    Cell::text(side.cloned().unwrap_or_default())
}

/// Compares documents with what is there; exit 3 when something differs.
///
/// # Errors
/// Mistakes in the files; what AWS answered.
pub async fn diff<N: Described, F: File<Definition = N::Definition>>(
    context: &Context,
    kind: &'static str,
    given: Documents<'_>,
) -> Result<ExitCode> {
    let columns = columns::<N>();
    context.ui.check_listing(&columns)?;
    let opened = Opened::<N>::open::<F>(context, given).await?;
    let reach = &opened.reach;
    let (plans, unreadable) =
        described::plan::<N>(context, reach, &opened.wanted, given.prune).await?;

    // Completeness counts the places whose steps could be planned: over the others nothing is said.
    let read = unreadable.len() < reach.sites.len() + reach.unreadable.len();
    let scopes = plans.len() + unreadable.len();
    let mut rows: Vec<Row> = plans.iter().flat_map(rows_of::<N>).collect();
    // What belongs to one thing stands together, whatever the order of the steps.
    rows.sort_by(|a, b| (&a.scope, &a.name).cmp(&(&b.scope, &b.name)));

    // A difference is a no, which a pipeline can stop at.
    let verdict = check_code(rows.is_empty());
    show(context, kind, &columns, rows, scopes, &unreadable)?;
    Ok(verdict.and(fleet::completeness(&unreadable, read)))
}

fn rows_of<N: Described>(plan: &Planned<'_, N::Call>) -> Vec<Row> {
    let mut rows = Vec::new();

    for step in &plan.steps {
        let name = N::name(step);
        rows.extend(N::fields(step).into_iter().map(|change| Row {
            scope: plan.site.scope.clone(),
            noun: N::NOUN,
            name: name.clone(),
            change,
        }));
    }
    rows
}

/// Differences are read as lines; every other format has them as rows.
fn show(
    context: &Context,
    kind: &'static str,
    columns: &[Column<Row>],
    rows: Vec<Row>,
    scopes: usize,
    unreadable: &[Unreadable],
) -> Result<()> {
    let (number, complete) = (rows.len(), unreadable.is_empty());
    if in_lines(context) {
        context.ui.write_lines(lines(&rows, scopes))?;
    } else {
        context.ui.list(Listing {
            kind,
            columns,
            rows,
            id: |row| row.name.clone(),
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

/// The differences under a heading for each thing, which names the place where there are several.
fn lines(rows: &[Row], scopes: usize) -> Vec<String> {
    // A heading stands where the thing changes, not at each line.
    let (mut heading, mut lines) = (String::new(), Vec::new());

    for row in rows {
        let place = if scopes > 1 {
            format!("{} in {}:", row.name, row.scope)
        } else {
            format!("{}:", row.name)
        };
        if place != heading {
            lines.push(place.clone());
            heading = place;
        }
        let inside = row.change.lines();
        lines.extend(inside.into_iter().map(|line| format!("  {line}")));
    }
    lines
}
