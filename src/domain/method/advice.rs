//! What to type for a node: the commands that show or mend what its verdict is about.

use crate::domain::compliance::NodeCompliance;
use crate::domain::compliance::verdict::Verdict;

/// The commands, the most useful first, without what says where they look.
pub fn commands(node: &NodeCompliance, comes_by_itself: bool) -> Vec<String> {
    let id = &node.node.id;
    let counts = node.counts();
    let mut all = match node.verdict {
        // Nothing that is sent would reach it.
        Verdict::NonCompliant if !node.node.is_online() => vec![
            format!("node show {id}"),
            format!("compliance patches {id}"),
        ],
        Verdict::NonCompliant if counts.missing + counts.failed > 0 => vec![
            format!("compliance patches {id} --state missing,failed"),
            format!("patch-now install --node {id} --reboot if-needed --dry-run"),
        ],
        Verdict::NonCompliant if counts.installed_pending_reboot > 0 => vec![
            format!("compliance patches {id} --state installed-pending-reboot"),
            format!("patch-now install --node {id} --reboot if-needed --dry-run"),
        ],
        Verdict::Stale | Verdict::NotReported => vec![format!("patch-now scan --node {id}")],
        Verdict::Unreachable | Verdict::Unmanaged => vec![format!("node show {id}")],
        Verdict::NonCompliant | Verdict::Compliant => vec![format!("compliance patches {id}")],
        Verdict::Gone => Vec::new(),
    };
    if node.verdict != Verdict::Gone {
        let look = if comes_by_itself {
            format!("schedule show {id}")
        } else {
            "schedule show --all".to_owned()
        };
        all.push(look);
    }
    all
}
