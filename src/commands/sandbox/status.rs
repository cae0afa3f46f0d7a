//! `patchctl sandbox status`.

use clap::Args;
use serde_json::json;

use crate::commands::sandbox::open::open;
use crate::context::Context;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::time;
use crate::sandbox::{self, Status};

/// Arguments of `sandbox status`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl sandbox status
  patchctl sandbox status -o json --query item.accounts")]
pub struct StatusArgs {}

/// Shows what the sandbox holds; does not fill it.
///
/// # Errors
/// When the sandbox is corrupt or cannot be read.
pub fn run(context: &Context, _args: &StatusArgs) -> Result<ExitCode> {
    let dir = context.sandbox_dir()?;
    // Whoever only looks must not fill a folder by that.
    if !sandbox::exists(&dir) {
        context.ui.note(&format!(
            "there is no sandbox in {} yet; the first use fills one with the example fleet",
            dir.display()
        ));
        context.ui.details(
            "sandbox.status",
            vec![("Sandbox", Cell::text("none"))],
            json!({ "item": null }),
            "none",
        )?;
        return Ok(ExitCode::Done);
    }

    let status = open(context)?.status()?;
    show(context, &status)?;
    Ok(ExitCode::Done)
}

/// Shows a status.
pub fn show(context: &Context, status: &Status) -> Result<()> {
    let mut fields = vec![
        ("Sandbox", Cell::text(status.dir.clone())),
        ("Fleet", Cell::text(status.fleet.clone())),
        ("Now", Cell::text(time::rfc3339(status.now))),
    ];
    fields.extend(status.accounts.iter().map(|account| {
        let text = format!("{} {}", account.id, account.name);
        ("Account", Cell::text(text))
    }));
    for scope in &status.scopes {
        let here = format!("in {} {}", scope.account, scope.region);
        let nodes = format!("{} {here}", count(scope.nodes, "node"));
        fields.push(("Nodes", Cell::text(nodes)));
        if scope.baselines > 0 {
            let baselines = format!("{} {here}", count(scope.baselines, "own baseline"));
            fields.push(("Baselines", Cell::text(baselines)));
        }
    }

    // Generated nodes are in no fleet file, so that they are counted apart.
    if status.generated_nodes > 0 {
        let nodes = count(status.generated_nodes as usize, "node");
        fields.push(("Generated", Cell::text(nodes)));
    }
    for bucket in &status.buckets {
        fields.push(("Bucket", Cell::text(format!("s3://{bucket}"))));
    }
    context.ui.details(
        "sandbox.status",
        fields,
        json!({ "item": status }),
        &status.dir,
    )
}
