//! How a node takes Run Command: how long things take, and what goes wrong.

use jiff::{SignedDuration, Timestamp};

use crate::sandbox::fleet::patching::{ExitFile, FailFile, HookFile, PatchingFile, duration};
use crate::sandbox::fleet::when::When;

/// The behaviour of one node.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Patching {
    /// From Systems Manager to the agent.
    pub(in crate::sandbox) delivery: SignedDuration,
    pub(in crate::sandbox) scan: SignedDuration,
    /// An installation of anything, beside what each patch takes.
    pub(in crate::sandbox) install: SignedDuration,
    pub(in crate::sandbox) per_patch: SignedDuration,
    pub(in crate::sandbox) reboot: SignedDuration,
    /// A step of any other document.
    pub(in crate::sandbox) script: SignedDuration,
    /// Between two looks at the lock of another patching operation.
    pub(in crate::sandbox) lock_wait: SignedDuration,
    /// Lines that are added to the output of each patching operation.
    pub(in crate::sandbox) output_lines: u32,
    pub(in crate::sandbox) hooks: Vec<HookFile>,
    pub(in crate::sandbox) exits: Vec<ExitFile>,
    pub(in crate::sandbox) fails: Vec<FailFile>,
    /// When a node that is not online comes back.
    pub(in crate::sandbox) back: Option<Timestamp>,
    pub(in crate::sandbox) terminated: Option<Timestamp>,
}

impl Default for Patching {
    fn default() -> Self {
        Self::new(None, None, Timestamp::UNIX_EPOCH)
    }
}

impl Patching {
    /// What a node says, then what the fleet says, then the defaults. Outcomes of the node come
    /// before those of the fleet.
    pub(super) fn new(
        node: Option<&PatchingFile>,
        fleet: Option<&PatchingFile>,
        seeded: Timestamp,
    ) -> Self {
        // The first that says something: the node before the fleet.
        let files = || node.into_iter().chain(fleet);
        let takes = |of: fn(&PatchingFile) -> Option<&String>, default: i64| {
            let written = files().find_map(of).and_then(|text| duration(text));
            written.unwrap_or(SignedDuration::from_secs(default))
        };
        let when = |text: Option<&String>| Some(When::parse(text?).ok()?.resolve(seeded));

        Self {
            delivery: takes(|file| file.delivery.as_ref(), 1),
            scan: takes(|file| file.scan.as_ref(), 20),
            install: takes(|file| file.install.as_ref(), 90),
            per_patch: takes(|file| file.per_patch.as_ref(), 1),
            reboot: takes(|file| file.reboot.as_ref(), 45),
            script: takes(|file| file.script.as_ref(), 2),
            lock_wait: takes(|file| file.lock_wait.as_ref(), 30),
            output_lines: files().find_map(|file| file.output_lines).unwrap_or(0),
            hooks: files()
                .flat_map(|file| file.hooks.iter().cloned())
                .collect(),
            exits: files()
                .flat_map(|file| file.exits.iter().cloned())
                .collect(),
            fails: node.map(|file| file.fails.clone()).unwrap_or_default(),
            back: when(node.and_then(|file| file.back.as_ref())),
            terminated: when(node.and_then(|file| file.terminated.as_ref())),
        }
    }
}
