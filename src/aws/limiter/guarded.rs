//! What makes a client of the SDK one that goes by the limiter.

use super::ticket::Tickets;
use super::verdict::Listener;
use crate::aws::log::CallLog;

/// What every client of AWS has in common.
pub(in super::super) trait Guarded: Sized {
    /// Logged, with tickets of `place`, and with our own say on repetitions.
    fn guarded(self, place: &str) -> Self;
}

macro_rules! guarded {
    ($($sdk:ident),+) => {$(
        impl Guarded for $sdk::config::Builder {
            fn guarded(self, place: &str) -> Self {
                use $sdk::config::retry::{RetryPartition, TokenBucket};

                // The SDK's own allowance of repetitions would end a large report half-way.
                let partition = RetryPartition::custom(place.to_owned())
                    .token_bucket(TokenBucket::unlimited())
                    .build();
                self.interceptor(CallLog)
                    .interceptor(Tickets::new(place))
                    .retry_classifier(Listener)
                    .retry_partition(partition)
            }
        }
    )+};
}

guarded!(
    aws_sdk_organizations,
    aws_sdk_resourcegroups,
    aws_sdk_resourcegroupstagging,
    aws_sdk_s3,
    aws_sdk_ssm,
    aws_sdk_ssmquicksetup,
    aws_sdk_sts
);
