//! `patchctl window show`.

use clap::Args;
use serde_json::{Value, json};

use super::list::enabled;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::id::Scope;
use crate::domain::schedule::{Schedule, Service};
use crate::domain::text::violation::Path;
use crate::domain::text::words::count;
use crate::domain::window::doubts::doubts;
use crate::domain::window::{OtherTask, Task, Window};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::read::windows::{everything, one_of, whole};

/// Arguments of `window show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl --sandbox window show nightly-web
  patchctl window show mw-0123456789abcdef0 -o json --query item.task")]
pub struct ShowArgs {
    /// The window, by name or id
    #[arg(value_name = "WINDOW")]
    window: String,
}

/// Shows a window.
///
/// # Errors
/// A usage error when there is no such window, or several; what could not be read.
pub async fn run(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    context.ui.check_details()?;
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.window)?;
    let window = whole(found, true).await?;

    // Its tags too: a document has them.
    let scope = &found.site.scope;
    let document = json!({"item": item(scope, &window)});
    let fields = fields(scope, &window);
    context
        .ui
        .details("window.show", fields, document, &window.id)?;
    for doubt in doubts(&window.definition, &Path::default()) {
        context.ui.note(&doubt.in_a_line());
    }
    Ok(ExitCode::Done)
}

fn item(scope: &Scope, window: &Window) -> Value {
    let mut item = json!(window.definition);
    // The ids stand beside what a document has, so that nothing of either has to be looked for.
    let ids = window.target_ids.iter();
    for (target, id) in item["targets"]
        .as_array_mut()
        .into_iter()
        .flatten()
        .zip(ids)
    {
        target["id"] = json!(id);
    }

    // Beside what a document has, everything that only AWS knows.
    for (name, value) in [
        ("id", json!(window.id)),
        ("account", json!(scope.account)),
        ("region", json!(scope.region)),
        ("task_id", json!(window.task_id)),
        ("other_tasks", json!(window.others)),
        ("kept", json!(window.kept)),
        ("odd_targets", json!(window.odd_targets)),
        ("next", json!(window.next)),
        ("created", json!(window.created)),
        ("modified", json!(window.modified)),
        ("tags", json!(window.tags)),
    ] {
        item[name] = value;
    }
    item
}

fn fields(scope: &Scope, window: &Window) -> Vec<(&'static str, Cell)> {
    let it = &window.definition;
    let mut fields = vec![
        ("Name", Cell::text(&it.name)),
        ("Id", Cell::id(&window.id)),
        ("Account", Cell::id(scope.account.as_str())),
        ("Region", Cell::id(scope.region.as_str())),
        ("Description", maybe(it.description.as_ref())),
    ];
    fields.extend(opening_fields(window));

    let targets = window.targets().iter().zip(&window.target_ids);
    fields.extend(targets.map(|(set, id)| ("Target", Cell::text(format!("{set} ({id})")))));
    let odd = window.odd_targets.iter();
    fields.extend(odd.map(|why| ("Targets", Cell::text(why))));
    match &it.task {
        Some(task) => fields.extend(task_fields(task)),
        None => fields.push(("Task", Cell::text("none that a document describes"))),
    }

    // What no document says is shown, so that nobody takes the document for all there is.
    fields.extend(
        window
            .kept
            .iter()
            .map(|name| ("Has also", Cell::text(name))),
    );
    fields.extend(window.others.iter().map(|task| ("Other task", other(task))));
    fields.extend([
        ("Created", Cell::time(window.created)),
        ("Modified", Cell::time(window.modified)),
    ]);
    let tags = window.tags.iter().flatten();
    fields.extend(tags.map(|(key, value)| ("Tag", Cell::text(format!("{key}={value}")))));
    fields
}

/// When it is open.
fn opening_fields(window: &Window) -> Vec<(&'static str, Cell)> {
    let it = &window.definition;

    // A schedule that this version does not understand is shown as it is.
    let schedule = Schedule::read(&it.schedule, Service::Window);
    let words = schedule.map(|schedule| schedule.in_words());
    let offset = it.offset.map(|days| count(days as usize, "day"));
    vec![
        ("Enabled", enabled(it.enabled)),
        ("Schedule", Cell::text(&it.schedule)),
        ("In words", Cell::text(words.unwrap_or_default())),
        ("Zone", Cell::text(it.timezone.as_deref().unwrap_or("UTC"))),
        ("Offset", maybe(offset.as_ref())),
        ("From", maybe(it.start_date.as_ref())),
        ("Until", maybe(it.end_date.as_ref())),
        ("Hours", Cell::count(it.duration)),
        ("Cutoff", Cell::count(it.cutoff)),
        ("Next", Cell::time(window.next)),
    ]
}

fn maybe(text: Option<&String>) -> Cell {
    Cell::text(text.cloned().unwrap_or_default())
}

fn task_fields(task: &Task) -> Vec<(&'static str, Cell)> {
    let reboot = task.reboot_option.map(|option| option.as_str());
    let mut fields = vec![
        ("Task", Cell::text(task.operation.as_str())),
        ("Reboot", Cell::text(reboot.unwrap_or_default())),
        ("Document", Cell::text(&task.document)),
        ("At once", Cell::text(&task.max_concurrency)),
        ("May fail", Cell::text(&task.max_errors)),
        ("Role", maybe(task.service_role_arn.as_ref())),
        ("Output", maybe(task.output_s3.as_ref())),
        ("Override list", maybe(task.override_list.as_ref())),
    ];

    // Hooks and parameters have lines of their own: there may be any number of them.
    let hooks = task.hooks.each().into_iter();
    fields.extend(
        hooks.filter_map(|(place, _, hook)| {
            Some(("Hook", Cell::text(format!("{place}: {}", hook?))))
        }),
    );
    let parameters = task.parameters.iter();
    fields.extend(parameters.map(|(name, values)| {
        (
            "Parameter",
            Cell::text(format!("{name}={}", values.join(","))),
        )
    }));
    fields
}

fn other(task: &OtherTask) -> Cell {
    let name = task.name.as_ref();
    let name = name.map_or_else(String::new, |name| format!("{name}: "));
    let why = task.why.as_ref();
    let why = why.map_or_else(String::new, |why| format!("; {why}"));
    Cell::text(format!(
        "{name}{} {} ({}){why}",
        task.kind, task.runs, task.id
    ))
}
