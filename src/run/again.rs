//! Commands that go on with a run or an automation.

use std::fmt::Display;

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::read::propose;

/// `patchctl … patch-now VERB NAME`, with the flags of this invocation and every Region that it
/// looks at.
pub fn again(context: &Context, reach: &Reach, verb: &str, name: impl Display) -> String {
    propose::propose_everywhere(context, &format!("patch-now {verb} {name}"), reach)
}
