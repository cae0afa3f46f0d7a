//! Published patches as the API describes them (shape `Patch`).

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::patch::Patch;
use crate::sandbox::call::Call;
use crate::sandbox::derive;
use crate::sandbox::fleet::when::utc_day;
use crate::sandbox::wire::Epoch;

/// A patch of an operating system.
pub(super) struct Published {
    pub(super) os: OperatingSystem,
    pub(super) patch: Arc<Patch>,
}

impl Published {
    /// The severity on the wire: Microsoft's is never absent.
    pub(super) fn severity(&self) -> Option<&str> {
        let unspecified = (self.os == OperatingSystem::Windows).then_some("Unspecified");
        self.patch.severity.as_deref().or(unspecified)
    }
}

/// What the catalogues of some operating systems have published by now, in the order of product,
/// day and name.
pub(super) fn published(call: &Call<'_>, systems: &[OperatingSystem]) -> Vec<Published> {
    // A patch of tomorrow is in the catalogue, and not known yet.
    let today = utc_day(call.now);
    let mut all = Vec::new();
    for catalogue in call
        .snapshot
        .world
        .catalogues()
        .filter(|catalogue| systems.contains(&catalogue.os))
    {
        let by_now = catalogue
            .updates
            .iter()
            .filter(|patch| patch.released.is_none_or(|day| day <= today));
        all.extend(by_now.map(|patch| Published {
            os: catalogue.os,
            patch: Arc::clone(patch),
        }));
    }

    all.sort_by(|a, b| key(a).cmp(&key(b)));
    all.dedup_by(|a, b| key(a) == key(b));
    all
}

/// Two catalogues may hold the same patch; then it is one.
fn key(published: &Published) -> (&str, Option<Date>, &str, &str, Option<&str>) {
    let patch = &published.patch;
    (
        &patch.product,
        patch.released,
        &patch.id,
        &patch.title,
        patch.advisory.as_deref(),
    )
}

/// A patch on the wire. Members that do not apply to its operating system are absent, as the
/// service leaves them out.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Shape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release_date: Option<Epoch>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_url: Option<String>,
    vendor: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_family: Option<&'a str>,
    product: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    classification: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    msrc_severity: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kb_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    msrc_number: Option<&'a str>,
    language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    advisory_ids: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bugzilla_ids: Option<&'a [String]>,
    #[serde(rename = "CVEIds", skip_serializing_if = "Option::is_none")]
    cve_ids: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epoch: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arch: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repository: Option<&'a str>,
}

impl<'a> Shape<'a> {
    pub(super) fn of(published: &'a Published) -> Self {
        let patch = &*published.patch;
        let windows = published.os == OperatingSystem::Windows;
        let on_windows = |text: Option<&'a str>| text.filter(|_| windows);
        let on_linux = |text: Option<&'a str>| text.filter(|_| !windows);
        let package = patch.package.as_ref();
        let digits = patch.id.strip_prefix("KB").filter(|_| windows);

        Self {
            // The id of a Windows patch is not its KB number.
            id: windows.then(|| derive::uuid(&["patch", &patch.product, &patch.id])),
            release_date: patch.released.and_then(midnight),
            title: &patch.title,
            content_url: digits
                .map(|digits| format!("https://support.microsoft.com/en-us/kb/{digits}")),
            vendor: if windows { "Microsoft" } else { "Amazon" },
            product_family: patch.product_family.as_deref(),
            product: &patch.product,
            classification: patch.classification.as_deref(),
            msrc_severity: on_windows(published.severity()),
            kb_number: on_windows(Some(&patch.id)),
            msrc_number: on_windows(Some(patch.bulletin.as_deref().unwrap_or_default())),
            language: "All",
            advisory_ids: (!windows).then(|| patch.advisory.iter().map(String::as_str).collect()),
            bugzilla_ids: (!windows).then_some(patch.bugzilla.as_slice()),
            cve_ids: (!windows).then_some(patch.cves.as_slice()),
            name: package.map(|package| package.name.as_str()),
            epoch: package.and_then(|package| i32::try_from(package.evr.epoch).ok()),
            version: package.map(|package| package.evr.version.as_str()),
            release: package.map(|package| package.evr.release.as_str()),
            arch: package.map(|package| package.arch.as_str()),
            severity: on_linux(published.severity()),
            repository: on_linux(patch.repository.as_deref()),
        }
    }
}

/// The beginning of a UTC day.
pub(super) fn midnight(day: Date) -> Option<Epoch> {
    day.to_zoned(TimeZone::UTC)
        .ok()
        .map(|zoned| Epoch(zoned.timestamp()))
}
