//! How the verbs that change machines ask.

use crate::args::consent::ConsentArgs;
use crate::context::Context;
use crate::output::plan::Consent;

/// A run and everything that goes on with one, or ends it, is always shown and asked for: it
/// changes machines, and patches have no undo.
pub(super) fn asking(context: &Context, args: ConsentArgs) -> Consent {
    Consent {
        dry_run: args.dry_run,
        yes: args.yes,
        must_ask: true,
        always_shown: true,
        typed_above: Some(context.settings.confirm_above.value),
    }
}
