//! SIGINT, SIGTERM and SIGHUP, as a value that a command can wait for.
//!
//! A thread of its own hears them, because the one that everything else happens on may stand in a
//! read of a pipe that nobody writes to, or in a write to one that nobody reads. When a command does
//! not take notice of a signal within a moment, that thread ends the program.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;

use crate::error::{Error, Kind};

/// How long a command may take to notice a signal.
const PATIENCE: Duration = Duration::from_secs(1);

/// The same for one that decides itself what a signal means: it may be busy with many nodes.
const PATIENCE_WITH_RUNS: Duration = Duration::from_secs(3);

/// How long the last words may take: standard error may be the pipe that nobody reads.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// How long a command may take to clean up after a signal.
const CLEAN_UP: Duration = Duration::from_secs(20);

/// Tells when a signal came, and which.
#[derive(Clone, Debug)]
pub struct Interrupt {
    signals: watch::Receiver<Signals>,
    held: Arc<AtomicUsize>,
    taken: Arc<AtomicUsize>,
    /// How many signals were noticed where commands run.
    noticed: Arc<AtomicUsize>,
    /// How many signals the command has answered, so that they mean nothing more to it.
    answered: Arc<AtomicUsize>,
    say: Arc<OnceLock<fn(&Error)>>,
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
    /// Starts listening.
    pub fn listen() -> Self {
        let (sender, signals) = watch::channel(Signals::default());
        let interrupt = Self {
            signals,
            held: Arc::default(),
            taken: Arc::default(),
            noticed: Arc::default(),
            answered: Arc::default(),
            say: Arc::default(),
        };
        // Without a thread or a descriptor left, signals do what they do to any program.
        if let Some(ear) = Ear::open() {
            let told = interrupt.clone();
            let _thread = thread::Builder::new().spawn(move || ear.listen(&sender, &told));
        }
        interrupt
    }

    /// How to say why the program ends when the command does not notice a signal.
    pub fn say_with(&self, say: fn(&Error)) {
        let _said_before = self.say.set(say);
    }

    /// Ends the program when a signal that just came is not noticed in time; how long that is
    /// depends on what the command does.
    async fn end_unless_noticed(self, signals: Signals) {
        let taken = self.taken.load(Ordering::SeqCst) > 0;
        let held = self.held.load(Ordering::SeqCst) > 0;
        // The second signal ends the cleaning up.
        let patience = match (taken, held && signals.count < 2) {
            (true, _) => PATIENCE_WITH_RUNS,
            (false, true) => CLEAN_UP + PATIENCE,
            (false, false) => PATIENCE,
        };
        tokio::time::sleep(patience).await;

        // What was noticed ends the program as well, but where the command decides.
        let noticed = self.noticed.load(Ordering::SeqCst) >= signals.count;
        if !(taken && noticed) {
            leave(interrupted(signals.last), self.say.get().copied());
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

    /// Takes the signals so far as answered: whoever waits for one waits for a later one.
    pub fn answer(&self) {
        self.answered.fetch_max(self.so_far(), Ordering::SeqCst);
    }

    /// Whether a signal came that nobody has answered.
    pub fn is_open(&self) -> bool {
        self.so_far() > self.answered.load(Ordering::SeqCst)
    }

    /// Waits for a signal that nobody has answered, and gives its number: 1, 2 or 15.
    pub async fn open(&self) -> u8 {
        self.after(self.answered.load(Ordering::SeqCst)).await
    }

    /// How many signals came so far.
    fn so_far(&self) -> usize {
        self.signals.borrow().count
    }

    /// Waits until more than `earlier` signals came, and answers the number of the last: 1, 2
    /// or 15.
    async fn after(&self, earlier: usize) -> u8 {
        let mut signals = self.signals.clone();
        match signals.wait_for(|signals| signals.count > earlier).await {
            Ok(signals) => signals.last,
            Err(_) => std::future::pending().await,
        }
    }

    /// Waits for a signal and answers its number: 1, 2 or 15.
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
    pub async fn error_after_grace(&self) -> Error {
        let mut heard = 0;
        let mut error = self.error().await;
        self.noticed.store(self.so_far(), Ordering::SeqCst);

        // Read again after each signal: the command may have given its signals back meanwhile.
        while self.taken.load(Ordering::SeqCst) > 0 {
            heard = self.so_far().max(heard);
            error = interrupted(self.after(heard).await);
            self.noticed.store(self.so_far(), Ordering::SeqCst);
        }

        if self.held.load(Ordering::SeqCst) > 0 {
            tokio::select! {
                () = tokio::time::sleep(CLEAN_UP) => {}
                _ = self.wait_for(2) => {}
            }
        }

        error
    }

    /// Waits for a signal and answers it as an error (exit 129, 130 or 143).
    pub async fn error(&self) -> Error {
        interrupted(self.wait().await)
    }
}

/// Ends the program from beside the command, which stands still.
#[expect(clippy::exit, reason = "nobody is left to return to")]
fn leave(error: Error, say: Option<fn(&Error)>) -> ! {
    let code = error.exit_code().number();
    let (sender, said) = mpsc::channel();
    let _thread = thread::Builder::new().spawn(move || {
        if let Some(say) = say {
            say(&error);
        }
        sender.send(())
    });
    let _too_late = said.recv_timeout(LAST_WORDS);
    std::process::exit(code.into());
}

/// The error for a signal (exit 129, 130 or 143).
pub fn interrupted(number: u8) -> Error {
    let name = match number {
        1 => "SIGHUP",
        15 => "SIGTERM",
        _ => "SIGINT",
    };
    Error::new(Kind::Interrupted(number), format!("stopped by {name}"))
}

/// Hears signals, with a runtime of its own.
struct Ear {
    runtime: tokio::runtime::Runtime,
    source: Source,
}

impl Ear {
    /// Registered here and not in the thread, so that no signal ends the program before the thread
    /// has had its first turn.
    fn open() -> Option<Self> {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().ok()?;
        let inside = runtime.enter();
        let source = Source::register()?;
        drop(inside);
        Some(Self { runtime, source })
    }

    fn listen(mut self, sender: &watch::Sender<Signals>, told: &Interrupt) {
        self.runtime.block_on(async {
            loop {
                let number = self.source.next().await;
                sender.send_modify(|signals| signals.add(number));
                let signals = *sender.borrow();
                tokio::spawn(told.clone().end_unless_noticed(signals));
            }
        });
    }
}

/// Where signals come from.
#[cfg(unix)]
struct Source {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    /// None when nobody may hear it.
    hang_up: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Source {
    fn register() -> Option<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Some(Self {
            interrupt: signal(SignalKind::interrupt()).ok()?,
            terminate: signal(SignalKind::terminate()).ok()?,
            // Who started the program under nohup wants it to go on. Where that cannot be told, the
            // system does with the signal what it does for every program.
            hang_up: match ignores_hang_up() {
                Some(false) => signal(SignalKind::hangup()).ok(),
                _ => None,
            },
        })
    }

    async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.interrupt.recv() => 2,
            _ = self.terminate.recv() => 15,
            Some(()) = async { self.hang_up.as_mut()?.recv().await } => 1,
        }
    }
}

/// Whether SIGHUP was ignored when the program began (proc(5): a mask, whose lowest bit is signal
/// 1); `None` where the system does not tell.
#[cfg(unix)]
fn ignores_hang_up() -> Option<bool> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))?;
    let mask = u64::from_str_radix(mask.trim(), 16).ok()?;
    Some(mask & 1 == 1)
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
