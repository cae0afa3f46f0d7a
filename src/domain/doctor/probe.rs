//! What only a node itself can tell: Python, disk, patch sources, and whether it reaches AWS's
//! buckets. A script asks, which reads and changes nothing, and prints a line for each answer.

use std::collections::BTreeMap;

use super::diagnosis::{About, Diagnosis, Fix};
use super::rules::{
    LITTLE_SPACE, NO_EXECUTION, NO_FETCHER, NO_PYTHON, NO_SOURCES, OTHER_PYTHON, PROXY, UNREACHED,
};
use super::systems::READ_ON;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::platform::OperatingSystem as Os;
use crate::domain::handbook::buckets::Bucket;
use crate::domain::id::Region;

/// The document that runs the script; it is for Linux and macOS.
pub const DOCUMENT: &str = "AWS-RunShellScript";
/// Less than this is little: AWS names no number, this one is ours.
const SPACE_MIB: u64 = 500;
/// The versions of Python that AWS's page lists (SSM User Guide, "Patch Manager prerequisites").
const PYTHON: ([u32; 2], [u32; 2]) = ([2, 6], [3, 12]);
/// The first line of an answer: what does not begin so is none.
const MARK: &str = "patchctl-probe=1";
/// The last one: an answer without it was cut off, and what it lacks would read like a fault.
const END: &str = "patchctl-probe-end=1";

/// The script, without the places that it tries to reach.
const SCRIPT: &str = r#"# patchctl doctor --deep: reads, and changes nothing
PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin
echo patchctl-probe=1
for name in python3 python2 python; do
  version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) && echo "$name=$version"
done
for name in curl wget; do
  command -v "$name" >/dev/null 2>&1 && echo "$name=yes"
done
for folder in /var /tmp; do
  kib=$(df -Pk "$folder" 2>/dev/null | awk 'NR == 2 { print $4 }')
  [ -n "$kib" ] && echo "free-mib:$folder=$((kib / 1024))"
done
awk '$2 ~ "^/var(/lib(/amazon)?)?$" && $4 ~ "(^|,)noexec(,|$)" { print "noexec:" $2 "=yes" }' /proc/mounts 2>/dev/null
# Of a list that says nothing of it, a repository is enabled.
each() { for file in "$@"; do [ -f "$file" ] && cat "$file"; echo; done; }
if command -v apt-get >/dev/null 2>&1; then
  lists=$(each /etc/apt/sources.list /etc/apt/sources.list.d/*.list | grep -cE '^[[:space:]]*deb[[:space:]]')
  stanzas=$(each /etc/apt/sources.list.d/*.sources | awk 'BEGIN { RS = "" } { text = "\n" tolower($0) }
    text ~ /\ntypes:[^\n]*deb([ \t\r\n]|$)/ && text !~ /\nenabled:[ \t]*(no|false|0|off|without|disable)/ { n++ } END { print n + 0 }')
  echo "sources=$((lists + stanzas))"
elif [ -d /etc/zypp/repos.d ] || [ -d /etc/yum.repos.d ]; then
  echo "sources=$(each /etc/zypp/repos.d/*.repo /etc/yum.repos.d/*.repo | awk '{ line = tolower($0); gsub(/[ \t\r]/, "", line) }
    line ~ /^\[/ { n += on; on = repo = line != "[main]" }
    repo && line ~ /^enabled=/ { on = line ~ /^enabled=(1|true|yes|on)$/ } END { print n + on }')"
fi
grep -qsi proxy /etc/systemd/system/amazon-ssm-agent.service.d/*.conf /etc/systemd/system/snap.amazon-ssm-agent.amazon-ssm-agent.service.d/*.conf && echo proxy=yes
# Whatever S3 answers, it was reached; wget says 8 for that, and 4 or 5 for what is not.
reach() {
  if command -v curl >/dev/null 2>&1; then
    echo "reach:$1=$(curl -s -o /dev/null -m 5 -w '%{http_code}' "https://$2/")"
  elif command -v wget >/dev/null 2>&1; then
    wget -q -t 1 -T 5 -O /dev/null "https://$2/" 2>/dev/null
    case $? in 0 | 8) echo "reach:$1=answered" ;; 4 | 5) echo "reach:$1=000" ;; *) echo "reach:$1=unknown" ;; esac
  fi
}
"#;

/// The script for nodes of a Region.
pub fn script(region: &Region, dns_suffix: &str) -> String {
    let mut script = SCRIPT.to_owned();
    for bucket in [Bucket::Modules, Bucket::Snapshots, Bucket::PatchManager] {
        let named = bucket.named(Some(region));

        // What is not known of a name cannot be reached.
        if !named.is_exact {
            continue;
        }

        // In the form of the Region, which an endpoint of its network answers.
        let host = format!("{}.s3.{region}.{dns_suffix}", named.name);
        let line = format!("reach {} {host}\n", named.name);
        script.push_str(&line);
    }
    script.push_str("echo patchctl-probe-end=1\nexit 0\n");
    script
}

/// What a node answered, by what was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer(BTreeMap<String, String>);

impl Answer {
    /// Reads what the script printed; `None` where something else was printed.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text
            .lines()
            .map(str::trim)
            .skip_while(|line| line.is_empty());
        let is_whole = lines.next() == Some(MARK) && text.lines().any(|line| line.trim() == END);
        if !is_whole {
            return None;
        }
        let pairs = lines.filter_map(|line| line.split_once('='));
        Some(Self(
            pairs
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
        ))
    }

    /// Why nobody can tell whether buckets are reached.
    pub fn untried(&self) -> Option<String> {
        let unknown = self
            .of_kind("reach:")
            .filter(|(_, code)| *code == "unknown");
        let unknown: Vec<&str> = unknown.map(|(bucket, _)| bucket).collect();
        (!unknown.is_empty()).then(|| {
            format!(
                "whether it reaches {} is not known: there is no curl, and its wget ends with a code that says neither",
                unknown.join(", ")
            )
        })
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.0
            .get(key)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// The answers to questions of one kind, such as `reach:`.
    fn of_kind(&self, kind: &str) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.filter_map(move |(key, value)| Some((key.strip_prefix(kind)?, value.as_str())))
    }
}

/// What a node's answers come to.
pub fn findings(node: &Node, answer: &Answer) -> Vec<Diagnosis> {
    let about = About {
        scope: &node.scope,
        node: &node.id,
    };
    let mut found = Vec::new();
    found.extend(python(about, node, answer));
    found.extend(fetcher(about, answer));
    found.extend(disk(about, answer));
    found.extend(buckets(about, answer));
    found.extend(sources(about, answer));

    // No fault, and the first thing to know where something is not reached.
    found.extend(answer.get("proxy").map(|_| {
        let message = "its agent goes through a proxy: the buckets and the patch sources have to be reached through it";
        let evidence = "a drop-in of the agent's service names a proxy";
        about.finding(&PROXY, message, evidence, elsewhere("look at the proxy first where something is not reached"))
    }));
    found
}

fn elsewhere(words: &str) -> Fix {
    Fix::Elsewhere(words.to_owned())
}

/// Which Python the package manager of a system needs (the patch module imports its bindings).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Two,
    Three,
    Either,
}

fn needs(node: &Node) -> Needs {
    let version = node.platform_version.as_deref().unwrap_or_default();
    let major: Option<u32> = version.split('.').next().and_then(|text| text.parse().ok());
    match node.operating_system {
        // apt and AlmaLinux need Python 3, and yum is made with Python 2 (SSM User Guide, "Patch Manager prerequisites").
        Some(Os::Ubuntu | Os::Debian | Os::Raspbian | Os::Alma) => Needs::Three,
        Some(Os::AmazonLinux | Os::AmazonLinux2) => Needs::Two,
        Some(Os::RedHat | Os::CentOs | Os::Oracle) if major.is_some_and(|it| it <= 7) => Needs::Two,
        _ => Needs::Either,
    }
}

fn python(about: About<'_>, node: &Node, answer: &Answer) -> Option<Diagnosis> {
    // Whatever a name stands for on the node: the version tells.
    let named = ["python3", "python2", "python"];
    let all = named.iter().filter_map(|name| version(answer.get(name)?));
    let all: Vec<[u32; 2]> = all.collect();
    let (needs, mut fitting) = (needs(node), all.clone());
    fitting.retain(|[major, _]| match needs {
        Needs::Two => *major == 2,
        Needs::Three => *major == 3,
        Needs::Either => true,
    });

    let evidence = seen(&all);
    if fitting.is_empty() {
        let (what, fix) = match needs {
            Needs::Two => ("Python 2, which yum is made with", "install python2"),
            Needs::Three => ("Python 3", "install python3"),
            Needs::Either => ("Python", "install python3"),
        };
        let message = format!("it has no {what}: the patch module does not run");
        return Some(about.finding(&NO_PYTHON, message, evidence, elsewhere(fix)));
    }
    // One that is listed is enough: the module takes the first that works.
    if fitting
        .iter()
        .any(|version| (PYTHON.0..=PYTHON.1).contains(version))
    {
        return None;
    }
    let message = format!("its Python is none of 2.6 to 3.12, which AWS's list of {READ_ON} has");
    Some(about.finding(
        &OTHER_PYTHON,
        message,
        evidence,
        elsewhere("install a Python that is listed beside it"),
    ))
}

fn seen(versions: &[[u32; 2]]) -> String {
    let seen: Vec<String> = versions
        .iter()
        .map(|[major, minor]| format!("{major}.{minor}"))
        .collect();
    if seen.is_empty() {
        "no python3, python2 or python answers".to_owned()
    } else {
        format!("Python {}", seen.join(", "))
    }
}

fn version(text: &str) -> Option<[u32; 2]> {
    let (major, minor) = text.split_once('.')?;
    Some([major.parse().ok()?, minor.parse().ok()?])
}

fn fetcher(about: About<'_>, answer: &Answer) -> Option<Diagnosis> {
    if answer.get("curl").is_some() || answer.get("wget").is_some() {
        return None;
    }
    let message = "it has neither curl nor wget: the patch module cannot be fetched (exit code 12)";
    Some(about.finding(
        &NO_FETCHER,
        message,
        "neither is found in the PATH",
        elsewhere("install curl"),
    ))
}

fn disk(about: About<'_>, answer: &Answer) -> Vec<Diagnosis> {
    let little = answer.of_kind("free-mib:").filter_map(|(folder, free)| {
        let free: u64 = free.parse().ok()?;
        (free < SPACE_MIB).then(|| {
            let message =
                format!("{folder} has little space: {free} MiB, for packages, snapshots and logs");
            let fix = format!(
                "free space in {folder}; less than {SPACE_MIB} MiB is told of, AWS names no number"
            );
            about.finding(
                &LITTLE_SPACE,
                message,
                format!("df: {free} MiB"),
                Fix::Elsewhere(fix),
            )
        })
    });
    let mut found: Vec<Diagnosis> = little.collect();

    // The agent unpacks its modules there and runs them (SSM User Guide, "Troubleshooting Patch
    // Manager").
    found.extend(answer.of_kind("noexec:").map(|(folder, _)| {
        let message = format!("{folder} is mounted noexec: what the agent puts there does not run");
        about.finding(
            &NO_EXECUTION,
            message,
            "/proc/mounts",
            elsewhere("mount it without noexec"),
        )
    }));
    found
}

fn buckets(about: About<'_>, answer: &Answer) -> Option<Diagnosis> {
    // Any answer of HTTP is one of S3: who may read what is another question.
    let lost = answer
        .of_kind("reach:")
        .filter(|(_, code)| matches!(*code, "" | "000"));
    let lost: Vec<&str> = lost.map(|(bucket, _)| bucket).collect();
    if lost.is_empty() {
        return None;
    }
    let message = format!(
        "it does not reach {}, which a node reads while it is patched",
        lost.join(", ")
    );
    let fix =
        "let it reach S3: a route, a gateway endpoint whose policy has these buckets, or the proxy";
    Some(about.finding(&UNREACHED, message, "no answer within 5 s", elsewhere(fix)))
}

fn sources(about: About<'_>, answer: &Answer) -> Option<Diagnosis> {
    if answer.get("sources")? != "0" {
        return None;
    }
    let message = "it has no enabled patch source: a scan finds nothing missing, whatever is";
    Some(about.finding(
        &NO_SOURCES,
        message,
        "no enabled repository in its lists",
        elsewhere("enable its repositories, or name some in the baseline's sources"),
    ))
}

#[cfg(test)]
#[path = "probe_tests.rs"]
mod tests;
