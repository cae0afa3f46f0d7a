//! The flags that describe a baseline, for `create` and `update`.

use std::collections::BTreeMap;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use crate::domain::baseline::check;
use crate::domain::baseline::{
    Approval, AvailableSecurityUpdates, ComplianceLevel, Definition, Filter, FilterKey,
    PatchSource, RejectedAction, Rule,
};
use crate::domain::text::violation::Path;
use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};
use crate::process::input;

/// How a rule is written on the command line.
pub const RULE_GRAMMAR: &str = "\
A rule is a list of parts with ; between them: filters such as CLASSIFICATION=Security,Bugfix, then after=DAYS or until=DATE,
level=CRITICAL|HIGH|MEDIUM|LOW|INFORMATIONAL|UNSPECIFIED, and non-security where it reaches outside the security repositories.";

/// What a baseline is to be; what is not named stays as it is, or at AWS's default for a new one.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Baseline")]
pub struct DefinitionArgs {
    /// Describe it
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Approve by this rule, such as 'CLASSIFICATION=Security;SEVERITY=Critical,Important;after=7'
    /// (can be repeated; the order counts)
    #[arg(long, value_name = "RULE", value_parser = rule)]
    rule: Vec<Rule>,
    /// Look only at patches that pass this filter, such as PRODUCT=AmazonLinux2023 (can be
    /// repeated)
    #[arg(long, value_name = "KEY=VALUES", value_parser = filter)]
    global_filter: Vec<Filter>,
    /// Always approve these patches (can be repeated or a comma list)
    #[arg(long, value_name = "PATCH", value_delimiter = ',')]
    approved_patches: Vec<String>,
    /// The compliance level of missing patches of that list
    #[arg(long, value_name = "LEVEL", hide_possible_values = true, ignore_case = true, value_parser = words(ComplianceLevel::NAMES, ComplianceLevel::of_wire))]
    approved_patches_compliance_level: Option<ComplianceLevel>,
    /// Whether that list reaches outside the security repositories (Linux): true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", hide_possible_values = true)]
    approved_patches_enable_non_security: Option<bool>,
    /// Never approve these patches (can be repeated or a comma list)
    #[arg(long, value_name = "PATCH", value_delimiter = ',')]
    rejected_patches: Vec<String>,
    /// What happens to rejected patches that an approved one needs: ALLOW_AS_DEPENDENCY or BLOCK
    #[arg(long, value_name = "ACTION", hide_possible_values = true, ignore_case = true, value_parser = words(RejectedAction::NAMES, RejectedAction::of_wire))]
    rejected_patches_action: Option<RejectedAction>,
    /// Windows: whether available security updates that are not approved leave a node COMPLIANT or
    /// make it NON_COMPLIANT
    #[arg(long, value_name = "STATUS", hide_possible_values = true, ignore_case = true, value_parser = words(AvailableSecurityUpdates::NAMES, AvailableSecurityUpdates::of_wire))]
    available_security_updates_compliance_status: Option<AvailableSecurityUpdates>,
    /// Take patches for Linux from this source: NAME;PRODUCT,PRODUCT;FILE, where FILE holds the
    /// repository's configuration (can be repeated)
    #[arg(long, value_name = "SOURCE")]
    source: Vec<String>,
}

fn words<T: Copy + Clone + Send + Sync + 'static>(
    names: &'static [&'static str],
    of_wire: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(names)
        .try_map(move |text| of_wire(&text.to_uppercase()).ok_or("is not one of AWS's words"))
}

/// Reads `KEY=VALUE,VALUE`.
fn filter(text: &str) -> std::result::Result<Filter, String> {
    let (key, values) = text
        .split_once('=')
        .ok_or_else(|| format!("`{text}` is not a filter such as CLASSIFICATION=Security"))?;

    // The keys are AWS's words in capitals (SSM API reference, PatchFilterKey); nobody types them
    // so.
    let key = key.trim().to_uppercase();
    let found = FilterKey::of_wire(&key).ok_or_else(|| {
        let near = near_miss(&key, FilterKey::NAMES.iter().copied())
            .map_or_else(String::new, |near| format!("; did you mean {near}?"));
        format!("there is no filter `{key}`{near}")
    })?;

    let values: Vec<String> = values
        .split(',')
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .collect();
    if values.is_empty() {
        return Err(format!("the filter {key} has no value"));
    }
    Ok(Filter { key: found, values })
}

/// What one part of a rule says.
enum Part {
    Filter(Filter),
    Approval(Approval),
    Level(ComplianceLevel),
    NonSecurity,
}

/// Reads a rule; see [`RULE_GRAMMAR`].
fn rule(text: &str) -> std::result::Result<Rule, String> {
    let (mut filters, mut approval) = (Vec::new(), None);
    let (mut level, mut enable_non_security) = (ComplianceLevel::Unspecified, false);
    for text in text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        match part(text)? {
            Part::Filter(filter) => filters.push(filter),
            Part::Level(chosen) => level = chosen,
            Part::NonSecurity => enable_non_security = true,
            Part::Approval(_) if approval.is_some() => {
                return Err("a rule has after=DAYS or until=DATE, once".to_owned());
            }
            Part::Approval(chosen) => approval = Some(chosen),
        }
    }

    // Each rule must have either (SSM API reference, PatchRule), and what nobody chose is not
    // chosen here.
    let approval = approval.ok_or_else(|| "a rule needs after=DAYS or until=DATE".to_owned())?;
    Ok(Rule {
        filters,
        approval,
        level,
        enable_non_security,
    })
}

/// Reads one part; what has no word of its own is a filter.
fn part(text: &str) -> std::result::Result<Part, String> {
    let (word, value) = text.split_once('=').unwrap_or((text, ""));
    let value = value.trim();
    Ok(match word.trim().to_lowercase().as_str() {
        "after" => {
            let days = value
                .trim_end_matches('d')
                .parse()
                .map_err(|_| format!("`{text}`: write a number of days, such as after=7"))?;
            Part::Approval(Approval::AfterDays(days))
        }
        "until" => {
            // The API takes YYYY-MM-DD and no more (SSM API reference, PatchRule); the parser
            // would.
            let date: Option<Date> = value.parse().ok().filter(|_| value.len() == 10);
            let date =
                date.ok_or_else(|| format!("`{text}`: write a date, such as until=2024-07-09"))?;
            Part::Approval(Approval::UntilDate(date))
        }
        "level" => {
            let level = ComplianceLevel::of_wire(&value.to_uppercase()).ok_or_else(|| {
                let levels = ComplianceLevel::NAMES.join(", ");
                format!("`{text}`: the levels are {levels}")
            })?;
            Part::Level(level)
        }
        "non-security" if value.is_empty() => Part::NonSecurity,
        _ => Part::Filter(filter(text)?),
    })
}

/// The largest configuration of a source that is read, in bytes; AWS takes 1,024 characters.
const LARGEST_SOURCE: u64 = 64 * 1024;

fn source(text: &str) -> Result<PatchSource> {
    let parts: Vec<&str> = text.splitn(3, ';').map(str::trim).collect();
    let [name, products, file] = parts[..] else {
        return Err(Error::usage(format!(
            "--source: `{text}` is not NAME;PRODUCT,PRODUCT;FILE"
        )));
    };
    // The configuration is read from a file, because it may hold a password, which an argument
    // would show to everybody on the machine.
    let configuration = input::read_text(file.as_ref(), LARGEST_SOURCE).map_err(|error| {
        Error::usage(format!("--source: cannot read {file}")).with_source(error)
    })?;

    let products = products
        .split(',')
        .map(|product| product.trim().to_owned())
        .filter(|product| !product.is_empty())
        .collect();

    Ok(PatchSource {
        name: name.to_owned(),
        products,
        configuration,
    })
}

impl DefinitionArgs {
    /// Puts what the flags name in place of what the definition has.
    ///
    /// # Errors
    /// A usage error for a source whose file cannot be read.
    pub fn put_into(&self, definition: &mut Definition) -> Result<()> {
        let rules = &mut definition.rules;
        definition.description = self.description.clone().or(definition.description.take());
        replace_list(&mut rules.rules, &self.rule);
        replace_list(&mut rules.global_filters, &self.global_filter);
        replace_list(&mut rules.approved, &self.approved_patches);
        replace_list(&mut rules.rejected, &self.rejected_patches);
        // Of what is not named the definition's own stays: for a new baseline that is AWS's
        // default.
        rules.approved_level = self
            .approved_patches_compliance_level
            .unwrap_or(rules.approved_level);
        rules.approved_non_security = self
            .approved_patches_enable_non_security
            .unwrap_or(rules.approved_non_security);
        rules.rejected_action = self
            .rejected_patches_action
            .unwrap_or(rules.rejected_action);
        rules.available_security_updates = self
            .available_security_updates_compliance_status
            .or(rules.available_security_updates);

        if !self.source.is_empty() {
            definition.sources = self
                .source
                .iter()
                .map(|text| source(text))
                .collect::<Result<_>>()?;
        }
        Ok(())
    }
}

fn replace_list<T: Clone>(list: &mut Vec<T>, named: &[T]) {
    if !named.is_empty() {
        *list = named.to_vec();
    }
}

/// Refuses a definition that breaks a rule of the API, naming everything that is wrong at once.
pub fn check(definition: &Definition, tags: &BTreeMap<String, String>) -> Result<()> {
    let mut violations = check::check(definition, &Path::default());
    // Everything at once: whoever mends one mistake should not meet the next one by another run.
    violations.extend(check::check_tags(tags, &Path::default().key("tags")));
    if violations.is_empty() {
        return Ok(());
    }

    let told: Vec<String> = violations.iter().map(ToString::to_string).collect();
    let error = Error::usage(format!(
        "the baseline cannot be as described: {}",
        told.join("; ")
    ));

    Err(violations
        .into_iter()
        .filter_map(|violation| violation.help)
        .fold(error, Error::hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_from_one_word() {
        let read = rule(
            "classification=Security, Bugfix; SEVERITY=Critical;after=7d; level=high;non-security",
        )
        .unwrap();
        assert_eq!(read.filters.len(), 2);
        assert_eq!(read.filters[0].values, ["Security", "Bugfix"]);
        assert_eq!(
            (read.approval, read.level, read.enable_non_security),
            (Approval::AfterDays(7), ComplianceLevel::High, true)
        );
        assert_eq!(
            rule("PRODUCT=Office 2010;until=2024-07-09")
                .unwrap()
                .filters[0]
                .values,
            ["Office 2010"]
        );
        assert!(rule("after=0").unwrap().filters.is_empty());
        for (bad, expected) in [
            ("CLASSIFICATION=Security", "needs after"),
            ("after=7;until=2024-07-09", "once"),
            ("after=x", "number of days"),
            ("after=-1", "number of days"),
            ("until=2024-7-9", "write a date"),
            (
                "CLASIFICATION=Security;after=7",
                "did you mean CLASSIFICATION?",
            ),
            ("level=grave;after=7", "the levels are"),
            ("SEVERITY=;after=7", "no value"),
            ("nonsecurity;after=7", "not a filter"),
        ] {
            let error = rule(bad).unwrap_err();
            assert!(error.contains(expected), "{bad}: {error}");
        }
    }
}
