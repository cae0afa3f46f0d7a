//! Documents of AWS, as `explain` tells them.

use serde::Serialize;

use crate::domain::handbook::buckets::Named;
use crate::domain::handbook::document::{Agent, Document, Kind, Parameter};
use crate::domain::id::Region;
use crate::domain::text::paragraph::wrapped;

/// What is known of a document, for programs.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Told {
    kind: Kind,
    schema: &'static str,
    is_legacy: bool,
    platforms: &'static [&'static str],
    agent: Agent,
    parameters: Vec<ToldParameter>,
    buckets: Vec<Place>,
    used_by: &'static [&'static str],
    notes: &'static [&'static str],
}

#[derive(Clone, Debug, Serialize)]
struct ToldParameter {
    name: &'static str,
    is_required: bool,
    default: Option<&'static str>,
    allowed_values: Option<&'static [&'static str]>,
    allowed_pattern: Option<&'static str>,
    takes: String,
    does: &'static str,
}

/// The buckets of one Region; of none in particular without one.
#[derive(Clone, Debug, Serialize)]
struct Place {
    region: Option<Region>,
    buckets: Vec<Named>,
}

/// What a document is, in a few words.
pub(super) const fn kind(document: &Document) -> &'static str {
    match (document.kind, document.is_legacy) {
        (Kind::Command, false) => "a Command document",
        (Kind::Command, true) => "a legacy Command document",
        (Kind::Automation, _) => "an Automation document",
    }
}

/// What is known of a document, with the buckets of these Regions.
pub(super) fn told(document: &Document, regions: &[Region]) -> Told {
    Told {
        kind: document.kind,
        schema: document.schema,
        is_legacy: document.is_legacy,
        platforms: document.platforms,
        agent: document.agent,
        parameters: document.parameters.iter().map(parameter).collect(),
        buckets: places(document, regions),
        used_by: document.used_by,
        notes: document.notes,
    }
}

fn parameter(parameter: &Parameter) -> ToldParameter {
    ToldParameter {
        name: parameter.name,
        is_required: parameter.default.is_none(),
        default: parameter.default,
        allowed_values: parameter.allowed.values(),
        allowed_pattern: parameter.allowed.pattern(),
        takes: parameter.allowed.in_words(),
        does: parameter.does,
    }
}

fn places(document: &Document, regions: &[Region]) -> Vec<Place> {
    if regions.is_empty() {
        return vec![place(document, None)];
    }
    let regions = regions.iter().map(Some);
    regions.map(|region| place(document, region)).collect()
}

fn place(document: &Document, region: Option<&Region>) -> Place {
    let buckets = document.buckets.iter();
    Place {
        region: region.cloned(),
        buckets: buckets.map(|bucket| bucket.named(region)).collect(),
    }
}

/// The page of a document, below its first line.
pub(super) fn page(told: &Told, does: &str) -> Vec<String> {
    let mut lines = wrapped(does, "  ", "  ");
    lines.push(String::new());
    lines.push(format!("  Platforms:  {}", told.platforms.join(", ")));
    lines.push(format!("  Schema:     {}", told.schema));
    let agent = match told.agent.note {
        Some(note) => format!("{} or later ({note})", told.agent.least),
        None => format!("{} or later", told.agent.least),
    };
    lines.extend(wrapped(&agent, "  SSM Agent:  ", "              "));

    lines.extend([String::new(), "  Parameters".to_owned()]);
    for parameter in &told.parameters {
        lines.extend(parameter_lines(parameter));
    }
    for place in &told.buckets {
        lines.extend(place_lines(place));
    }

    if !told.used_by.is_empty() {
        lines.extend([String::new(), "  Commands that use it".to_owned()]);
        let commands = told.used_by.iter();
        lines.extend(commands.map(|command| format!("    {command}")));
    }
    if !told.notes.is_empty() {
        lines.extend([String::new(), "  Worth knowing".to_owned()]);
        let notes = told.notes.iter();
        lines.extend(notes.flat_map(|note| wrapped(note, "    - ", "      ")));
    }
    lines
}

fn parameter_lines(parameter: &ToldParameter) -> Vec<String> {
    let default = match parameter.default {
        None => "required".to_owned(),
        Some("") => "optional".to_owned(),
        Some(default) => format!("default {default}"),
    };
    let head = format!("{}: {}; {default}", parameter.name, parameter.takes);

    let mut lines = wrapped(&head, "    ", "      ");
    lines.extend(wrapped(parameter.does, "      ", "      "));
    lines
}

fn place_lines(place: &Place) -> Vec<String> {
    let whose = place
        .region
        .as_ref()
        .map_or("its Region".to_owned(), ToString::to_string);
    let mut lines = vec![
        String::new(),
        format!("  Buckets of AWS that a node must reach in {whose}"),
    ];

    for bucket in &place.buckets {
        lines.push(format!("    {}", bucket.name));
        lines.push(format!("      {}", bucket.holds));
    }
    if place.region.is_none() {
        lines.push("    With --region REGION the names of that Region.".to_owned());
    } else if place
        .buckets
        .iter()
        .any(|bucket| bucket.name.contains("<suffix>"))
    {
        let note = "This version does not know the suffix of this Region: AWS lists it in the User \
                    Guide, \"Amazon S3 buckets for patching operations\".";
        lines.extend(wrapped(note, "    ", "    "));
    }
    lines
}
