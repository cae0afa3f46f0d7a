//! `patchctl config`.

use async_trait::async_trait;
use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::{Map, json};

use crate::commands::Noun;
use crate::context::{Context, Needs};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::settings::{Origin, SandboxChoice};

/// The verbs of `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show every setting and its value
    Show(ShowArgs),
}

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

#[async_trait(?Send)]
impl Noun for ConfigCommand {
    fn needs(&self) -> Needs {
        Needs::SandboxIfThere
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        let Self::Show(args) = self;
        context.ui.check_listing(&COLUMNS)?;
        let rows = rows(context, args.origin).await?;
        let mut extra = Map::new();
        extra.insert(
            "config_file".to_owned(),
            json!(context.settings.config_file.display().to_string()),
        );
        extra.insert(
            "config_file_exists".to_owned(),
            json!(context.settings.config_file.exists()),
        );
        let id = |row: &Row| row.setting.to_owned();
        let scopes = if args.origin { 2 } else { 1 };
        context.ui.list(Listing {
            kind: "config.show",
            columns: &COLUMNS,
            rows,
            id,
            scopes,
            extra,
            unreadable: &[],
        })?;
        Ok(ExitCode::Done)
    }
}

async fn rows(context: &Context, with_origin: bool) -> Result<Vec<Row>> {
    let settings = &context.settings;
    let (profile, region) = aws_defaults(context).await?;
    let row = |setting, value: String, origin: &Origin| Row {
        setting,
        value,
        origin: with_origin.then(|| origin.to_string()),
    };
    let sandbox = match &settings.sandbox.value {
        SandboxChoice::Off => "off".to_owned(),
        SandboxChoice::Usual | SandboxChoice::At(_) => context.sandbox_dir()?.display().to_string(),
    };
    let max_age = crate::output::time::rough(settings.max_age.value);
    Ok(vec![
        row("profile", profile.0, &profile.1),
        row("region", region.0, &region.1),
        row(
            "endpoint_url",
            settings.endpoint_url.value.clone().unwrap_or_default(),
            &settings.endpoint_url.origin,
        ),
        row(
            "ca_bundle",
            settings
                .ca_bundle
                .value
                .as_ref()
                .map(|path| path.display().to_string())
                .unwrap_or_default(),
            &settings.ca_bundle.origin,
        ),
        row(
            "connect_timeout",
            format!("{}s", settings.connect_timeout.value.as_secs()),
            &settings.connect_timeout.origin,
        ),
        row(
            "read_timeout",
            format!("{}s", settings.read_timeout.value.as_secs()),
            &settings.read_timeout.origin,
        ),
        row(
            "output",
            settings.output.value.name().to_owned(),
            &settings.output.origin,
        ),
        row(
            "color",
            settings.color.value.name().to_owned(),
            &settings.color.origin,
        ),
        row("max_age", max_age, &settings.max_age.origin),
        row("sandbox", sandbox, &settings.sandbox.origin),
    ])
}

/// Profile and Region as AWS's own configuration completes them; calls nothing.
async fn aws_defaults(context: &Context) -> Result<((String, Origin), (String, Origin))> {
    let settings = &context.settings;
    let profiles = &settings.profiles;
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
