//! SIGINT and SIGTERM, as a value that a command can wait for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use crate::error::{Error, Kind};

/// Tells when a signal came, and which.
#[derive(Clone, Debug)]
pub struct Interrupt {
    signals: watch::Receiver<Signals>,
    held: Arc<AtomicUsize>,
    taken: Arc<AtomicUsize>,
}

/// The signals so far.
#[derive(Clone, Copy, Debug, Default)]
struct Signals {
    first: Option<u8>,
    last: u8,
    count: usize,
}

impl Signals {
    fn add(&mut self, number: u8) {
        self.first.get_or_insert(number);
        self.last = number;
        self.count += 1;
    }
}

/// While it lives, the command takes care of a signal by itself.
#[derive(Debug)]
pub struct Held(Arc<AtomicUsize>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Interrupt {
    /// Starts listening; must be called inside the runtime.
    pub fn listen() -> Self {
        let (sender, signals) = watch::channel(Signals::default());
        // Registered here and not in the task, so that no signal ends the program before the task
        // has had its first turn.
        if let Some(mut source) = Source::register() {
            tokio::spawn(async move {
                loop {
                    let number = source.next().await;
                    sender.send_modify(|signals| signals.add(number));
                }
            });
        }

        Self {
            signals,
            held: Arc::default(),
            taken: Arc::default(),
        }
    }

    /// Asks for time to clean up after a signal, as long as the answer lives.
    pub fn hold(&self) -> Held {
        self.held.fetch_add(1, Ordering::SeqCst);
        Held(Arc::clone(&self.held))
    }

    /// Leaves every signal to the command as long as the answer lives: it decides what a signal
    /// means.
    pub fn take_over(&self) -> Held {
        self.taken.fetch_add(1, Ordering::SeqCst);
        Held(Arc::clone(&self.taken))
    }

    /// How many signals came so far.
    pub fn so_far(&self) -> usize {
        self.signals.borrow().count
    }

    /// Waits until more than `earlier` signals came, and answers the number of the last: 2 or 15.
    pub async fn after(&self, earlier: usize) -> u8 {
        let mut signals = self.signals.clone();
        match signals.wait_for(|signals| signals.count > earlier).await {
            Ok(signals) => signals.last,
            Err(_) => std::future::pending().await,
        }
    }

    /// Waits for a signal and answers its number: 2 or 15.
    pub async fn wait(&self) -> u8 {
        self.wait_for(1).await
    }

    /// The signal that asked to stop, if one came.
    pub fn requested(&self) -> Option<u8> {
        self.signals.borrow().first
    }

    async fn wait_for(&self, count: usize) -> u8 {
        let mut signals = self.signals.clone();
        match signals.wait_for(|signals| signals.count >= count).await {
            Ok(signals) => signals.first.unwrap_or(2),
            Err(_) => std::future::pending().await,
        }
    }

    /// As [`Interrupt::error`], but leaves a command that holds the time to clean up; a second
    /// signal ends that.
    pub async fn error_after_grace(&self, grace: Duration) -> Error {
        let mut heard = 0;
        let mut error = self.error().await;

        // Read again after each signal: the command may have given its signals back meanwhile.
        while self.taken.load(Ordering::SeqCst) > 0 {
            heard = self.so_far().max(heard);
            error = interrupted(self.after(heard).await);
        }

        if self.held.load(Ordering::SeqCst) > 0 {
            tokio::select! {
                () = tokio::time::sleep(grace) => {}
                _ = self.wait_for(2) => {}
            }
        }

        error
    }

    /// Waits for a signal and answers it as an error (exit 130 or 143).
    pub async fn error(&self) -> Error {
        interrupted(self.wait().await)
    }
}

/// The error for a signal (exit 130 or 143).
pub fn interrupted(number: u8) -> Error {
    let name = if number == 15 { "SIGTERM" } else { "SIGINT" };
    Error::new(Kind::Interrupted(number), format!("stopped by {name}"))
}

/// Where signals come from.
#[cfg(unix)]
struct Source {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Source {
    fn register() -> Option<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Some(Self {
            interrupt: signal(SignalKind::interrupt()).ok()?,
            terminate: signal(SignalKind::terminate()).ok()?,
        })
    }

    async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.interrupt.recv() => 2,
            _ = self.terminate.recv() => 15,
        }
    }
}

/// Where signals come from: Ctrl-C alone.
#[cfg(not(unix))]
struct Source;

#[cfg(not(unix))]
impl Source {
    fn register() -> Option<Self> {
        Some(Self)
    }

    async fn next(&mut self) -> u8 {
        match tokio::signal::ctrl_c().await {
            Ok(()) => 2,
            Err(_) => std::future::pending().await,
        }
    }
}
