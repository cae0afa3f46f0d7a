//! `patchctl policy show`.

use clap::Args;
use serde_json::{Value, json};

use super::cells::status_cell;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::policy::doubts::{Known, doubts};
use crate::domain::policy::manager::Manager;
use crate::domain::policy::selected::{Entry, of_parameter};
use crate::domain::policy::words::{deployed_to, does};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::read::policies;

/// Arguments of `policy show`.
#[derive(Debug, Args)]
#[command(after_help = "\
What is shown as parameters is exactly what was sent to AWS. `policy export` writes a file that can be changed and applied again.

Examples:
  patchctl --sandbox policy show nightly
  patchctl policy show nightly -o json --query 'item.parameters'")]
pub struct ShowArgs {
    /// The policy: its name, its ARN or an id
    #[arg(value_name = "POLICY")]
    policy: String,
}

/// Shows a policy.
///
/// # Errors
/// A usage error when there is no such policy; what could not be read.
pub async fn run(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    context.ui.check_details()?;
    let reach = Reach::open(context).await?;
    let found = policies::find(context, &reach, std::slice::from_ref(&args.policy)).await?;
    for found in &found {
        let manager = &found.manager;
        let item = item(manager);
        let document = json!({"item": item, "account": found.site.scope.account, "region": found.site.scope.region});
        context
            .ui
            .details("policy.show", fields(manager), document, &manager.arn)?;

        // What surprises is beside the data, and for people.
        let definition = manager.definition();
        for doubt in definition
            .iter()
            .flat_map(|one| doubts(one, Known::default()))
        {
            context.ui.note(&doubt);
        }
    }
    Ok(ExitCode::Done)
}

fn item(manager: &Manager) -> Value {
    let definitions: Vec<Value> = manager
        .deployed
        .iter()
        .map(|one| {
            json!({
                "id": one.id,
                "type": one.type_name,
                "type_version": one.version,
                "parameters": one.parameters,
                "roles": one.roles,
            })
        })
        .collect();
    json!({
        "arn": manager.arn,
        "name": manager.name,
        "description": manager.description,
        "status": manager.status,
        "created": manager.created,
        "modified": manager.modified,
        "tags": manager.tags,
        "definitions": definitions,
        // In our words, where it is a policy that we know.
        "document": manager.definition(),
    })
}

fn fields(manager: &Manager) -> Vec<(&'static str, Cell)> {
    let mut fields = vec![
        ("Policy", Cell::text(manager.name.clone())),
        ("ARN", Cell::text(manager.arn.clone())),
    ];
    if let Some(description) = &manager.description {
        fields.push(("Description", Cell::text(description.clone())));
    }
    if let Some(definition) = &manager.definition() {
        fields.push(("Does", Cell::text(does(definition))));
        fields.push(("Targets", Cell::text(definition.targets.to_string())));
        fields.push(("Deployed to", Cell::text(deployed_to(definition))));
    }
    fields.push(("Status", status_cell(&manager.status)));
    if let Some(message) = &manager.status.message {
        fields.push(("Message", Cell::text(message.clone())));
    }
    for (name, moment) in [("Created", manager.created), ("Changed", manager.modified)] {
        fields.extend(moment.map(|moment| (name, Cell::Time(moment))));
    }
    for one in &manager.deployed {
        let version = format!("{} (version {})", one.type_name, one.version);
        fields.push(("Type", Cell::text(version)));
        fields.push(("Id", Cell::text(one.id.clone())));
        for role in [&one.roles.administration, &one.roles.execution] {
            fields.extend(role.iter().map(|role| ("Role", Cell::text(role.clone()))));
        }
        for (name, value) in &one.parameters {
            let entries = (name == "SelectedPatchBaselines")
                .then(|| of_parameter(value))
                .flatten();
            match entries {
                // One line for each; as it was sent it is in JSON.
                Some(entries) => fields.extend(entries.iter().map(baseline)),
                None => fields.push(("Parameter", Cell::text(format!("{name} = {value}")))),
            }
        }
    }
    for (key, value) in &manager.tags {
        fields.push(("Tag", Cell::text(format!("{key}={value}"))));
    }
    fields
}

fn baseline((os, entry): (&String, &Entry)) -> (&'static str, Cell) {
    let label = entry.label.as_deref().unwrap_or("unnamed");
    let text = format!("{os} = {label} ({})", entry.value);
    ("Baseline", Cell::text(text))
}
