//! What a run is asked to do, before it is known what that comes to.

use super::amount::Amount;
use super::name::RunName;
use super::request::Request;
use crate::domain::fleet::selection::Selection;

/// What a plan is made from: what is asked for, of which nodes, and how carefully.
#[derive(Clone, Debug)]
pub struct Order {
    /// The name of the run.
    pub run: RunName,
    /// The run that is tried again.
    pub retry_of: Option<RunName>,
    /// What is asked for.
    pub request: Request,
    /// How many nodes at once, when it was said; else the console's table decides.
    pub max_concurrency: Option<Amount>,
    /// After how many failures nothing more begins, when it was said.
    pub max_errors: Option<Amount>,
    /// Which nodes.
    pub selection: Selection,
    /// More nodes than this are not meant.
    pub expect_nodes: Option<usize>,
    /// Leave out nodes on which another patching command runs.
    pub skip_busy: bool,
    /// Nodes that cannot be patched do not make the run incomplete.
    pub skip_unable: bool,
}
