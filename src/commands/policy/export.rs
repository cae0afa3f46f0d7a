//! `patchctl policy export`.

use clap::{Args, ValueEnum};

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::document::baseline::yaml;
use crate::document::policy::{cloudformation, terraform, value};
use crate::domain::policy::manager::Manager;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::policies;

/// Arguments of `policy export`.
#[derive(Debug, Args)]
#[command(after_help = "\
YAML and JSON are read back by `policy apply` without loss, also what somebody else made: parameters without a word of ours stand under
`parameters`. Terraform and CloudFormation have the parameters exactly as they are.

Examples:
  patchctl policy export nightly > nightly.yaml
  patchctl policy export --all --format terraform")]
pub struct ExportArgs {
    /// The policies: names, ARNs or ids
    #[arg(
        value_name = "POLICY",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    policies: Vec<String>,
    /// Every policy
    #[arg(long)]
    all: bool,
    /// yaml, json, terraform or cloudformation
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ExportFormat::Yaml, hide_possible_values = true)]
    format: ExportFormat,
}

/// How policies are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One YAML document for each policy
    Yaml,
    /// One JSON list
    Json,
    /// `aws_ssmquicksetup_configuration_manager`
    Terraform,
    /// `AWS::SSMQuickSetup::ConfigurationManager`
    Cloudformation,
}

/// Writes policies as documents.
///
/// # Errors
/// Usage errors; a policy that is not there; what AWS answered.
pub async fn run(context: &Context, args: &ExportArgs) -> Result<ExitCode> {
    if context.ui.has_format_options() {
        return Err(Error::usage(
            "export has its own --format, and takes no -o, --query, --columns or --sort",
        ));
    }
    let reach = Reach::open(context).await?;
    let found = if args.all {
        let (found, unreadable, _) = policies::everything(context, &reach).await;
        // Half of the policies in a file would be taken for all of them.
        if !unreadable.is_empty() {
            return Err(Error::new(
                Kind::Incomplete,
                "the policies could not be read everywhere, so that nothing is written",
            ));
        }
        found
    } else {
        policies::find(context, &reach, &args.policies).await?
    };
    let managers: Vec<&Manager> = found.iter().map(|found| &found.manager).collect();

    let text = match args.format {
        ExportFormat::Yaml => yaml(&documents(&managers)?)?,
        ExportFormat::Json => {
            crate::output::value::json(&serde_json::Value::Array(documents(&managers)?))
        }
        ExportFormat::Terraform => terraform(&managers)?,
        ExportFormat::Cloudformation => cloudformation(&managers)?,
    };

    // Only now is the output touched: a format that fails leaves nothing behind.
    context.ui.write_document(&text)?;
    context.ui.note(&count(managers.len(), "policy"));
    Ok(ExitCode::Done)
}

fn documents(managers: &[&Manager]) -> Result<Vec<serde_json::Value>> {
    let documents = managers.iter().map(|manager| {
        // Templates take any map; a file of ours has words for two types.
        let definition = manager.definition().ok_or_else(|| {
            Error::failed(format!(
                "{} deploys what no document of ours describes",
                manager.name
            ))
            .hint("--format terraform and --format cloudformation write it as it is")
        })?;
        value(&definition)
    });
    documents.collect()
}
