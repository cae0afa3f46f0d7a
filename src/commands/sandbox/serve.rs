//! `patchctl sandbox serve`.

use clap::Args;
use tokio::net::TcpListener;

use crate::commands::sandbox::open::open;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::sandbox::{self, serve};

/// Arguments of `sandbox serve`.
#[derive(Debug, Args)]
#[command(after_help = "\
The first line on standard output is the URL. The lines on standard error are what another client needs.

Examples:
  patchctl sandbox serve
  patchctl sandbox serve --listen 127.0.0.1:0")]
pub struct ServeArgs {
    /// Listen here; only loopback addresses, port 0 for any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4567")]
    listen: String,
}

/// Serves until a signal comes.
///
/// # Errors
/// An address that is not loopback or is taken.
pub async fn run(context: &Context, args: &ServeArgs) -> Result<ExitCode> {
    let address = serve::check_loopback(&args.listen)?;
    let sandbox = open(context)?;
    let listener = TcpListener::bind(address).await.map_err(|error| {
        Error::io(format!("cannot listen on {address}"), error)
            .hint("choose another port with --listen, or 127.0.0.1:0 for any free one")
    })?;

    let bound = listener
        .local_addr()
        .map_err(|error| Error::io("cannot tell the address", error))?;
    let dir = context.sandbox_dir()?;

    // The first line is for programs that wait for it; what follows on standard error is for
    // people.
    context.ui.write_raw(&format!("http://{bound}\n"))?;
    context.ui.note(&format!(
        "for other clients: export AWS_ENDPOINT_URL=http://{bound} AWS_CONFIG_FILE={} AWS_SHARED_CREDENTIALS_FILE={}",
        sandbox::aws_config_file(&dir).display(),
        sandbox::credentials_file(&dir).display()
    ));
    context.ui.note("stop with Ctrl-C");

    // A signal ends the serving, and not the process by itself.
    let _held = context.interrupt.hold();
    let interrupt = context.interrupt.clone();
    let stop = async move {
        interrupt.wait().await;
    };
    serve::serve(sandbox, listener, stop).await?;
    Ok(ExitCode::Done)
}
