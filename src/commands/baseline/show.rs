//! `patchctl baseline show`.

use clap::Args;
use serde_json::json;

use super::describe;
use crate::aws::baseline_wire;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::baseline::plan::Existing;
use crate::domain::baseline::sentences;
use crate::domain::fleet::platform::OperatingSystem;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::value;
use crate::read::baseline as reference;
use crate::read::baseline::{Found, Reference};

/// Arguments of `baseline show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl baseline show prod-al2023
  patchctl baseline show AWS-AmazonLinux2023DefaultPatchBaseline
  patchctl baseline show pb-0123456789abcdef0 --raw")]
pub struct ShowArgs {
    /// The baseline, by id, ARN or name
    #[arg(value_name = "BASELINE")]
    baseline: Reference,
    /// The operating system, where several baselines have the name
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
    /// Print the JSON that the AWS CLI prints for get-patch-baseline
    #[arg(long)]
    raw: bool,
}

/// Shows one baseline.
///
/// # Errors
/// When the baseline is not there, when its name is that of several, or when it cannot be read.
pub async fn run(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    let reach = Reach::open(context).await?;
    let found = reference::find(context, &reach, &args.baseline, args.os).await?;
    let existing = found.site.baseline(&found.identity.id).await?;

    if args.raw {
        context
            .ui
            .write_raw(&value::json(&baseline_wire::raw(&existing)))?;
        return Ok(ExitCode::Done);
    }

    // Tags of AWS's own baselines belong to another account, and cannot be listed from this one.
    let tags = if found.identity.is_aws_owned() {
        None
    } else {
        Some(found.site.baseline_tags(&existing.id).await?)
    };

    let item = describe::item(&found, &existing, tags.as_ref());
    let mut fields = fields(&found, &existing);
    fields.extend(
        tags.iter()
            .flatten()
            .map(|(key, value)| ("Tag", Cell::text(format!("{key}={value}")))),
    );

    context.ui.details(
        "baseline.show",
        fields,
        json!({ "item": item }),
        existing.id.as_str(),
    )?;
    Ok(ExitCode::Done)
}

fn fields(found: &Found<'_>, existing: &Existing) -> Vec<(&'static str, Cell)> {
    let definition = &existing.definition;
    let identity = &found.identity;
    let owner = if identity.is_aws_owned() {
        "AWS"
    } else {
        "self"
    };
    let default = if identity.default { "yes" } else { "no" };
    let description = definition.description.as_deref().unwrap_or_default();
    let mut fields = vec![
        ("Name", Cell::text(&definition.name)),
        ("Id", Cell::id(existing.id.as_str())),
        ("Account", Cell::id(found.site.scope.account.as_str())),
        ("Region", Cell::id(found.site.scope.region.as_str())),
        ("Operating system", Cell::id(definition.rules.os.as_str())),
        ("Owner", Cell::text(owner)),
        ("Default", Cell::text(default)),
        ("Description", Cell::text(description)),
        ("Created", Cell::time(existing.created)),
        ("Modified", Cell::time(existing.modified)),
    ];

    let groups = existing.groups.iter().map(|group| group.as_str());
    fields.extend(groups.map(|group| ("Patch group", Cell::text(group))));
    let sentences = sentences::sentences(&definition.rules).into_iter();
    fields.extend(sentences.map(|sentence| ("Rules", Cell::text(sentence))));
    fields.extend(definition.sources.iter().map(|source| {
        // Without its configuration, which botocore's model marks as sensitive: it may hold a
        // password.
        let products = source.products.join(", ");
        (
            "Source",
            Cell::text(format!("{} for {products}", source.name)),
        )
    }));
    fields
}
