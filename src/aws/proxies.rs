//! The proxies of the environment, as the AWS CLI takes them from it (botocore,
//! `get_environ_proxies`, which is urllib's reading): by scheme, `ALL_PROXY` not among them.

use http::Uri;

use crate::domain::text::url::without_password;
use crate::error::{Error, Result};
use crate::process::env::Env;

/// One proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proxy {
    /// With user and password, as requests need it.
    pub(super) url: String,
    /// The variable that names it, as it is written there.
    variable: String,
}

impl Proxy {
    /// The proxy in a message: no password.
    pub(super) fn shown(&self) -> String {
        format!("{} ({})", without_password(&self.url), self.variable)
    }
}

/// Which requests go through which proxy.
#[derive(Clone, Debug, Default)]
pub(super) struct Proxies {
    /// For requests to `http://`.
    pub(super) http: Option<Proxy>,
    /// For requests to `https://`.
    pub(super) https: Option<Proxy>,
    bypass: Bypass,
}

/// What goes past the proxies.
#[derive(Clone, Debug, Default)]
struct Bypass {
    everything: bool,
    suffixes: Vec<String>,
}

impl Proxies {
    /// Reads them.
    ///
    /// # Errors
    /// A usage error for what is no URL of a proxy; a request past it could leave a closed network.
    pub(super) fn of(env: &Env) -> Result<Self> {
        let mut http = variable(env, "http_proxy");
        // A web server makes HTTP_PROXY of a header of whoever asks it (CVE-2016-1000110).
        if env.get("REQUEST_METHOD").is_some() {
            http = http.filter(|(name, _)| name == "http_proxy");
        }
        let bypass = variable(env, "no_proxy").map(|(_, list)| Bypass::of(&list));
        Ok(Self {
            http: http.map(proxy).transpose()?,
            https: variable(env, "https_proxy").map(proxy).transpose()?,
            bypass: bypass.unwrap_or_default(),
        })
    }

    /// The proxy for a request.
    pub(super) fn of_url(&self, url: &Uri) -> Option<&Proxy> {
        let proxy = match url.scheme_str() {
            Some("http") => self.http.as_ref(),
            Some("https") => self.https.as_ref(),
            _ => None,
        }?;
        let host = url.host().unwrap_or_default().to_ascii_lowercase();
        let with_port = url.authority().map(|authority| {
            let text = authority.as_str().to_ascii_lowercase();
            text.rsplit('@').next().unwrap_or_default().to_owned()
        });
        let passes =
            self.bypass.holds(&host) || with_port.is_some_and(|text| self.bypass.holds(&text));
        (!passes).then_some(proxy)
    }
}

impl Bypass {
    fn of(list: &str) -> Self {
        let names = list
            .split(',')
            .map(|name| name.trim().trim_start_matches('.'));
        let names = names.filter(|name| !name.is_empty());
        Self {
            everything: list == "*",
            suffixes: names.map(str::to_ascii_lowercase).collect(),
        }
    }

    fn holds(&self, host: &str) -> bool {
        self.everything || self.suffixes.iter().any(|suffix| ends(host, suffix))
    }
}

/// Whether a host is this name, or stands below it.
fn ends(host: &str, suffix: &str) -> bool {
    let rest = host.strip_suffix(suffix);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The variable of this name in small letters, else in others; an empty one in small letters takes
/// the other back.
fn variable(env: &Env, name: &str) -> Option<(String, String)> {
    if let Some(value) = env.raw(name) {
        return (!value.is_empty()).then(|| (name.to_owned(), value.to_owned()));
    }
    let mut others = env.names().filter(|other| other.eq_ignore_ascii_case(name));
    others.find_map(|other| Some((other.to_owned(), env.get(other)?.to_owned())))
}

fn proxy((variable, value): (String, String)) -> Result<Proxy> {
    // A proxy without a scheme speaks plain HTTP (botocore, `_fix_proxy_url`).
    let url = match value.split_once("//") {
        Some(("", _)) => format!("http:{value}"),
        Some((scheme, _)) if scheme.ends_with(':') => value,
        _ => format!("http://{value}"),
    };
    let parsed = url.parse::<Uri>().ok();
    let fits = parsed.is_some_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.host().is_some_and(|host| !host.is_empty())
    });
    if fits {
        return Ok(Proxy { url, variable });
    }
    let shown = without_password(&url);
    Err(Error::usage(format!(
        "{variable}: `{shown}` is not the URL of an HTTP proxy"
    ))
    .hint("give http://HOST:PORT or https://HOST:PORT, or unset the variable"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(pairs: &[(&str, &str)], url: &str) -> Option<String> {
        let proxies = Proxies::of(&Env::from_pairs(pairs.iter().copied())).expect("proxies");
        let url = url.parse().expect("a URL");
        proxies.of_url(&url).map(|proxy| proxy.url.clone())
    }

    #[test]
    fn a_proxy_is_chosen_by_the_scheme_of_the_request() {
        let both = [("HTTPS_PROXY", "http://s:1"), ("HTTP_PROXY", "h:2")];
        let secure = "https://ssm.us-east-1.amazonaws.com/";
        let plain = "http://127.0.0.1:99/";
        assert_eq!(way(&both, secure).as_deref(), Some("http://s:1"));
        assert_eq!(way(&both, plain).as_deref(), Some("http://h:2"));
        assert_eq!(way(&both[..1], plain), None);
        let small = [("https_proxy", ""), ("HTTPS_PROXY", "http://s:1")];
        assert_eq!(way(&small, secure), None, "taken back");
        let mixed = [("Https_Proxy", "//s:1")];
        assert_eq!(way(&mixed, secure).as_deref(), Some("http://s:1"));
        let all = [("ALL_PROXY", "socks5://s:1")];
        assert_eq!(way(&all, secure), None);
        let cgi = [("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "http://evil:1")];
        assert_eq!(way(&cgi, plain), None);
    }

    #[test]
    fn names_without_a_proxy_are_suffixes_of_whole_labels() {
        let through = |list: &str, url: &str| {
            way(&[("HTTPS_PROXY", "http://p:1"), ("NO_PROXY", list)], url).is_some()
        };
        let url = "https://ssm.us-east-1.amazonaws.com/";
        for list in [
            "*",
            "amazonaws.com",
            ".AMAZONAWS.com , x",
            "ssm.us-east-1.amazonaws.com",
        ] {
            assert!(!through(list, url), "{list}");
        }
        for list in [
            "zonaws.com",
            "*, x",
            "ssm",
            "10.0.0.0/8",
            "ssm.us-east-1.amazonaws.com:1",
        ] {
            assert!(through(list, url), "{list}");
        }
        assert!(!through("host:8443", "https://host:8443/"));
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_said_without_its_password() {
        let bad = |value: &str| {
            let env = Env::from_pairs([("HTTPS_PROXY", value)]);
            Proxies::of(&env)
                .expect_err("no proxy")
                .message()
                .to_owned()
        };
        let told = bad("socks5://me:secret@p:1");
        assert!(
            told.contains("HTTPS_PROXY") && !told.contains("secret"),
            "{told}"
        );
        assert!(bad("http://").contains("not the URL"));
        let env = Env::from_pairs([("HTTPS_PROXY", "http://me:secret@p:1")]);
        let shown = Proxies::of(&env)
            .expect("a proxy")
            .https
            .expect("it")
            .shown();
        assert_eq!(shown, "http://me:***@p:1 (HTTPS_PROXY)");
    }
}
