//! `patchctl override upload`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::files;
use crate::args::overwrite::OverwriteArgs;
use crate::aws::objects::{Target, WriteOptions};
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::AccountId;
use crate::domain::id::s3_uri::S3Uri;
use crate::domain::override_list::url;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::plan::Consent;

/// What the object is.
const CONTENT_TYPE: &str = "application/yaml";

/// Arguments of `override upload`.
#[derive(Debug, Args)]
#[command(after_help = "\
The list is checked first, and nothing is uploaded when it is invalid (exit 3). S3 verifies the SHA-256 of what arrives. The nodes need \
s3:GetObject on the object; whether they have it is not checked.

Examples:
  patchctl override upload patches.yaml s3://my-bucket/overrides/2026-11.yaml
  patchctl override upload patches.yaml s3://my-bucket/overrides/web.yaml --overwrite --yes -o json")]
pub struct UploadArgs {
    /// The list; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where to put it
    #[arg(value_name = "S3-URI")]
    to: S3Uri,
    /// The operating system that the list is for, such as AMAZON_LINUX_2023
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
    #[command(flatten)]
    overwrite: OverwriteArgs,
    /// Encrypt the object with this KMS key; the nodes then need kms:Decrypt
    #[arg(long, value_name = "KEY-ID")]
    sse_kms_key: Option<String>,
    /// Refuse a bucket that belongs to another account than this
    #[arg(long, value_name = "ACCOUNT")]
    expected_bucket_owner: Option<AccountId>,
    /// Upload without asking
    #[arg(short, long)]
    yes: bool,
    /// Show what would be uploaded, and upload nothing
    #[arg(long)]
    dry_run: bool,
}

/// Uploads a list.
///
/// # Errors
/// An invalid list, a URL that the SSM document refuses, a bucket or an object that is not as it
/// should be.
pub async fn run(context: &Context, args: &UploadArgs) -> Result<ExitCode> {
    context.ui.check_details()?;
    let address = args.to.to_string();
    // The SSM document has a pattern for the URL: a key that S3 takes may be one that no node can
    // be told of.
    url::check(&address).map_err(|problem| {
        Error::usage(problem).hint("choose another key: letters, digits, - _ . and single slashes")
    })?;
    let (checked, list) = files::valid(&args.file, args.os, context.ui.draws_color())?;
    if checked.reading.warnings() > 0 {
        context.ui.drawn(&checked.drawn(context.ui.draws_color()));
    }

    let reach = Reach::open(context).await?;
    let target = Target::open(&reach, args.to.clone(), args.options()).await?;
    let upload = Upload {
        digest: hex::encode(Sha256::digest(&checked.bytes)),
        size: checked.bytes.len(),
        entries: list.entries.len(),
        address,
    };
    let consent = Consent {
        dry_run: args.dry_run,
        yes: args.yes,
        must_ask: true,
        always_shown: false,
        typed_above: None,
    };
    let plan = upload.plan(&checked.name, args.overwrite.overwrite);
    let Some(approved) = context.ui.approve(plan, consent).await? else {
        return Ok(ExitCode::Done);
    };

    let stored = target
        .put(checked.bytes, CONTENT_TYPE, approved.consented())
        .await?;
    upload.show(context, stored.version_id.as_deref())?;
    Ok(ExitCode::Done)
}

impl UploadArgs {
    fn options(&self) -> WriteOptions {
        WriteOptions {
            sse_kms_key: self.sse_kms_key.clone(),
            expected_bucket_owner: self.expected_bucket_owner.as_ref().map(ToString::to_string),
            overwrite: self.overwrite.overwrite,
        }
    }
}

/// What goes where.
struct Upload {
    address: String,
    digest: String,
    size: usize,
    entries: usize,
}

impl Upload {
    fn plan(&self, file: &str, overwrite: bool) -> Vec<String> {
        let replace = if overwrite {
            ", replacing what is there"
        } else {
            ""
        };
        let (entries, bytes) = (count(self.entries, "entry"), count(self.size, "byte"));
        // The digest is part of what is agreed to: it tells whether the same list is there later.
        vec![
            format!(
                "upload {file} ({entries}, {bytes}) to {}{replace}",
                self.address
            ),
            format!("SHA-256 {}", self.digest),
        ]
    }

    fn show(&self, context: &Context, version: Option<&str>) -> Result<()> {
        let shown = version.unwrap_or("none; the bucket has no versioning, or has it suspended");
        let fields = vec![
            ("URL", Cell::text(&self.address)),
            ("SHA-256", Cell::text(&self.digest)),
            ("Version", Cell::text(shown)),
            ("Entries", Cell::text(self.entries.to_string())),
            ("Bytes", Cell::text(self.size.to_string())),
        ];
        let document = json!({ "item": {
            "url": self.address,
            "sha256": self.digest,
            "version_id": version,
            "entries": self.entries,
            "bytes": self.size,
        } });
        context
            .ui
            .details("override.upload", fields, document, &self.address)?;

        // The nodes read the object when they patch, which may be much later.
        if version.is_none() {
            context.ui.note("without versions, whoever replaces the object changes what nodes install; keep the SHA-256");
        }
        Ok(())
    }
}
