//! Whether AWS Config records what the console's dashboard of patching shows (SSM User Guide, "Working
//! with the Patch Manager dashboard": set up recording).

use super::diagnosis::{Diagnosis, Fix};
use super::rules::NOT_RECORDED;
use crate::domain::id::Scope;

/// The types that are about managed nodes and their patches. Which of them the dashboard reads, AWS
/// does not say.
const TYPES: [&str; 3] = [
    "AWS::EC2::Instance",
    "AWS::SSM::ManagedInstanceInventory",
    "AWS::SSM::PatchCompliance",
];

/// The recorder of an account and Region (Config API, `ConfigurationRecorder`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorder {
    /// Its name.
    pub name: String,
    /// Whether it records now.
    pub recording: bool,
    /// Whether it records every type (`allSupported`).
    pub all: bool,
    /// `ALL_SUPPORTED_RESOURCE_TYPES`, `INCLUSION_BY_RESOURCE_TYPES` or
    /// `EXCLUSION_BY_RESOURCE_TYPES`; older recorders have none.
    pub strategy: Option<String>,
    /// What it records.
    pub types: Vec<String>,
    /// What it does not record.
    pub excluded: Vec<String>,
}

impl Recorder {
    fn records(&self, kind: &str) -> bool {
        let has = |list: &[String]| list.iter().any(|one| one == kind);
        match self.strategy.as_deref() {
            Some("EXCLUSION_BY_RESOURCE_TYPES") => !has(&self.excluded),
            _ => self.all || has(&self.types),
        }
    }
}

/// What the dashboard lacks; patchctl itself needs none of it.
pub fn lacking(scope: &Scope, recorder: Option<&Recorder>) -> Option<Diagnosis> {
    let (what, evidence) = match recorder {
        None => (
            "nothing is recorded".to_owned(),
            "DescribeConfigurationRecorders lists none".to_owned(),
        ),
        // Of what does not say that it records, nobody may believe that it does.
        Some(one) if !one.recording => (
            format!("its recorder {} is stopped", one.name),
            "DescribeConfigurationRecorderStatus does not say that it is recording".to_owned(),
        ),
        Some(one) => {
            let lacking: Vec<&str> = TYPES
                .into_iter()
                .filter(|kind| !one.records(kind))
                .collect();
            if lacking.is_empty() {
                return None;
            }
            (
                format!(
                    "its recorder {} leaves out {}",
                    one.name,
                    lacking.join(", ")
                ),
                "recordingGroup of DescribeConfigurationRecorders".to_owned(),
            )
        }
    };

    // A note, because only the console reads what is recorded.
    Some(Diagnosis {
        rule: &NOT_RECORDED,
        scope: scope.clone(),
        subject: "AWS Config".to_owned(),
        message: format!(
            "{what}: the console's dashboard of Patch Manager lacks data, which patchctl does not need"
        ),
        evidence,
        fix: Fix::Elsewhere(
            "set up recording in the console of AWS Config, which costs money".to_owned(),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AccountId, Region};

    #[test]
    fn recorders_are_read_by_their_strategy() {
        let scope = Scope {
            account: AccountId::trusted("111122223333"),
            region: Region::trusted("us-east-1"),
        };
        let told = |change: &dyn Fn(&mut Recorder)| {
            let mut one = Recorder {
                name: "default".to_owned(),
                recording: true,
                ..Recorder::default()
            };
            change(&mut one);
            lacking(&scope, Some(&one)).map(|found| found.message)
        };
        let all = |kinds: &[&str]| {
            kinds
                .iter()
                .map(|kind| (*kind).to_owned())
                .collect::<Vec<_>>()
        };

        assert_eq!(told(&|one| one.all = true), None);
        assert_eq!(told(&|one| one.types = all(&TYPES)), None);
        let some = told(&|one| one.types = all(&TYPES[..2])).expect("a finding");
        assert!(
            some.contains("leaves out AWS::SSM::PatchCompliance"),
            "{some}"
        );
        let excluding = |one: &mut Recorder| {
            one.strategy = Some("EXCLUSION_BY_RESOURCE_TYPES".to_owned());
            one.excluded = all(&["AWS::EC2::Instance"]);
        };
        let left = told(&excluding).expect("a finding");
        assert!(left.contains("leaves out AWS::EC2::Instance:"), "{left}");
        assert!(
            told(&|one| {
                one.all = true;
                one.recording = false;
            })
            .expect("a finding")
            .contains("is stopped")
        );
        assert!(lacking(&scope, None).is_some());
    }
}
