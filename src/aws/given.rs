//! What an answer must hold that gives keys to sign with. The SDK would keep empty keys, and writes
//! those of `aws login` over the ones that were there.

use serde_json::Value;

/// Where console sessions get new keys (AWS Sign-In API, `CreateOAuth2Token`).
const SIGN_IN: &str = "/v1/token";
/// Where single sign-on gives keys (IAM Identity Center portal API, `GetRoleCredentials`).
const PORTAL: &str = "/federation/credentials";

/// Whether an answer to this path gives keys, so that it has to be read whole.
pub(super) fn is_giving(path: &str) -> bool {
    path.ends_with(SIGN_IN) || path.ends_with(PORTAL)
}

/// Why an answer of HTTP 200 gives no keys; `None` when it does.
pub(super) fn lacks(path: &str, body: &[u8]) -> Option<&'static str> {
    let Ok(answer) = serde_json::from_slice::<Value>(body) else {
        return Some("its answer is no JSON");
    };
    if path.ends_with(PORTAL) {
        return (!has_keys(&answer["roleCredentials"])).then_some(NO_KEYS);
    }
    if !has_keys(&answer["accessToken"]) || !is_filled(&answer["refreshToken"]) {
        return Some(NO_KEYS);
    }
    // Seconds; a session of AWS lasts at most some hours.
    let lasts = answer["expiresIn"].as_u64();
    let sensible = lasts.is_some_and(|seconds| seconds <= 7 * 24 * 3600);
    (!sensible).then_some("its answer does not say how long its keys last")
}

const NO_KEYS: &str = "its answer has no keys";

fn has_keys(given: &Value) -> bool {
    let parts = ["accessKeyId", "secretAccessKey", "sessionToken"];
    parts.iter().all(|part| is_filled(&given[*part]))
}

fn is_filled(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_keys_are_given() {
        let whole =
            br#"{"accessToken":{"accessKeyId":"A","secretAccessKey":"s","sessionToken":"t"},
            "refreshToken":"r","expiresIn":900}"#;
        assert_eq!(lacks("/v1/token", whole), None);
        let text = String::from_utf8_lossy(whole);
        for bad in [
            String::new(),
            "{}".to_owned(),
            "<html>".to_owned(),
            text.replace("\"A\"", "\"\""),
            text.replace("900", "-5"),
            text.replace("900", "9000000000"),
            text.replace("\"r\"", "null"),
        ] {
            assert!(lacks("/v1/token", bad.as_bytes()).is_some(), "{bad}");
        }
        let keys =
            br#"{"roleCredentials":{"accessKeyId":"A","secretAccessKey":"s","sessionToken":"t"}}"#;
        assert_eq!(lacks("/federation/credentials", keys), None);
        assert!(lacks("/federation/credentials", b"{}").is_some());
        assert!(is_giving("/base/v1/token") && !is_giving("/"));
    }
}
