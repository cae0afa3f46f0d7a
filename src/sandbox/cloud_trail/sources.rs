//! The services whose calls can be recorded, and how records call them.

/// The services whose calls are recorded, and whom a record names as their source. That Quick Setup
/// has this name there is inferred from how AWS names the sources of others.
const SOURCES: [(&str, &str); 4] = [
    ("ssm", "ssm.amazonaws.com"),
    ("ssm-quicksetup", "ssm-quicksetup.amazonaws.com"),
    ("tagging", "tagging.amazonaws.com"),
    ("ec2", "ec2.amazonaws.com"),
];

/// The services whose calls can be recorded.
pub(in crate::sandbox) fn services() -> [&'static str; 4] {
    SOURCES.map(|(service, _)| service)
}

/// Where a record says that a call of a service was made.
pub(in crate::sandbox) fn source_of(service: &str) -> Option<&'static str> {
    let found = SOURCES.iter().find(|(known, _)| *known == service);
    found.map(|(_, source)| *source)
}
