//! `patchctl report quicksight-manifest`.

use std::collections::BTreeMap;

use clap::Args;
use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::args::overwrite::OverwriteArgs;
use crate::aws::object_reads::Bucket;
use crate::aws::objects::{Media, WriteOptions};
use crate::aws::reach::Reach;
use crate::aws::site::CALLS_AT_ONCE;
use crate::context::Context;
use crate::document::report::Shape;
use crate::domain::id::s3_uri::S3Uri;
use crate::domain::quicksight::{MOST_FILES, Source, column_mistake, manifest};
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::files::destination::{Destination, Ready};
use crate::output::plan::Consent;

/// So much of a file is read for its first line.
const HEAD: usize = 64 * 1024;
/// A byte order mark.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Arguments of `report quicksight-manifest`.
#[derive(Debug, Args)]
#[command(after_help = "\
The manifest with which Amazon QuickSight reads what `report csv` wrote. The first line of every file is read: files with a byte order mark, with
other columns than the others, or with names of columns that QuickSight does not take are refused, and so are more than 1,000 files. Below a prefix
QuickSight reads everything, so that the manifest must not be written there. Cells of more than 2,047 characters are cut by QuickSight: they are not
looked for.

Examples:
  patchctl report quicksight-manifest s3://my-reports/patches/ --to s3://my-reports/manifests/patches.json
  patchctl report quicksight-manifest s3://my-reports/2026-11-21.csv --to -")]
pub struct QuicksightManifestArgs {
    /// A file, s3://BUCKET/KEY, or everything below a prefix, s3://BUCKET/PREFIX/
    #[arg(value_name = "S3_URI", required = true)]
    sources: Vec<Source>,
    /// Write the manifest to this file, to s3://BUCKET/KEY, or to standard output (-); its name ends
    /// with .json
    #[arg(long, value_name = "FILE|S3-URI|-")]
    to: Destination,
    #[command(flatten)]
    overwrite: OverwriteArgs,
    /// Show what would be written and where, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Writes a manifest.
///
/// # Errors
/// Usage errors; refused for files that QuickSight cannot read together; what S3 answered.
pub async fn run(context: &Context, args: &QuicksightManifestArgs) -> Result<ExitCode> {
    check(context, args)?;
    let reach = Reach::open(context).await?;
    let options = WriteOptions {
        sse_kms_key: None,
        expected_bucket_owner: None,
        overwrite: args.overwrite.overwrite,
    };
    // The destination is looked at first: what cannot be written need not be read.
    let ready = Ready::open(&args.to, &reach, options).await?;
    let ready = ready.for_media(Media::Json);
    let files = files(&reach, &args.sources).await?;
    let columns = check_columns(&files)?;

    let consent = Consent {
        dry_run: args.dry_run,
        ..Consent::default()
    };
    let plan = vec![format!(
        "would write a manifest of {} with {} to {}",
        count(files.len(), "file"),
        count(columns, "column"),
        args.to
    )];
    let Some(approved) = context.ui.approve(plan, consent).await? else {
        return Ok(ExitCode::Done);
    };
    let text = format!("{:#}\n", manifest(&args.sources));
    ready.begin(approved.consented())?.write_all(&text).await?;
    if args.to != Destination::Stdout {
        let files = count(files.len(), "file");
        context
            .ui
            .note(&format!("wrote a manifest of {files} to {}", args.to));
    }
    Ok(ExitCode::Done)
}

fn check(context: &Context, args: &QuicksightManifestArgs) -> Result<()> {
    if context.ui.has_format_options() {
        return Err(Error::usage(
            "report quicksight-manifest writes a manifest; -o, --query, --columns and --sort do not apply",
        ));
    }
    let name = args.to.to_string();
    let named = std::path::Path::new(&name);
    if args.to != Destination::Stdout && named.extension() != Some("json".as_ref()) {
        let message = format!(
            "--to: QuickSight takes manifests whose names end with .json, and {name} does not"
        );
        return Err(Error::usage(message));
    }
    if let Destination::S3(uri) = &args.to
        && let Some(source) = args.sources.iter().find(|source| source.holds(uri))
    {
        let message = format!("--to: QuickSight reads everything below {source}, the manifest too");
        return Err(Error::usage(message).hint("write it elsewhere"));
    }
    Ok(())
}

/// A file with its first line.
struct File {
    uri: S3Uri,
    columns: Vec<String>,
}

async fn files(reach: &Reach, sources: &[Source]) -> Result<Vec<File>> {
    // A bucket is looked for once, whatever is named in it.
    let mut buckets: BTreeMap<&str, Bucket> = BTreeMap::new();
    let mut uris: Vec<S3Uri> = Vec::new();
    for source in sources {
        let name = source.bucket();
        if !buckets.contains_key(name) {
            buckets.insert(name, Bucket::open(reach, name).await);
        }
        let found = match source {
            Source::File(uri) => vec![uri.clone()],
            Source::Below { prefix, .. } => below(&buckets[name], name, prefix).await?,
        };
        if found.is_empty() {
            return Err(Error::usage(format!("there is no file below {source}")));
        }
        uris.extend(found);
    }

    if uris.len() > MOST_FILES {
        let message = format!(
            "{} are too many: QuickSight takes {MOST_FILES} for one manifest",
            count(uris.len(), "file")
        );
        return Err(Error::new(Kind::Refused, message).hint("name a narrower prefix"));
    }
    // QuickSight would read its rows twice, and every number would be wrong.
    for (index, uri) in uris.iter().enumerate() {
        if uris[..index].contains(uri) {
            return Err(Error::usage(format!("{uri} is named twice")));
        }
    }
    let reads = uris.into_iter().map(|uri| {
        let bucket = &buckets[uri.bucket.as_str()];
        async move {
            let columns = columns(bucket, &uri).await?;
            Ok::<_, Error>(File { uri, columns })
        }
    });
    stream::iter(reads)
        .buffered(CALLS_AT_ONCE)
        .try_collect()
        .await
}

async fn below(bucket: &Bucket, name: &str, prefix: &str) -> Result<Vec<S3Uri>> {
    let keys = bucket.keys(prefix).await?.into_iter();
    // The console makes a folder of an empty object with such a name.
    let files = keys.filter(|key| !key.ends_with('/'));
    let files = files.map(|key| S3Uri {
        bucket: name.to_owned(),
        key,
    });
    Ok(files.collect())
}

/// The columns of a file, by its first line.
async fn columns(bucket: &Bucket, uri: &S3Uri) -> Result<Vec<String>> {
    let refused = |why: &str| Error::new(Kind::Refused, format!("{uri}: {why}"));
    let head = bucket
        .head(&uri.key, HEAD)
        .await?
        .ok_or_else(|| Error::usage(format!("there is no {uri}")))?;
    if head.starts_with(BOM) {
        return Err(refused("it begins with a byte order mark, which QuickSight takes for a part of the first column")
            .hint("report csv without --bom writes none"));
    }

    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&head[..]);
    let first = reader.records().next();
    let first = first.ok_or_else(|| refused("it is empty"))?;
    let first = first.map_err(|error| refused(&format!("its first line is no CSV: {error}")))?;
    // A line that does not end in what was read is not known.
    let whole = usize::try_from(reader.position().byte()).is_ok_and(|read| read < HEAD);
    if head.len() == HEAD && !whole {
        return Err(refused("its first line has no end within 64 KiB"));
    }
    let columns: Vec<String> = first.iter().map(str::to_owned).collect();
    match columns.iter().find_map(|name| column_mistake(name)) {
        Some(mistake) => Err(refused(&mistake)),
        None => Ok(columns),
    }
}

fn column(file: &File, at: usize) -> String {
    let name = file.columns.get(at);
    name.map_or_else(|| "missing".to_owned(), |name| format!("`{name}`"))
}

fn foreign(file: &File) -> Error {
    let message = format!(
        "{} is no report: its first line has not the columns that `patchctl report csv` writes",
        file.uri
    );
    Error::new(Kind::Refused, message).hint("name the reports alone, or their own prefix")
}

/// How many columns all files have, which have to be the same.
fn check_columns(files: &[File]) -> Result<usize> {
    let first = &files[0];
    let other = files.iter().find(|file| file.columns != first.columns);
    let Some(other) = other else {
        // All alike may be all foreign.
        return match Shape::of(&first.columns) {
            Some(_) => Ok(first.columns.len()),
            None => Err(foreign(first)),
        };
    };

    // The first column that differs says more than two lists of names.
    let differs = other
        .columns
        .iter()
        .zip(&first.columns)
        .position(|(a, b)| a != b);
    let at = differs.unwrap_or_else(|| other.columns.len().min(first.columns.len()));
    let message = format!(
        "{} has other columns than {}: column {} is {} here and {} there",
        other.uri,
        first.uri,
        at + 1,
        column(other, at),
        column(first, at)
    );
    Err(Error::new(Kind::Refused, message).hint(
        "QuickSight reads all files of a manifest as one table: write a manifest for each layout",
    ))
}
