//! SIGINT and SIGTERM, as a value that a command can wait for.

use std::time::Duration;

use tokio::sync::watch;

use crate::error::{Error, Kind};

/// Tells when a signal came, and which.
#[derive(Clone, Debug)]
pub struct Interrupt {
    signal: watch::Receiver<Option<u8>>,
}

impl Interrupt {
    /// Starts listening; must be called inside the runtime.
    pub fn listen() -> Self {
        let (sender, signal) = watch::channel(None);
        tokio::spawn(async move {
            let number = next_signal().await;
            sender.send_replace(Some(number));
            sender.closed().await;
        });
        Self { signal }
    }

    /// Waits for a signal and answers its number: 2 or 15.
    pub async fn wait(&self) -> u8 {
        let mut signal = self.signal.clone();
        match signal.wait_for(Option::is_some).await {
            Ok(number) => number.unwrap_or(2),
            Err(_) => std::future::pending().await,
        }
    }

    /// As [`Interrupt::error`], but leaves a command that cleans up by itself the time to do so.
    pub async fn error_after_grace(&self, grace: Duration) -> Error {
        let error = self.error().await;
        tokio::time::sleep(grace).await;
        error
    }

    /// Waits for a signal and answers it as an error (exit 130 or 143).
    pub async fn error(&self) -> Error {
        let number = self.wait().await;
        let name = if number == 15 { "SIGTERM" } else { "SIGINT" };
        Error::new(Kind::Interrupted(number), format!("stopped by {name}"))
    }
}

#[cfg(unix)]
async fn next_signal() -> u8 {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        (Ok(mut interrupt), Ok(mut terminate)) => tokio::select! {
            _ = interrupt.recv() => 2,
            _ = terminate.recv() => 15,
        },
        _ => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn next_signal() -> u8 {
    match tokio::signal::ctrl_c().await {
        Ok(()) => 2,
        Err(_) => std::future::pending().await,
    }
}
