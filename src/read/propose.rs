//! Commands that we propose, by what the invocation says.

use crate::aws::paste::Paste;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::id::Scope;

/// `patchctl REST`, with the flags of this invocation that decide where it looks, in the Region of
/// `scope`.
pub fn propose(context: &Context, rest: &str, scope: &Scope) -> String {
    Paste::of(context).patchctl(rest, scope)
}

/// `patchctl REST`, with the flags of this invocation, in every Region and account that it looks
/// at.
pub fn propose_everywhere(context: &Context, rest: &str, reach: &Reach) -> String {
    let scopes = || reach.sites.iter().map(|site| &site.scope);
    let regions = scopes().map(|scope| scope.region.as_str()).collect();
    let accounts = scopes().map(|scope| scope.account.as_str()).collect();
    Paste::of(context).patchctl_in(rest, &regions, &accounts)
}
