//! The ids and versions of associations: their shapes, and the answer to one that is of none.

use crate::sandbox::constraint::{Pattern, Shape};
use crate::sandbox::ssm::shapes::is_uuid;
use crate::sandbox::wire::WireError;

const UUID: Pattern = Pattern {
    text: "[0-9a-fA-F]{8}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{4}\\-[0-9a-fA-F]{12}",
    matches: is_uuid,
};
const VERSION_TEXT: Pattern = Pattern {
    text: "([$]LATEST)|([1-9][0-9]*)",
    matches: |text| {
        text == "$LATEST"
            || (!text.is_empty()
                && !text.starts_with('0')
                && text.bytes().all(|byte| byte.is_ascii_digit()))
    },
};
/// Shape `AssociationId`.
pub(super) const ASSOCIATION_ID: Shape = Shape::pattern(0, usize::MAX, UUID);
/// Shape `AssociationExecutionId`; the text of its pattern has no backslashes.
pub(super) const EXECUTION_ID: Shape = Shape::pattern(
    0,
    usize::MAX,
    Pattern {
        text: "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
        matches: is_uuid,
    },
);
/// Shape `AssociationVersion`.
pub(super) const ASSOCIATION_VERSION: Shape = Shape::pattern(0, usize::MAX, VERSION_TEXT);
/// The answer to an id of no association.
pub(super) fn missing() -> WireError {
    WireError::new(
        "AssociationDoesNotExist",
        "The specified association does not exist.",
    )
}
