//! `patchctl completion`.

use async_trait::async_trait;
use clap::{Args, Command};
use clap_complete::Shell;

use crate::commands::Noun;
use crate::context::{Context, Needs};
use crate::error::Result;
use crate::exit::ExitCode;

/// Arguments of `completion`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl completion bash > ~/.local/share/bash-completion/completions/patchctl
  patchctl completion zsh > \"${fpath[1]}/_patchctl\"
  patchctl completion fish > ~/.config/fish/completions/patchctl.fish")]
pub struct CompletionArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl CompletionArgs {
    /// The script for this program.
    pub fn with(&self, tree: Command) -> Completion<'_> {
        Completion { args: self, tree }
    }
}

/// What was asked, with the description of the program.
pub struct Completion<'a> {
    args: &'a CompletionArgs,
    tree: Command,
}

#[async_trait(?Send)]
impl Noun for Completion<'_> {
    fn needs(&self) -> Needs {
        Needs::Nothing
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        context
            .ui
            .write_raw(&script(self.args.shell, self.tree.clone()))?;
        Ok(ExitCode::Done)
    }
}

/// The completion script of a shell.
fn script(shell: Shell, mut tree: Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut tree, "patchctl", &mut script);
    String::from_utf8(script).expect("completion scripts are text")
}
