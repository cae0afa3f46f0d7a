//! AWS Signature Version 4: reads what a request claims, and checks its signature.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use http::request::Parts;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};

/// What the `Authorization` header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) access_key: String,
    date: String,
    pub(super) region: String,
    pub(super) service: String,
    signed_headers: String,
    signature: String,
}

impl Claim {
    /// Reads the header; `None` when it is not a signature of version 4.
    pub(super) fn read(header: &str) -> Option<Self> {
        let rest = header.strip_prefix("AWS4-HMAC-SHA256")?;
        let field = |name: &str| {
            rest.split(',')
                .find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))
        };
        let mut claim = Self::of_scope(field("Credential")?)?;
        field("SignedHeaders")?.clone_into(&mut claim.signed_headers);
        field("Signature")?.clone_into(&mut claim.signature);
        Some(claim)
    }

    /// Reads a credential scope: access key, date, Region, service and `aws4_request`.
    pub(super) fn of_scope(scope: &str) -> Option<Self> {
        let mut parts = scope.split('/');
        // A part that is empty makes none: a scope has exactly these five.
        let mut next = || {
            parts
                .next()
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
        };

        let claim = Self {
            access_key: next()?,
            date: next()?,
            region: next()?,
            service: next()?,
            signed_headers: String::new(),
            signature: String::new(),
        };
        (next()? == "aws4_request").then_some(claim)
    }

    /// What AWS demands of a signature before it looks at it: host and target are signed, and the
    /// day of the scope is that of the request.
    ///
    /// # Errors
    /// What is missing, in AWS's words where they are known.
    pub(super) fn check_form(&self, parts: &Parts) -> Result<(), String> {
        // HTTP/2 has `:authority` in place of `Host`.
        let signs = |name: &str| self.signed_headers.split(';').any(|signed| signed == name);
        if !signs("host") && !signs(":authority") {
            return Err(
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
                    .to_owned(),
            );
        }
        if parts.headers.contains_key("x-amz-target") && !signs("x-amz-target") {
            return Err(
                "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.".to_owned(),
            );
        }

        // The key is derived from the date of the scope, which must be that of the request.
        let stamp = parts.headers.get("x-amz-date");
        let stamp = stamp
            .and_then(|stamp| stamp.to_str().ok())
            .unwrap_or_default();
        if stamp.starts_with(&self.date) {
            return Ok(());
        }
        let (day, of_request) = (&self.date, stamp.get(..8).unwrap_or_default());
        Err(format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{day}' != '{of_request}', from '{stamp}'."
        ))
    }

    /// Whether the signature is the one that this secret makes over the request.
    pub(super) fn verify(&self, parts: &Parts, body: &[u8], secret: &str) -> bool {
        self.sign(parts, body, secret)
            .is_some_and(|signature| signature == self.signature)
    }

    /// The signature that a secret makes over a request; `None` when a signed header or the time is
    /// not there.
    fn sign(&self, parts: &Parts, body: &[u8], secret: &str) -> Option<String> {
        let canonical = self.canonical_request(parts, body)?;
        let time = parts.headers.get("x-amz-date")?.to_str().ok()?;

        let scope = format!(
            "{}/{}/{}/aws4_request",
            self.date, self.region, self.service
        );
        let to_sign = format!(
            "AWS4-HMAC-SHA256\n{time}\n{scope}\n{}",
            hex::encode(Sha256::digest(canonical))
        );
        // The key is derived from the secret step by step (IAM User Guide, "Create a signed AWS API
        // request").
        let mut key = mac(format!("AWS4{secret}").as_bytes(), self.date.as_bytes());
        for part in [self.region.as_str(), self.service.as_str(), "aws4_request"] {
            key = mac(&key, part.as_bytes());
        }
        Some(hex::encode(mac(&key, to_sign.as_bytes())))
    }

    /// The `Authorization` header of a request, for tests.
    #[cfg(test)]
    pub(super) fn header(
        scope: &str,
        signed_headers: &str,
        parts: &Parts,
        body: &[u8],
        secret: &str,
    ) -> String {
        let mut claim = Self::of_scope(scope).unwrap();
        signed_headers.clone_into(&mut claim.signed_headers);
        let signature = claim.sign(parts, body, secret).unwrap();
        format!(
            "AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders={signed_headers}, Signature={signature}"
        )
    }

    /// The request in the one form that both sides hash (IAM User Guide, "Create a signed AWS API
    /// request").
    fn canonical_request(&self, parts: &Parts, body: &[u8]) -> Option<String> {
        let mut headers = String::new();
        for name in self.signed_headers.split(';') {
            let _ = writeln!(headers, "{name}:{}", canonical_header(parts, name)?);
        }
        let path = if parts.uri.path().is_empty() {
            "/"
        } else {
            parts.uri.path()
        };

        // Encoded once more than it came, as every service but S3 has it, whose requests are not
        // verified here (IAM User Guide, the same page).
        let path = utf8_percent_encode(path, IN_PATH);
        let query = canonical_query(parts.uri.query().unwrap_or_default());
        let payload = hex::encode(Sha256::digest(body));
        Some(format!(
            "{}\n{path}\n{query}\n{headers}\n{}\n{payload}",
            parts.method, self.signed_headers
        ))
    }
}

/// What stays as it is in a path: letters, digits, the four marks, and what parts it.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

/// All values of a header, with single blanks; `None` when there is none.
fn canonical_header(parts: &Parts, name: &str) -> Option<String> {
    let values: Vec<String> = parts
        .headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    (!values.is_empty()).then(|| values.join(","))
}

/// The pairs of a query, sorted; a name without a value has an empty one.
fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();

    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|pair| {
            if pair.contains('=') {
                pair.to_owned()
            } else {
                format!("{pair}=")
            }
        })
        .collect();
    pairs.join("&")
}

fn mac(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length is taken");
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the AWS documentation "Signature Version 4 signing process" (GET on IAM,
    /// `ListUsers`).
    #[test]
    fn the_documented_example_verifies_and_a_changed_one_does_not() {
        let build = |query: &str| {
            let request = http::Request::builder()
                .uri(format!("https://iam.amazonaws.com/?{query}"))
                .header(
                    "content-type",
                    "application/x-www-form-urlencoded; charset=utf-8",
                )
                .header("host", "iam.amazonaws.com")
                .header("x-amz-date", "20150830T123600Z");
            request.body(()).unwrap().into_parts().0
        };
        let claim = Claim::read(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
             SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        )
        .unwrap();
        assert_eq!(
            (
                claim.access_key.as_str(),
                claim.region.as_str(),
                claim.service.as_str()
            ),
            ("AKIDEXAMPLE", "us-east-1", "iam")
        );
        let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        assert!(claim.verify(&build("Action=ListUsers&Version=2010-05-08"), b"", secret));
        assert!(!claim.verify(&build("Action=ListUsers&Version=2010-05-09"), b"", secret));
        assert!(!claim.verify(&build("Action=ListUsers&Version=2010-05-08"), b"x", secret));
        assert!(!claim.verify(
            &build("Action=ListUsers&Version=2010-05-08"),
            b"",
            "another"
        ));
        assert_eq!(Claim::read("Bearer x"), None);

        let request = build("Action=ListUsers&Version=2010-05-08");
        assert_eq!(claim.check_form(&request), Ok(()));
        let form = |change: fn(&mut Claim)| {
            let mut claim = claim.clone();
            change(&mut claim);
            claim.check_form(&request).unwrap_err()
        };
        assert!(form(|claim| claim.signed_headers = "x-amz-date".to_owned()).contains("'Host'"));
        assert!(form(|claim| claim.date = "20150829".to_owned()).contains("Credential scope"));
        let mut aimed = build("");
        aimed
            .headers
            .insert("x-amz-target", "AmazonSSM.X".parse().unwrap());
        assert!(
            claim
                .check_form(&aimed)
                .unwrap_err()
                .contains("'x-amz-target'")
        );
    }
}
