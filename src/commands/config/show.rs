//! `patchctl config show`.

use clap::Args;
use serde::Serialize;
use serde_json::{Map, json};

use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::settings::{Origin, SandboxChoice};

/// Arguments of `config show`.
#[derive(Debug, Args)]
#[command(after_help = "\
A flag is stronger than PATCHCTL_*, that than the config file, that than AWS's own configuration, that than the default.

Examples:
  patchctl config show --origin
  patchctl config show --region eu-central-1 --origin -o json")]
pub struct ShowArgs {
    /// Show also where each value came from
    #[arg(long)]
    origin: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    setting: &'static str,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
}

const COLUMNS: [Column<Row>; 3] = [
    Column::always("setting", |row| Cell::id(row.setting)),
    Column::always("value", |row| Cell::text(&row.value)),
    Column::scope("origin", |row| {
        Cell::text(row.origin.clone().unwrap_or_default())
    }),
];

/// Shows the settings.
pub async fn run(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let rows = rows(context, args.origin).await?;

    // The file that was looked for is named also where it does not exist: that is what is asked
    // most.
    let mut extra = Map::new();
    extra.insert(
        "config_file".to_owned(),
        json!(context.settings.config_file.display().to_string()),
    );
    extra.insert(
        "config_file_exists".to_owned(),
        json!(context.settings.config_file.exists()),
    );
    // The column of origins is one of those that are only shown for several scopes.
    let scopes = if args.origin { 2 } else { 1 };
    context.ui.list(Listing {
        kind: "config.show",
        columns: &COLUMNS,
        rows,
        id: |row| row.setting.to_owned(),
        scopes,
        extra,
        unreadable: &[],
    })?;
    Ok(ExitCode::Done)
}

async fn rows(context: &Context, with_origin: bool) -> Result<Vec<Row>> {
    let settings = &context.settings;
    let (profile, region) = aws_defaults(context).await?;
    let sandbox = match &settings.sandbox.value {
        SandboxChoice::Off => "off".to_owned(),
        SandboxChoice::Usual | SandboxChoice::At(_) => context.sandbox_dir()?.display().to_string(),
    };
    // Values as they hold now, each in the words that a config file takes.
    let endpoint_url = settings.endpoint_url.value.clone().unwrap_or_default();
    let ca_bundle = settings.ca_bundle.value.as_ref();
    let ca_bundle = ca_bundle.map_or_else(String::new, |path| path.display().to_string());
    let connect_timeout = format!("{}s", settings.connect_timeout.value.as_secs());
    let read_timeout = format!("{}s", settings.read_timeout.value.as_secs());
    let output = settings.output.value.name().to_owned();
    let color = settings.color.value.name().to_owned();
    let max_age = crate::output::time::rough(settings.max_age.value);

    let rows = [
        ("profile", profile.0, &profile.1),
        ("region", region.0, &region.1),
        ("endpoint_url", endpoint_url, &settings.endpoint_url.origin),
        ("ca_bundle", ca_bundle, &settings.ca_bundle.origin),
        (
            "connect_timeout",
            connect_timeout,
            &settings.connect_timeout.origin,
        ),
        ("read_timeout", read_timeout, &settings.read_timeout.origin),
        ("output", output, &settings.output.origin),
        ("color", color, &settings.color.origin),
        ("max_age", max_age, &settings.max_age.origin),
        ("sandbox", sandbox, &settings.sandbox.origin),
    ];
    Ok(rows
        .into_iter()
        .map(|(setting, value, origin)| Row {
            setting,
            value,
            origin: with_origin.then(|| origin.to_string()),
        })
        .collect())
}

/// Profile and Region as AWS's own configuration completes them; calls nothing.
async fn aws_defaults(context: &Context) -> Result<((String, Origin), (String, Origin))> {
    let settings = &context.settings;
    let profiles = &settings.profiles;
    // In the sandbox AWS_PROFILE is not looked at: nothing of the real AWS may reach into it.
    let profile = match (profiles.value.is_empty(), context.env.get("AWS_PROFILE")) {
        (false, _) => (profiles.value.join(","), profiles.origin.clone()),
        (true, Some(name)) if context.sandbox.is_none() => {
            (name.to_owned(), Origin::Environment("AWS_PROFILE"))
        }
        _ => ("default".to_owned(), Origin::Default),
    };

    if !settings.regions.value.is_empty() {
        let names: Vec<String> = settings
            .regions
            .value
            .iter()
            .map(ToString::to_string)
            .collect();
        return Ok((profile, (names.join(","), settings.regions.origin.clone())));
    }

    let connector = crate::aws::client::Connector::new(context).await?;
    let first = profiles.value.first().map(String::as_str);
    let region = match connector.default_region(first) {
        Ok((region, origin)) => (region.to_string(), origin),
        Err(_) => (String::new(), Origin::Default),
    };
    Ok((profile, region))
}
