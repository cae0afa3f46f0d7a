//! `patchctl config show`.

use std::time::Duration;

use clap::Args;
use serde::Serialize;
use serde_json::{Map, json};

use crate::aws::client::Connector;
use crate::context::Context;
use crate::domain::text::url::without_password;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::settings::{Origin, SandboxChoice, Setting};

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
    let scopes = &settings.scopes;
    let connector = Connector::new(context).await?;
    let (profile, region) = aws_defaults(context, &connector);
    let sandbox = match &settings.sandbox.value {
        SandboxChoice::Off => "off".to_owned(),
        SandboxChoice::Usual | SandboxChoice::At(_) => context.sandbox_dir()?.display().to_string(),
    };
    let first = settings.profiles.value.first().map(String::as_str);
    let ca_bundle = connector.ca_bundle(first);
    let path = ca_bundle.value.as_ref();
    let path = path.map_or_else(String::new, |path| path.display().to_string());

    let endpoint = settings.endpoint_url.value.as_deref();
    let endpoint = endpoint.map_or_else(String::new, without_password);

    let output = settings.output.value.name().to_owned();
    let color = settings.color.value.name().to_owned();
    let max_age = crate::output::time::rough(settings.max_age.value);

    let confirm_above = settings.confirm_above.value.to_string();
    let run_records = settings.run_records.value.as_ref();
    let run_records = run_records.map_or_else(String::new, ToString::to_string);

    // Values as they hold now, each in the words that a config file takes.
    let rows = [
        ("profile", profile.value, &profile.origin),
        ("region", region.value, &region.origin),
        shown("all_regions", &scopes.all_regions),
        shown("exclude_region", &scopes.exclude_regions),
        shown("role_name", &scopes.role_name),
        shown("accounts", &scopes.accounts),
        shown("organization", &scopes.organization),
        shown("ou", &scopes.ou),
        shown("external_id", &scopes.external_id),
        ("endpoint_url", endpoint, &settings.endpoint_url.origin),
        ("ca_bundle", path, &ca_bundle.origin),
        shown("connect_timeout", &settings.connect_timeout),
        shown("read_timeout", &settings.read_timeout),
        ("output", output, &settings.output.origin),
        ("color", color, &settings.color.origin),
        ("max_age", max_age, &settings.max_age.origin),
        (
            "confirm_above",
            confirm_above,
            &settings.confirm_above.origin,
        ),
        ("run_records", run_records, &settings.run_records.origin),
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

/// A value in the words that a config file takes.
trait Worded {
    fn words(&self) -> String;
}

impl Worded for bool {
    fn words(&self) -> String {
        self.to_string()
    }
}

impl<T: ToString> Worded for Vec<T> {
    fn words(&self) -> String {
        let words: Vec<String> = self.iter().map(ToString::to_string).collect();
        words.join(",")
    }
}

impl Worded for Option<String> {
    fn words(&self) -> String {
        self.clone().unwrap_or_default()
    }
}

impl Worded for Duration {
    fn words(&self) -> String {
        format!("{}s", self.as_secs())
    }
}

fn shown<'a, T: Worded>(
    name: &'static str,
    setting: &'a Setting<T>,
) -> (&'static str, String, &'a Origin) {
    (name, setting.value.words(), &setting.origin)
}

/// Profile and Region as AWS's own configuration completes them; calls nothing.
fn aws_defaults(context: &Context, connector: &Connector) -> (Setting<String>, Setting<String>) {
    let settings = &context.settings;
    let profiles = &settings.profiles;
    let profile = if profiles.value.is_empty() {
        let (name, origin) = connector.profile(None);
        Setting {
            value: name.to_owned(),
            origin,
        }
    } else {
        Setting {
            value: profiles.value.join(","),
            origin: profiles.origin.clone(),
        }
    };

    let regions = &settings.regions;
    if !regions.value.is_empty() {
        let region = Setting {
            value: regions.value.words(),
            origin: regions.origin.clone(),
        };
        return (profile, region);
    }
    let first = profiles.value.first().map(String::as_str);
    let region = match connector.default_region(first) {
        Ok(Some((region, origin))) if !settings.scopes.all_regions.value => Setting {
            value: region.to_string(),
            origin,
        },
        _ => Setting {
            value: String::new(),
            origin: Origin::Default,
        },
    };
    (profile, region)
}
