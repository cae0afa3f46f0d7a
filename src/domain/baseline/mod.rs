//! A patch baseline: the rules that say which patches are approved (SSM API, shape
//! `PatchBaseline`).

pub mod approval;
pub mod check;
pub mod difference;
pub mod doubts;
pub mod named_patches;
pub mod plan;
pub mod preview;
pub mod products;
pub mod resolution;
pub mod sentences;
mod step;
pub mod values;
pub mod vocabulary;

use jiff::civil::Date;

use super::fleet::platform::OperatingSystem;

macro_rules! wire_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $wire:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of the API.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every name on the wire, in the order of the API.
            pub const NAMES: &'static [&'static str] = &[$($wire),+];

            /// The name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire),+ }
            }

            /// Reads the name on the wire, exactly as it is written there.
            pub fn of_wire(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

wire_enum!(
    /// How grave it is when a patch that a rule approves is missing; from the gravest to the
    /// unspecified.
    ComplianceLevel {
        /// `CRITICAL`.
        Critical = "CRITICAL",
        /// `HIGH`.
        High = "HIGH",
        /// `MEDIUM`.
        Medium = "MEDIUM",
        /// `LOW`.
        Low = "LOW",
        /// `INFORMATIONAL`.
        Informational = "INFORMATIONAL",
        /// `UNSPECIFIED`, the default.
        Unspecified = "UNSPECIFIED",
    }
);

wire_enum!(
    /// What a filter of a baseline looks at (SSM API, shape `PatchFilterKey`).
    FilterKey {
        /// Architecture.
        Arch = "ARCH",
        /// Advisory id.
        AdvisoryId = "ADVISORY_ID",
        /// Bugzilla number.
        BugzillaId = "BUGZILLA_ID",
        /// Operating system or application.
        PatchSet = "PATCH_SET",
        /// Product.
        Product = "PRODUCT",
        /// Product family.
        ProductFamily = "PRODUCT_FAMILY",
        /// Classification.
        Classification = "CLASSIFICATION",
        /// CVE id.
        CveId = "CVE_ID",
        /// Epoch.
        Epoch = "EPOCH",
        /// Microsoft's severity.
        MsrcSeverity = "MSRC_SEVERITY",
        /// Package name.
        Name = "NAME",
        /// Patch id.
        PatchId = "PATCH_ID",
        /// Section.
        Section = "SECTION",
        /// Priority.
        Priority = "PRIORITY",
        /// Repository.
        Repository = "REPOSITORY",
        /// Release.
        Release = "RELEASE",
        /// Severity.
        Severity = "SEVERITY",
        /// Whether it is a security fix.
        Security = "SECURITY",
        /// Version.
        Version = "VERSION",
    }
);

wire_enum!(
    /// What happens to a rejected patch.
    RejectedAction {
        /// Installed only when an approved package needs it; the default.
        AllowAsDependency = "ALLOW_AS_DEPENDENCY",
        /// Never installed.
        Block = "BLOCK",
    }
);

wire_enum!(
    /// Whether an available but unapproved security update makes a Windows node non-compliant.
    AvailableSecurityUpdates {
        /// It does not.
        Compliant = "COMPLIANT",
        /// It does.
        NonCompliant = "NON_COMPLIANT",
    }
);

/// One filter: a patch passes when its attribute is one of the values, or when a value is `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What is looked at.
    pub key: FilterKey,
    /// The values, 1 to 20.
    pub values: Vec<String>,
}

impl Filter {
    /// Whether one of the values is this text; case does not count.
    pub fn names(&self, text: &str) -> bool {
        self.values
            .iter()
            .any(|value| value.eq_ignore_ascii_case(text))
    }

    /// Whether a value is `*`, which stands for any.
    pub fn takes_any(&self) -> bool {
        self.values.iter().any(|value| value == "*")
    }
}

/// When a matching patch becomes approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// So many whole UTC days after its release, 0 to 360.
    AfterDays(u16),
    /// When it was released on or before this UTC day.
    UntilDate(Date),
}

/// One approval rule: a patch must pass all of its filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The filters, 0 to 4.
    pub filters: Vec<Filter>,
    /// When.
    pub approval: Approval,
    /// How grave a missing patch is.
    pub level: ComplianceLevel,
    /// Whether patches outside the security repositories count too (Linux).
    pub enable_non_security: bool,
}

/// The rules of one baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The operating system it is for.
    pub os: OperatingSystem,
    /// Filters that come before every rule, 0 to 4.
    pub global_filters: Vec<Filter>,
    /// The rules, 0 to 10; one of them is enough.
    pub rules: Vec<Rule>,
    /// Patches approved by name, 0 to 50.
    pub approved: Vec<String>,
    /// How grave a missing patch of that list is.
    pub approved_level: ComplianceLevel,
    /// Whether that list reaches outside the security repositories (Linux).
    pub approved_non_security: bool,
    /// Patches rejected by name, 0 to 50; they win over everything.
    pub rejected: Vec<String>,
    /// What happens to them.
    pub rejected_action: RejectedAction,
    /// Windows only.
    pub available_security_updates: Option<AvailableSecurityUpdates>,
}

/// An alternative source of patches for Linux nodes, which replaces their repositories during a
/// run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchSource {
    /// The name, 3 to 50 characters.
    pub name: String,
    /// The products it is for, 1 to 20, such as `AmazonLinux2023`.
    pub products: Vec<String>,
    /// The configuration of the repository, 1 to 1024 characters. It may hold credentials: it is
    /// never logged.
    pub configuration: String,
}

/// Everything that a baseline of one's own consists of, except its tags, groups and whether it is
/// the default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name, 3 to 128 characters; AWS does not keep it unique.
    pub name: String,
    /// The description, 1 to 1024 characters.
    pub description: Option<String>,
    /// The rules.
    pub rules: Baseline,
    /// Alternative sources, 0 to 20, for Linux.
    pub sources: Vec<PatchSource>,
}

impl Baseline {
    /// A baseline without any rule: what `CreatePatchBaseline` makes of a name alone.
    pub fn empty(os: OperatingSystem) -> Self {
        Self {
            os,
            global_filters: Vec::new(),
            rules: Vec::new(),
            approved: Vec::new(),
            // The defaults of what follows are the SSM API reference's.
            approved_level: ComplianceLevel::Unspecified,
            approved_non_security: false,
            rejected: Vec::new(),
            rejected_action: RejectedAction::AllowAsDependency,
            available_security_updates: None,
        }
    }
}
