//! `patchctl man`.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use clap::{Args, Command};
use clap_mangen::Man;

use crate::commands::Noun;
use crate::context::{Context, Needs};
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

impl ManArgs {
    /// The pages of this program.
    pub fn with(&self, tree: Command) -> Manual<'_> {
        Manual { args: self, tree }
    }
}

/// What was asked, with the description of the program.
pub struct Manual<'a> {
    args: &'a ManArgs,
    tree: Command,
}

#[async_trait(?Send)]
impl Noun for Manual<'_> {
    fn needs(&self) -> Needs {
        Needs::Nothing
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        let pages = pages(self.tree.clone());
        match &self.args.output_dir {
            Some(dir) => write(context, &pages, dir),
            None => print(context, &pages, &self.args.command),
        }
    }
}

/// Prints the page of one command.
fn print(context: &Context, pages: &[(String, String)], command: &[String]) -> Result<ExitCode> {
    let mut file = "patchctl".to_owned();
    for word in command {
        file.push_str(&format!("-{word}"));
    }
    // The pages are named as man names them: patchctl-compliance-check.
    file.push_str(".1");

    let page = pages.iter().find(|(name, _)| *name == file);
    let (_, text) = page.ok_or_else(|| {
        Error::usage(format!("there is no command `{}`", command.join(" "))).hint("patchctl help")
    })?;
    context.ui.write_raw(text)?;
    Ok(ExitCode::Done)
}

/// Writes every page into a folder.
fn write(context: &Context, pages: &[(String, String)], dir: &Path) -> Result<ExitCode> {
    std::fs::create_dir_all(dir)
        .map_err(|error| Error::io(format!("cannot create {}", dir.display()), error))?;
    // One file for each, as packagers install them.
    for (file, text) in pages {
        let path = dir.join(file);
        std::fs::write(&path, text)
            .map_err(|error| Error::io(format!("cannot write {}", path.display()), error))?;
    }

    context.ui.note(&format!(
        "wrote {} to {}",
        crate::domain::text::words::count(pages.len(), "page"),
        dir.display()
    ));
    Ok(ExitCode::Done)
}

/// Every page: its file name and its text.
fn pages(mut tree: Command) -> Vec<(String, String)> {
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
