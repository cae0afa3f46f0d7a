//! `patchctl completion`.

use clap::Args;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::context::Context;
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

/// Prints a completion script.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(context: &Context, args: &CompletionArgs) -> Result<ExitCode> {
    context.ui.write(&script(args.shell))?;
    Ok(ExitCode::Done)
}

/// The completion script of a shell.
pub fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::tree(), "patchctl", &mut script);
    String::from_utf8(script).expect("completion scripts are text")
}
