//! Checks what a fleet file says of calls of others.

use super::mistakes::Check;
use crate::document::Path;
use crate::sandbox::cloud_trail::identity::is_somebody;
use crate::sandbox::cloud_trail::sources::services;

pub(super) fn check(check: &mut Check<'_>) {
    let (at, fleet) = (Path::default().key("trail"), check.fleet);
    for (index, file) in fleet.trail.iter().enumerate() {
        let at = at.index(index);
        let account = check.account(&at.key("account"), &file.account);
        check.region(&at.key("region"), &file.region, account);
        check.when(&at.key("at"), &file.at);
        check.one_of(&at.key("service"), &file.service, &services());

        let is_name = file.event.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_name || !file.event.starts_with(|c: char| c.is_ascii_uppercase()) {
            check.wrong(
                &at.key("event"),
                "an event is called like an operation, such as UpdatePatchBaseline",
            );
        }

        // What it called is anybody's; who it was decides what a reader is told.
        if !is_somebody(&file.who) {
            check.wrong(
                &at.key("who"),
                "write the ARN of a user, of root or of the session of a role, or a service such as ssm.amazonaws.com",
            );
        }
    }
}
