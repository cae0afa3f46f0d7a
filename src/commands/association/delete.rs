//! `patchctl association delete`.

use clap::Args;

use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::association::step::AssociationStep;
use crate::domain::association::{Maker, plan};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::read::associations::{everything, not_ours, one_of, whole};

/// Arguments of `association delete`.
#[derive(Debug, Args)]
#[command(after_help = "\
What it runs right now goes on, and what it did stays done. Those that Quick Setup made are refused (exit 8): their policy would make them
again. Patch now of the console leaves AWS-PatchRebootAssociation behind when it is cancelled; that one can be deleted here.

Examples:
  patchctl --sandbox association delete scan-daily --dry-run
  patchctl association delete 7e49d8a5-1c3d-4f6e-8a7b-0123456789ab --yes")]
pub struct DeleteArgs {
    /// The association, by name or id
    #[arg(value_name = "ASSOCIATION")]
    association: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Deletes an association.
///
/// # Errors
/// A usage error when there is no such association, or several; refused for one of Quick Setup.
pub async fn run(context: &Context, args: &DeleteArgs) -> Result<ExitCode> {
    let shown = Shown::<AssociationStep>::steps("association.delete");
    write::check(context, &shown)?;
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.association)?;
    let association = whole(found, false).await?.association;
    // A reboot that Patch now planned is deleted by nobody else (User Guide, "Patching managed
    // nodes on demand").
    if association.maker() == Some(Maker::QuickSetup) {
        return Err(not_ours(association.label(), Maker::QuickSetup));
    }

    let place = Planned {
        site: found.site,
        steps: plan::deletion(&association),
    };
    let change = Change::new(vec![place], 0);
    write::write(context, change, args.write, &[], shown).await
}
