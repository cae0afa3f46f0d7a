//! What signing in needs of the SDK: a client of STS, and a cache for what it gave.

use std::time::Duration;

use aws_config::SdkConfig;
use aws_config::identity::IdentityCache;
use aws_types::sdk_config::Builder;

use super::limiter::Guarded;

/// How long credentials may take to come: a person may be asked for a code, or a process may ask.
const SIGN_IN: Duration = Duration::from_mins(5);

/// A client of the Security Token Service.
pub fn sts(config: &SdkConfig) -> aws_sdk_sts::Client {
    let place = format!("STS {}", config.region().map_or("", AsRef::as_ref));
    aws_sdk_sts::Client::from_conf(
        aws_sdk_sts::config::Builder::from(config)
            .guarded(&place)
            .build(),
    )
}

/// A configuration with a cache of its own: the one that it was made from keeps the credentials of
/// somebody else.
pub(super) fn with_own_cache(builder: Builder) -> Builder {
    let cache = IdentityCache::lazy().load_timeout(SIGN_IN).build();
    builder.identity_cache(cache)
}
