//! Where a report goes, as it is typed.

use clap::Args;

use crate::args::overwrite::OverwriteArgs;
use crate::aws::objects::WriteOptions;
use crate::context::Context;
use crate::domain::id::AccountId;
use crate::error::{Error, Result};
use crate::files::destination::Destination;

/// What is said of an object in S3, of what is there already, and whether anything is written.
#[derive(Debug, Args)]
pub struct WriteArgs {
    /// Encrypt the object with this KMS key
    #[arg(long, value_name = "KEY-ID", help_heading = "S3")]
    sse_kms_key: Option<String>,
    /// Refuse a bucket that belongs to another account than this
    #[arg(long, value_name = "ACCOUNT", help_heading = "S3")]
    expected_bucket_owner: Option<String>,
    #[command(flatten)]
    overwrite: OverwriteArgs,
    /// Show what would be written and where, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

impl WriteArgs {
    /// The options for the object.
    pub fn options(&self) -> WriteOptions {
        WriteOptions {
            sse_kms_key: self.sse_kms_key.clone(),
            expected_bucket_owner: self.expected_bucket_owner.clone(),
            overwrite: self.overwrite.overwrite,
        }
    }

    /// Looks at everything that was typed of a destination.
    ///
    /// # Errors
    /// Usage errors: options that shape a listing, options of S3 for what is no object, and an
    /// account that cannot be one.
    pub fn check(&self, context: &Context, report: &str, to: &Destination) -> Result<()> {
        if context.ui.has_format_options() {
            return Err(Error::usage(format!(
                "{report}; -o, --query, --columns and --sort do not apply"
            ))
            .hint("patchctl compliance nodes takes them"));
        }

        // Whoever names a key or an owner believes that it counts.
        let for_s3 = self.sse_kms_key.is_some() || self.expected_bucket_owner.is_some();
        if for_s3 && !matches!(to, Destination::S3(_)) {
            return Err(Error::usage(
                "--sse-kms-key and --expected-bucket-owner are for s3:// destinations",
            ));
        }
        // S3 would say so too, but only when the whole fleet was read.
        let owner = self.expected_bucket_owner.as_deref();
        match owner.map(str::parse::<AccountId>) {
            Some(Err(error)) => Err(Error::usage(format!("--expected-bucket-owner: {error}"))),
            _ => Ok(()),
        }
    }
}
