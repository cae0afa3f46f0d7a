//! What a command works with: output, environment, clock, settings, and the way to AWS or the
//! sandbox.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::SignedDuration;

use crate::args::global::GlobalArgs;
use crate::domain::fleet::remark::Remark;
use crate::error::{Error, Result};
use crate::output::query::Query;
use crate::output::terminal::Terminal;
use crate::output::{OutputOptions, Ui};
use crate::process::clock::Clock;
use crate::process::env::Env;
use crate::process::interrupt::Interrupt;
use crate::sandbox::{self, Sandbox};
use crate::settings;
use crate::settings::{SandboxChoice, Settings, Sources};

/// How long waiting in the sandbox really takes, however much time passes there.
const SANDBOX_TICK: Duration = Duration::from_millis(10);
/// The same while a person watches.
const SANDBOX_TICK_WATCHED: Duration = Duration::from_millis(150);

/// What must be there before a command runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// AWS or the sandbox; an empty sandbox is filled.
    Aws,
    /// The settings, and the sandbox when there is one.
    SandboxIfThere,
    /// The settings.
    Settings,
    /// Not even the settings, so that a broken config file keeps nobody from help.
    Nothing,
}

/// What a command works with.
#[derive(Debug)]
pub struct Context {
    /// Everything that is shown.
    pub ui: Ui,
    /// The environment.
    pub env: Env,
    /// The time; the sandbox has its own.
    pub clock: Clock,
    /// Every setting, with its origin.
    pub settings: Settings,
    /// The sandbox, when the command runs against it.
    pub sandbox: Option<Sandbox>,
    /// Whether the sandbox was empty, and was filled by this command.
    pub seeded: bool,
    /// Signals.
    pub interrupt: Interrupt,
}

impl Context {
    /// Resolves settings and looks at the terminal; touches no network. Opens the sandbox when
    /// `world` is needed and it is chosen.
    ///
    /// # Errors
    /// A usage error for a bad setting; a failure when the sandbox cannot be opened.
    pub fn new(args: GlobalArgs, env: Env, needs: Needs) -> Result<Self> {
        let sources = match needs {
            Needs::Nothing => Sources::WithoutFile,
            _ => Sources::All,
        };
        let settings = Settings::resolve(&args, &env, sources)?;
        let terminal = Terminal::detect(settings.color.value, &env);
        let options = output_options(&args, &settings)?;
        let clock = base_clock(&env, &settings.sandbox.value, needs)?;

        let context = Self {
            ui: Ui::new(terminal, options, clock.clone()),
            env,
            clock,
            settings,
            sandbox: None,
            seeded: false,
            // Before the sandbox is opened and filled, which no signal may cut in half.
            interrupt: Interrupt::listen(),
        };
        let _held = context.interrupt.hold();
        match needs {
            Needs::Aws => context.open_sandbox(),
            Needs::SandboxIfThere if sandbox::exists(&context.sandbox_dir()?) => {
                context.open_sandbox()
            }
            Needs::SandboxIfThere | Needs::Settings | Needs::Nothing => Ok(context),
        }
    }

    fn open_sandbox(self) -> Result<Self> {
        if self.settings.sandbox.value == SandboxChoice::Off {
            return Ok(self);
        }

        let dir = self.sandbox_dir()?;
        self.check_meant(&dir)?;
        let opened = Sandbox::open(&dir, self.clock.clone())?;

        // The offset is kept in the sandbox: what was advanced stays so for the next command.
        let clock = self.clock.moved_by(opened.sandbox.offset()?);

        Ok(Self {
            ui: self.ui.with_clock(clock.clone()),
            clock,
            sandbox: Some(opened.sandbox),
            seeded: opened.seeded,
            ..self
        })
    }

    /// Refuses two places for the answers at once.
    fn check_meant(&self, dir: &Path) -> Result<()> {
        // A setting or a variable gives way to the sandbox; only who typed both must say what was
        // meant.
        if !matches!(self.settings.endpoint_url.origin, settings::Origin::Flag(_)) {
            return Ok(());
        }

        let what = match &self.settings.sandbox.origin {
            settings::Origin::Flag(_) => "--sandbox".to_owned(),
            origin => format!("the sandbox {} ({origin})", dir.display()),
        };
        Err(self.sandbox_ways_out(Error::usage(format!(
            "--endpoint-url and {what} exclude each other"
        ))))
    }

    /// Adds how to leave a sandbox that was not named on this command line.
    pub fn sandbox_ways_out(&self, error: Error) -> Error {
        // Each origin has a way out of its own; a flag of this line needs none but to be left out.
        match &self.settings.sandbox.origin {
            settings::Origin::Environment(name) => {
                error.first_hint(format!("for AWS: add --no-sandbox, or unset {name}"))
            }
            settings::Origin::File(path) => error.first_hint(format!(
                "for AWS: add --no-sandbox, or take `sandbox` out of {}",
                path.display()
            )),
            _ => error.first_hint("leave out one of them"),
        }
    }

    /// Says what was found while something is read or done. The rooms that do that print nothing
    /// themselves.
    pub fn tell(&self, remark: Remark) {
        self.ui.remark(&remark);
    }

    /// How time passes here.
    pub fn pace(&self) -> Pace {
        Pace {
            sandbox: self.sandbox.clone(),
            clock: self.clock.clone(),
            tick: if self.ui.is_watched() {
                SANDBOX_TICK_WATCHED
            } else {
                SANDBOX_TICK
            },
            interrupt: self.interrupt.clone(),
        }
    }

    /// Lets time pass while something is waited for.
    ///
    /// # Errors
    /// When the clock of the sandbox cannot be moved.
    pub async fn pause(&self, length: Duration) -> Result<()> {
        self.pace().pause(length).await
    }

    /// After how long at most who rests looks up, because another process may ask it to stop. Hours
    /// pass at once in the sandbox.
    pub fn looks_up_every(&self) -> Duration {
        Duration::from_secs(if self.sandbox.is_some() { 600 } else { 10 })
    }

    /// The folder of the sandbox, whether or not it is in use.
    ///
    /// # Errors
    /// When the home folder is not known.
    pub fn sandbox_dir(&self) -> Result<PathBuf> {
        match &self.settings.sandbox.value {
            SandboxChoice::At(dir) => Ok(dir.clone()),
            SandboxChoice::Usual | SandboxChoice::Off => settings::usual_sandbox_dir(),
        }
    }

    /// The folder of the receipts of runs. Those of the sandbox are kept with it, and go with it.
    ///
    /// # Errors
    /// When the home folder is not known.
    pub fn runs_dir(&self) -> Result<PathBuf> {
        let base = if self.sandbox.is_some() {
            self.sandbox_dir()?
        } else {
            settings::state_dir()?
        };
        Ok(base.join(sandbox::RUNS))
    }
}

/// How time passes while something is waited for, and what ends that early. The sandbox has no reason
/// to make anybody wait: its clock is moved instead.
#[derive(Clone, Debug)]
pub struct Pace {
    sandbox: Option<Sandbox>,
    clock: Clock,
    /// How long waiting in the sandbox really takes.
    tick: Duration,
    interrupt: Interrupt,
}

impl Pace {
    /// Lets time pass.
    ///
    /// # Errors
    /// When the clock of the sandbox cannot be moved.
    pub async fn pause(&self, length: Duration) -> Result<()> {
        let Some(sandbox) = &self.sandbox else {
            tokio::time::sleep(length).await;
            return Ok(());
        };
        tokio::time::sleep(self.tick).await;

        // At least a second, or who waits for less would wait for ever on a clock that stands.
        let seconds = i64::try_from(length.as_secs()).unwrap_or(i64::MAX).max(1);
        sandbox.advance(SignedDuration::from_secs(seconds))?;
        self.clock.move_to(sandbox.offset()?);
        Ok(())
    }

    /// The same, unless a signal comes or has come that nobody has answered: then its number.
    ///
    /// # Errors
    /// When the clock of the sandbox cannot be moved.
    pub async fn pause_or_signal(&self, length: Duration) -> Result<Option<u8>> {
        // Even no time at all would move the clock of the sandbox by a second.
        if length.is_zero() && !self.interrupt.is_open() {
            return Ok(None);
        }
        tokio::select! {
            // First, or the clock of the sandbox would move for somebody who leaves.
            biased;
            number = self.interrupt.open() => Ok(Some(number)),
            passed = self.pause(length) => passed.map(|()| None),
        }
    }
}

/// `PATCHCTL_NOW` stops the clock for tests and drills. Against AWS it would make a stale node look
/// fresh, so it is refused there.
fn base_clock(env: &Env, sandbox: &SandboxChoice, needs: Needs) -> Result<Clock> {
    let Some(text) = env.get("PATCHCTL_NOW") else {
        return Ok(Clock::system());
    };

    if needs == Needs::Aws && *sandbox == SandboxChoice::Off {
        return Err(Error::usage("PATCHCTL_NOW is only for the sandbox")
            .hint("unset PATCHCTL_NOW, or add --sandbox"));
    }

    let now = text
        .parse()
        .map_err(|error| Error::usage("PATCHCTL_NOW is not an RFC 3339 time").with_source(error))?;
    Ok(Clock::fixed(now))
}

fn output_options(args: &GlobalArgs, settings: &Settings) -> Result<OutputOptions> {
    let output = &args.output;
    let query = output.query.as_deref().map(Query::compile).transpose()?;
    // A default is no choice: what `--query` selects has another one than a whole result.
    let chosen = settings.output.origin != settings::Origin::Default;
    Ok(OutputOptions {
        format: chosen.then_some(settings.output.value),
        explicit_format: output.output.is_some(),
        query,
        columns: output.columns.clone(),
        sort: output.sort.clone(),
        quiet: output.quiet,
    })
}
