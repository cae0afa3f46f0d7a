//! Opens, creates, replaces and removes a sandbox on disk.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, OnceLock};

use super::catalog::host::{self, Host};
use super::faults::Drill;
use super::fleet::{self, FleetFile};
use super::instance::{Inner, Sandbox};
use super::secret;
use super::status::Status;
use super::store::{self, Seed, Store};
use super::world::generated::MOST;
use crate::error::{Error, Result};
use crate::process::clock::Clock;
use crate::process::private;
use crate::process::whole::write_private;

/// Names the folder as ours, so that a reset recognises it even when the store is damaged.
const MARK: &str = ".patchctl-sandbox";

/// What [`Sandbox::open`] gives.
#[derive(Debug)]
pub struct Opened {
    /// The sandbox.
    pub sandbox: Sandbox,
    /// Whether this was the first use, which put the example fleet into it.
    pub seeded: bool,
}

/// What is seeded.
#[derive(Clone, Debug, Default)]
pub struct SeedOptions {
    /// A fleet file: its name, for messages, and its text; the example fleet when absent.
    pub fleet: Option<(String, String)>,
    /// Generate this many nodes in place of the nodes of the fleet file.
    pub generated_nodes: Option<u32>,
}

impl Sandbox {
    /// Opens the sandbox in a folder; the first use creates it with the example fleet.
    pub fn open(dir: &Path, clock: Clock) -> Result<Opened> {
        let seeded = ensure(dir, clock.clone())?;
        let store = Store::open(&dir.join(store::FILE))?;
        // A store that cannot be read is told now, and not by the first call.
        store.snapshot()?;
        let inner = Inner {
            dir: dir.to_owned(),
            clock,
            store,
            drill: Drill::default(),
            requests: AtomicU64::new(0),
            s3: OnceLock::new(),
            glimpsed: Mutex::default(),
        };

        Ok(Opened {
            sandbox: Self(Arc::new(inner)),
            seeded,
        })
    }
}

/// Puts a fleet into the sandbox in a folder; nothing of an earlier one remains. Writes nothing
/// when the fleet is invalid.
pub fn seed(dir: &Path, clock: Clock, options: &SeedOptions) -> Result<Status> {
    seed_fleet(dir, clock, options, &read(options)?)
}

/// As [`seed`], with a machine that joins the fleet; the fleet has nothing else in it when none is
/// named.
pub fn seed_with_host(
    dir: &Path,
    clock: Clock,
    options: &SeedOptions,
    host: &Host,
) -> Result<Status> {
    let mut fleet = if options.fleet.is_some() {
        read(options)?
    } else {
        host::empty_fleet()?
    };
    host.join(&mut fleet)?;
    seed_fleet(dir, clock, options, &fleet)
}

fn seed_fleet(
    dir: &Path,
    clock: Clock,
    options: &SeedOptions,
    fleet: &FleetFile,
) -> Result<Status> {
    let lock = prepare(dir)?;
    let path = dir.join(store::FILE);
    let before = path.exists().then(|| Store::open(&path)).transpose()?;
    // The keys are the sandbox's, not the fleet's: who has them set up goes on.
    let secret = match before.as_ref().map(Store::secret).transpose()?.flatten() {
        Some(secret) => secret,
        None => secret::new()?,
    };
    let seed = Seed {
        fleet,
        seeded: clock.now(),
        generated_nodes: options.generated_nodes,
        secret: &secret,
    };
    match before {
        Some(store) => store.replace(&seed)?,
        None => Store::create(&path, &seed)?,
    }

    // Buckets and receipts are of the fleet that was there before.
    remove(&dir.join("s3"))?;
    remove(&dir.join(RUNS))?;
    write_folders(dir, fleet, &secret)?;

    drop(lock);
    // Others may go on while the status is read.
    Sandbox::open(dir, clock)?.sandbox.status()
}

/// The folder of the receipts of patch runs. They belong to the fleet on which the runs were, and
/// go with it.
pub const RUNS: &str = "runs";

/// Whether a folder holds a sandbox, healthy or not.
pub fn exists(dir: &Path) -> bool {
    dir.join(store::FILE).exists() || dir.join(MARK).exists()
}

/// Creates the sandbox with the example fleet when there is none; tells whether it did.
pub(super) fn ensure(dir: &Path, clock: Clock) -> Result<bool> {
    let path = dir.join(store::FILE);
    if path.exists() {
        return Ok(false);
    }
    let lock = prepare(dir)?;
    // Another process may have been faster.
    if path.exists() {
        return Ok(false);
    }

    let fleet = read(&SeedOptions::default())?;
    let secret = secret::new()?;
    write_folders(dir, &fleet, &secret)?;
    Store::create(
        &path,
        &Seed {
            fleet: &fleet,
            seeded: clock.now(),
            generated_nodes: None,
            secret: &secret,
        },
    )?;
    drop(lock);
    Ok(true)
}

fn read(options: &SeedOptions) -> Result<FleetFile> {
    // Told before the file is read, which may be large.
    if options.generated_nodes.is_some_and(|number| number > MOST) {
        return Err(Error::usage(format!(
            "at most {MOST} nodes can be generated"
        )));
    }
    let mut fleet = match &options.fleet {
        Some((name, text)) => fleet::read(name, text)?,
        None => fleet::read(fleet::EXAMPLE_NAME, fleet::EXAMPLE)?,
    };

    if options.generated_nodes.is_some() {
        fleet.nodes.clear();
    }
    Ok(fleet)
}

fn cannot(what: &str, dir: &Path) -> impl Fn(std::io::Error) -> Error {
    let message = format!("cannot {what} the sandbox in `{}`", dir.display());
    move |error| Error::io(message.clone(), error)
}

/// Makes the folder and takes its lock, which is held until the returned file is closed.
fn prepare(dir: &Path) -> Result<File> {
    let failed = cannot("create", dir);
    // A folder of the user's stays as open as it is; what is put into it is ours.
    if !dir.is_dir() {
        private::create_folder(dir).map_err(&failed)?;
    }

    // The mark first: from here on a reset knows the folder.
    let mark = "This folder is a sandbox of patchctl. `patchctl sandbox reset` removes it.\n";
    private::write(&dir.join(MARK), mark.as_bytes()).map_err(&failed)?;

    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    let lock = private::open(&mut options, &dir.join("lock")).map_err(&failed)?;
    lock.lock().map_err(&failed)?;
    Ok(lock)
}

/// The folder of the buckets, and the configuration files for AWS clients.
fn write_folders(dir: &Path, fleet: &FleetFile, secret: &str) -> Result<()> {
    let failed = cannot("write", dir);
    for bucket in &fleet.buckets {
        private::create_folder(&dir.join("s3").join(&bucket.name)).map_err(&failed)?;
    }

    // Of our own kind, so that a bucket cannot have its name.
    super::s3::disk::create(&dir.join("s3")).map_err(&failed)?;
    private::create_folder(&dir.join("aws")).map_err(&failed)?;

    let (config, credentials) = profiles(fleet, secret);
    write_private(&aws_config_file(dir), config.as_bytes()).map_err(&failed)?;
    write_private(&credentials_file(dir), credentials.as_bytes()).map_err(&failed)
}

/// The profiles: `default` for the management account, and one per account by its name.
fn profiles(fleet: &FleetFile, secret: &str) -> (String, String) {
    // Keys are made by the same rules as those that the sandbox will know.
    let world = super::world::build(fleet, jiff::Timestamp::UNIX_EPOCH, None);
    let region = fleet
        .regions
        .first()
        .map(String::as_str)
        .unwrap_or_default();

    let (mut config, mut credentials) = (String::new(), String::new());
    let default = world
        .management()
        .or(world.accounts.first())
        .map(|account| ("default", account));
    let named = world
        .accounts
        .iter()
        .map(|account| (account.name.as_str(), account));
    for (profile, account) in default.into_iter().chain(named) {
        // The two files name profiles in different ways (AWS CLI User Guide, "Configuration and
        // credential file settings").
        let header = if profile == "default" {
            "default".to_owned()
        } else {
            format!("profile {profile}")
        };
        let _ = write!(config, "[{header}]\nregion = {region}\n\n");
        let key = &account.access_key;
        let _ = write!(
            credentials,
            "[{profile}]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n\n"
        );
    }

    (config, credentials)
}

/// The AWS configuration file of a sandbox.
pub fn aws_config_file(dir: &Path) -> PathBuf {
    dir.join("aws").join("config")
}

/// The AWS credentials file of a sandbox.
pub fn credentials_file(dir: &Path) -> PathBuf {
    dir.join("aws").join("credentials")
}

/// Removes the sandbox of a folder, also a damaged one; `false` when there is none. A folder that
/// is not ours is refused.
pub fn reset(dir: &Path) -> Result<bool> {
    let path = dir.join(store::FILE);
    if !dir.join(MARK).exists() && !store::is_ours(&path) {
        if path.exists() {
            return Err(Error::usage(format!(
                "`{}` is not a sandbox of patchctl",
                dir.display()
            )));
        }
        return Ok(false);
    }
    let found = path.exists();
    let names = [
        store::FILE,
        "state.sqlite-wal",
        "state.sqlite-shm",
        "s3",
        "aws",
        "faults.yaml",
        "lock",
        RUNS,
        MARK,
    ];
    for name in names {
        remove(&dir.join(name))?;
    }

    // The folder goes when nothing of the user's is left in it.
    let _ = fs::remove_dir(dir);
    Ok(found)
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(
            format!("cannot remove `{}`", path.display()),
            error,
        )),
        _ => Ok(()),
    }
}
