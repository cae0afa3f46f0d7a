//! `patchctl why`.

use async_trait::async_trait;
use clap::Args;
use serde_json::{Value, json};

use super::Noun;
use super::verdicts::verdict_cell;
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::association::baseline_tags::{BaselineTags, sentences};
use crate::domain::baseline::resolution::Why;
use crate::domain::compliance::NodeCompliance;
use crate::domain::compliance::publisher::violating_states;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::domain::method::advice;
use crate::domain::method::origin::{Origin, Proof};
use crate::domain::method::shared::{Shared, shared};
use crate::domain::method::{Baselines, Data, Method};
use crate::domain::patch::state::{ReportedPatch, sort_for_reading};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::read::patches::accounted;
use crate::read::propose::propose;
use crate::read::resolution::{Row, resolve_one};
use crate::read::{associations, fleet, methods, node, origin};

/// How many patches, and how many runs to come, are named one by one.
const SHOWN: usize = 8;

/// Arguments of `why`.
#[derive(Debug, Args)]
#[command(after_help = "\
The whole story of a node: what it is judged by and why, who scanned or patched it last and with what options, what makes it non-compliant, what
comes next by itself, and what to type. Who made a report AWS does not keep: it is found by the commands, executions and times that AWS still has,
for 30 days, and how sure that is is said.

Exit codes: 0 told, 5 something could not be read.

Examples:
  patchctl --sandbox why i-0a1b2c3d4e5f60001
  patchctl why mi-0123456789abcdef0 -o json")]
pub struct WhyArgs {
    /// The node, by id
    #[arg(value_name = "NODE")]
    node: NodeId,
}

#[async_trait(?Send)]
impl Noun for WhyArgs {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        Box::pin(tell(context, &self.node)).await
    }
}

/// Everything that is known of a node.
struct Story {
    node: NodeCompliance,
    baseline: Option<Row>,
    origin: Option<Origin>,
    patches: Vec<ReportedPatch>,
    methods: Vec<Method>,
    /// What may be for it without anybody being able to tell.
    perhaps: Vec<String>,
    shared: Vec<Shared>,
    /// What the tags of associations that are for it choose, in sentences.
    tagged: Vec<String>,
    commands: Vec<String>,
    unreadable: Vec<Unreadable>,
}

async fn tell(context: &Context, id: &NodeId) -> Result<ExitCode> {
    let reach = Reach::open(context).await?;
    let (site, node) = node::find(context, &reach, id).await?;
    let story = story(context, &reach, site, node).await;
    context.ui.unreadable(&story.unreadable);
    context
        .ui
        .details("why", fields(&story), document(&story), id.as_str())?;
    Ok(fleet::completeness(&story.unreadable, true))
}

async fn story(context: &Context, reach: &Reach, site: &Site, node: NodeCompliance) -> Story {
    let mut reading = Reading {
        site,
        node: &node,
        unreadable: Vec::new(),
    };
    let (mut all, faults) = methods::of_scope(reach, site, context.clock.now()).await;
    reading.unreadable.extend(faults);
    // Tags only tell names here: without them the story is whole.
    if all.iter().any(|method| method.nameless)
        && let Ok(tags) = site.tags(&node.node.id).await
    {
        methods::name_by_tags(&tags, &mut all);
    }

    let resolved = Box::pin(resolve_one(site, &node)).await;
    let baseline = reading.kept("the baseline", resolved).map(|(row, faults)| {
        reading.unreadable.extend(faults);
        row
    });
    let origin = Box::pin(origin::origin(site, &node, &all)).await;
    let origin = reading.kept("the last operation", origin).flatten();
    let patches = violations(site, &node).await;
    let patches = reading.kept("the patches", patches).unwrap_or_default();

    // What may be for it without anybody being able to tell is no part of what is.
    let perhaps = all.iter().filter(|one| one.nodes.is_none());
    let perhaps = perhaps
        .map(|one| format!("{} ({})", one.who(), one.targets))
        .collect();
    let mut methods = of_node(all, &node.node.id);
    let last = methods::last_of_windows(site, &mut methods).await;
    reading.kept("the last times of the windows", last);
    let tagged = tagged(site, &node, &methods).await;
    let tagged = reading.kept("the tagged baselines", tagged);
    let unreadable = reading.unreadable;
    methods::tell_nameless(context, &methods);
    Story {
        shared: shared(&methods),
        tagged: tagged.unwrap_or_default(),
        commands: commands(context, site, &node, &methods),
        node,
        baseline,
        origin,
        patches,
        methods,
        perhaps,
        unreadable,
    }
}

/// What to type, so that it works when it is pasted into this shell.
fn commands(
    context: &Context,
    site: &Site,
    node: &NodeCompliance,
    methods: &[Method],
) -> Vec<String> {
    // Without anything that comes, what does not come is the question.
    let comes = methods.iter().any(|method| method.next.is_some());
    advice::commands(node, comes)
        .iter()
        .map(|rest| propose(context, rest, &site.scope))
        .collect()
}

/// What is read of one node, and what of it could not be.
struct Reading<'a> {
    site: &'a Site,
    node: &'a NodeCompliance,
    unreadable: Vec<Unreadable>,
}

impl Reading<'_> {
    /// An answer; one that failed is said, and the rest of the story told all the same.
    fn kept<T>(&mut self, what: &str, answer: Result<T>) -> Option<T> {
        match answer {
            Ok(answer) => Some(answer),
            Err(error) => {
                let id = &self.node.node.id;
                let scope = Some(self.site.scope.clone());
                let place = format!("{what} of {id}");
                let fault = fault::unreadable(place, scope, Some(id.to_string()), &error);
                self.unreadable.push(fault);
                None
            }
        }
    }
}

/// The methods that are for a node, and for that one alone.
fn of_node(all: Vec<Method>, id: &NodeId) -> Vec<Method> {
    let mut methods: Vec<Method> = all.into_iter().filter(|one| one.is_for(id)).collect();
    for method in &mut methods {
        if let Some(nodes) = &mut method.nodes {
            nodes.retain(|one| one == id);
        }
    }
    methods
}

/// Which baselines the tags choose that associations for a node have: none and several have
/// consequences that nobody expects.
async fn tagged(site: &Site, node: &NodeCompliance, methods: &[Method]) -> Result<Vec<String>> {
    let node = std::slice::from_ref(&node.node);
    let mut found = Vec::new();
    for method in methods {
        let Baselines::Tagged(tags) = &method.options.baselines else {
            continue;
        };
        let who = method.who();
        let Ok(read) = tags.parse::<BaselineTags>() else {
            found.push(format!("{who}: its BaselineTags cannot be read"));
            continue;
        };
        let choices = associations::choices(site, &read, node).await?;
        let said = sentences(&choices, tags).into_iter();
        found.extend(said.map(|sentence| format!("{who}: {sentence}")));
    }
    Ok(found)
}

/// The patches that make a node non-compliant.
async fn violations(site: &Site, node: &NodeCompliance) -> Result<Vec<ReportedPatch>> {
    let states = &violating_states(&node.counts());
    if node.report.is_none() || node.counts().in_states(states) == 0 {
        return Ok(Vec::new());
    }
    let patches = site.patches(&node.node.id, states).await?;
    let mut patches = accounted(node, states, patches)?;
    sort_for_reading(&mut patches);
    Ok(patches)
}

fn document(story: &Story) -> Value {
    json!({
        "item": &story.node,
        "baseline": &story.baseline,
        "last": &story.origin,
        "violations": &story.patches,
        "next": &story.methods,
        "perhaps": &story.perhaps,
        "shared": &story.shared,
        "tagged": &story.tagged,
        "commands": &story.commands,
        "unreadable": &story.unreadable,
    })
}

type Field = (&'static str, Cell);

fn fields(story: &Story) -> Vec<Field> {
    let node = &story.node;
    let inventory = &node.node;
    let system = inventory.operating_system.map(|system| system.as_str());
    let mut fields = vec![
        (
            "Node",
            Cell::text(format!("{} {}", inventory.id, inventory.label())),
        ),
        ("Place", Cell::text(inventory.scope.to_string())),
        ("System", Cell::text(system.unwrap_or_default())),
    ];
    if !inventory.is_online() {
        let ping = inventory.ping_status.as_deref().unwrap_or("no word of it");
        let words =
            format!("{ping}: its agent does not answer, and nothing reaches it until it does");
        fields.push(("Ping", Cell::text(words)));
    }
    fields.push(("Verdict", verdict_cell(node)));

    // A compliant node has no reason.
    let reason = node.full_reason();
    if !reason.is_empty() {
        fields.push(("Reason", Cell::text(reason)));
    }

    // In the order in which they are asked: by what, by whom, what is wrong, what comes.
    fields.extend(baseline(story));
    fields.extend(last(story));
    fields.extend(wrong(&story.patches));
    fields.extend(next(story));
    let commands = story.commands.iter();
    fields.extend(commands.map(|command| ("Type", Cell::text(command))));
    fields
}

fn baseline(story: &Story) -> Vec<Field> {
    let Some(row) = &story.baseline else {
        return vec![("Baseline", Cell::text("could not be read"))];
    };
    let resolution = &row.resolution;
    let chosen = resolution.baseline.as_ref();
    let name = chosen.map(|baseline| format!("{} ({})", baseline.name, baseline.id));

    // A copy in a bucket has no id that anybody could look up.
    let none = match resolution.why {
        Why::Override => "a copy of its own, which AWS does not show",
        Why::BaselineTags => "the one that has the tags",
        Why::PatchGroup | Why::UnregisteredGroup | Why::Default => "none is there",
        Why::UnknownSystem => "none can be chosen",
    };
    let mut fields = vec![
        (
            "Baseline",
            Cell::text(name.unwrap_or_else(|| none.to_owned())),
        ),
        ("Because", Cell::text(&resolution.reason)),
    ];
    let notes = resolution.notes.iter();
    fields.extend(notes.map(|note| ("Note", Cell::text(note))));
    fields
}

/// Who made the last report, and with what options.
fn last(story: &Story) -> Vec<Field> {
    let Some(report) = &story.node.report else {
        return vec![(
            "Last report",
            Cell::text("none: the node never reported patch data"),
        )];
    };
    let mut fields = vec![
        ("Last report", Cell::time(report.ended_at)),
        ("Operation", Cell::text(&*report.operation)),
    ];
    let Some(origin) = &story.origin else {
        return fields;
    };

    // How sure it is decides how it may be said.
    let sure = match origin.proof {
        Proof::Time => " (by the time alone)",
        Proof::Command | Proof::CommandAlone | Proof::Type | Proof::None => "",
    };
    fields.push(("Made by", Cell::text(format!("{}{sure}", origin.who))));
    if let Some(options) = &origin.options {
        let how = format!(
            "{}; baselines: {}; document: {}",
            options.in_words(),
            options.baselines.short(),
            options.document
        );
        fields.push(("With", Cell::text(how)));
    }
    if let Some(command) = &origin.command_id {
        fields.push(("Command", Cell::text(command)));
    }
    fields.push(("Judged by", Cell::text(&*report.baseline)));
    fields
}

/// What makes it non-compliant.
fn wrong(patches: &[ReportedPatch]) -> Vec<Field> {
    let named = patches.iter().take(SHOWN).map(|patch| {
        // AWS knows none of many packages.
        let severity = match &*patch.severity {
            "" => String::new(),
            severity => format!(", {severity}"),
        };
        (
            "Violates",
            Cell::text(format!("{} ({}{severity})", patch.title, patch.state)),
        )
    });
    let mut fields: Vec<Field> = named.collect();
    if patches.len() > SHOWN {
        let more = format!("{} more", count(patches.len() - SHOWN, "patch"));
        fields.push(("Violates", Cell::text(more)));
    }
    fields
}

/// What several writers come to for one node.
fn overwrites(shared: &Shared) -> String {
    let baselines = if shared.same_baselines {
        ""
    } else {
        ", and they do not use the same baselines"
    };
    format!(
        "{}: whatever ran last is what compliance says{baselines}",
        shared.who()
    )
}

/// What comes by itself.
fn next(story: &Story) -> Vec<Field> {
    // By time, so that the first line is what happens next.
    let mut fields = Vec::new();
    for method in story.methods.iter().take(SHOWN) {
        let when = match (&method.next, &method.idle) {
            (Some(at), _) => format!("{at}"),
            (None, Some(idle)) => idle.clone(),
            (None, None) => "nobody knows when".to_owned(),
        };
        let apart = if method.writes == Data::Association {
            "; reported as Association"
        } else {
            ""
        };
        let last = match (&method.last_status, method.last) {
            (Some(status), Some(at)) if status != "Success" => format!(" (last {status}, {at:.0})"),
            _ => String::new(),
        };
        let words = format!(
            "{when}: {} by {}{apart}{last}",
            method.options.in_words(),
            method.who()
        );
        fields.push(("Next", Cell::text(words)));
    }
    if story.methods.len() > SHOWN {
        let more = format!("{} more", story.methods.len() - SHOWN);
        fields.push(("Next", Cell::text(more)));
    }
    // Only where everything could be read nothing means nothing.
    if story.methods.is_empty() && story.perhaps.is_empty() && story.unreadable.is_empty() {
        fields.push(("Next", Cell::text("nothing scans or patches it by itself")));
    }
    let tagged = story.tagged.iter();
    fields.extend(tagged.map(|sentence| ("Tags", Cell::text(sentence))));
    let perhaps = story.perhaps.iter();
    fields.extend(perhaps.map(|who| {
        let words = format!("perhaps {who}: its targets cannot be read");
        ("Next", Cell::text(words))
    }));
    let shared = story.shared.iter();
    fields.extend(shared.map(|one| ("Overwrites", Cell::text(overwrites(one)))));
    fields
}
