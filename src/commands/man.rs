//! `patchctl man`.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use crate::cli::Cli;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::exit::ExitCode;

/// Arguments of `man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl man | man -l -
  patchctl man compliance check | man -l -
  patchctl man --output-dir ~/.local/share/man/man1")]
pub struct ManArgs {
    /// The command whose page is printed; without one, the page of patchctl itself
    #[arg(value_name = "COMMAND", conflicts_with = "output_dir")]
    command: Vec<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
}

/// Prints or writes man pages.
///
/// # Errors
/// A usage error for a command that does not exist; a failure when a page cannot be written.
pub fn run(context: &Context, args: &ManArgs) -> Result<ExitCode> {
    let pages = pages();
    let Some(dir) = &args.output_dir else {
        let name = std::iter::once("patchctl")
            .chain(args.command.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join("-");
        let page = pages
            .into_iter()
            .find(|(file, _)| file.strip_suffix(".1") == Some(name.as_str()));
        let (_, text) = page.ok_or_else(|| {
            Error::usage(format!("there is no command `{}`", args.command.join(" ")))
                .hint("patchctl help")
        })?;
        context.ui.write(&text)?;
        return Ok(ExitCode::Done);
    };
    std::fs::create_dir_all(dir)
        .map_err(|error| Error::io(format!("cannot create {}", dir.display()), error))?;
    for (file, text) in &pages {
        let path = dir.join(file);
        std::fs::write(&path, text)
            .map_err(|error| Error::io(format!("cannot write {}", path.display()), error))?;
    }
    context.ui.note(&format!(
        "wrote {} to {}",
        crate::output::count(pages.len(), "page"),
        dir.display()
    ));
    Ok(ExitCode::Done)
}

/// Every page: its file name and its text.
pub fn pages() -> Vec<(String, String)> {
    let mut tree = Cli::tree();
    tree.build();
    let mut pages = Vec::new();
    collect(&tree, "patchctl", &mut pages);
    pages
}

fn collect(command: &Command, name: &str, pages: &mut Vec<(String, String)>) {
    let page = command
        .clone()
        .name(name.to_owned())
        .display_name(name.to_owned())
        .bin_name(name.replace('-', " "));
    let mut text = Vec::new();
    Man::new(page)
        .title(name.to_uppercase())
        .section("1")
        .date(DATE)
        .source(concat!("patchctl ", env!("CARGO_PKG_VERSION")))
        .manual("patchctl manual")
        .render(&mut text)
        .expect("writing into memory cannot fail");
    let text = String::from_utf8(text).expect("man pages are text");
    // The generator writes a blank line between two breaks, which mandoc takes for one too many.
    pages.push((
        format!("{name}.1"),
        text.replace("\n.br\n\n.br\n", "\n.sp\n"),
    ));
    for child in command.get_subcommands() {
        collect(child, &format!("{name}-{}", child.get_name()), pages);
    }
}

/// The date of the pages: that of the release, so that they do not change by themselves.
const DATE: &str = "2026-11-21";
