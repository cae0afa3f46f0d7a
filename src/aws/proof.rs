//! What an answer of HTTP 200 must hold so that it is one. A page of somebody in between, an empty
//! body and `{}` would read like an empty list, or like a change that was made.

use std::collections::HashMap;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use serde::de::IgnoredAny;

use super::actions::Proof;

/// Why an answer proves nothing, in words; `None` when it does.
pub(super) fn lacks(proof: Proof, response: &HttpResponse) -> Option<String> {
    if !response.status().is_success() {
        return None;
    }
    // A stream has no bytes here: what it holds is looked at where it is read.
    let body = response.body().bytes().unwrap_or_default();
    let body = body.trim_ascii();
    let lacking = match proof {
        Proof::None => return None,
        Proof::Header(name) => {
            let value = response.headers().get(name).unwrap_or_default();
            value.is_empty().then(|| format!("no {name}"))
        }
        Proof::NoContent => {
            let is_page = response.status().as_u16() != 204;
            is_page.then(|| "something where nothing is to be said".to_owned())
        }
        Proof::Object => (!is_object(body)).then(|| "no JSON object".to_owned()),
        Proof::Member(name) => {
            let there = is_object(body) && has_member(body, name);
            (!there).then(|| format!("no {name}"))
        }
        Proof::Element(name) => {
            let there = body.starts_with(b"<") && holds(body, &format!("<{name}"));
            (!there).then(|| format!("no {name}"))
        }
    };
    lacking.map(|what| {
        if body.is_empty() {
            format!("{what}: its body is empty")
        } else {
            what
        }
    })
}

/// The code of an answer of AWS that is an error: SSM and its like have it in `__type` or a header,
/// S3 and STS in XML.
pub(super) fn error_code(response: &HttpResponse) -> Option<String> {
    if let Some(code) = response.headers().get("x-amzn-errortype") {
        return Some(plain_code(code));
    }
    let body = response.body().bytes()?.trim_ascii();
    if is_object(body) {
        let members: HashMap<String, serde_json::Value> = serde_json::from_slice(body).ok()?;
        let code = members.get("__type").or_else(|| members.get("code"))?;
        return code.as_str().map(plain_code);
    }

    let text = std::str::from_utf8(body).ok()?;
    let (_, after) = text.split_once("<Code>")?;
    let (code, _) = after.split_once("</Code>")?;
    Some(code.trim().to_owned())
}

/// A code without its namespace and without the address behind it (Smithy, "AWS JSON 1.1 protocol").
fn plain_code(code: &str) -> String {
    let code = code.split(':').next().unwrap_or_default();
    code.rsplit('#').next().unwrap_or_default().to_owned()
}

fn is_object(body: &[u8]) -> bool {
    body.starts_with(b"{") && body.ends_with(b"}")
}

/// Whether a document has a member with a value; one deeper inside is another.
fn has_member(body: &[u8], name: &str) -> bool {
    let members: Result<HashMap<String, Option<IgnoredAny>>, _> = serde_json::from_slice(body);
    members.is_ok_and(|members| members.get(name).is_some_and(Option::is_some))
}

/// Whether a text stands anywhere in a body: to parse all of it twice would cost more than the rest
/// of the call.
fn holds(body: &[u8], text: &str) -> bool {
    memchr::memmem::find(body, text.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;

    use super::*;

    fn answer(status: u16, body: &str) -> HttpResponse {
        let status = status.try_into().expect("a status");
        HttpResponse::new(status, SdkBody::from(body.to_owned()))
    }

    #[test]
    fn what_is_no_answer_proves_nothing() {
        let list = Proof::Member("Patches");
        for bad in [
            "",
            " ",
            "{}",
            "[]",
            "null",
            "<html>Patches</html>",
            r#"{"Patch":[]}"#,
            r#"{"Patches":["#,
            r#"{"Patches" : null}"#,
            r#"{"Error":{"Patches":[]}}"#,
            r#"{"message":"\"Patches\":[]"}"#,
        ] {
            assert!(lacks(list, &answer(200, bad)).is_some(), "{bad}");
        }
        assert_eq!(lacks(list, &answer(200, r#"{"Patches":[]}"#)), None);
        // What is an error is told by its code.
        assert_eq!(lacks(list, &answer(400, "{}")), None);

        assert_eq!(lacks(Proof::Object, &answer(200, "{}")), None);
        assert!(lacks(Proof::Object, &answer(200, "ok")).is_some());
        let element = Proof::Element("ListBucketResult");
        assert_eq!(
            lacks(element, &answer(200, "<?xml?><ListBucketResult/>")),
            None
        );
        assert!(lacks(element, &answer(200, "<html/>")).is_some());

        let mut put = answer(200, "");
        assert!(lacks(Proof::Header("etag"), &put).is_some());
        put.headers_mut().insert("etag", "\"0\"");
        assert_eq!(lacks(Proof::Header("etag"), &put), None);
    }
}
