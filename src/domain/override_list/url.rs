//! The URL under which nodes find a list.

/// The most characters of the URL (SSM API, shape `InstallOverrideList`).
const LONGEST: usize = 256;

/// Checks the URL against the pattern of the parameter `InstallOverrideList` of
/// AWS-RunPatchBaseline, and against the length that the API can answer.
///
/// # Errors
/// Why the document or the node would refuse it.
pub fn check(url: &str) -> Result<(), String> {
    let rest = url
        .strip_prefix("s3://")
        .or_else(|| url.strip_prefix("https://"));
    let rest =
        rest.ok_or_else(|| format!("`{url}` begins neither with s3:// nor with https://"))?;

    // Java's \v and \s; the other white space of Unicode is let through by the pattern, and by
    // nothing else.
    let refused = |c: char| matches!(c, '\'' | '"' | '`' | '$') || c.is_whitespace();
    if let Some(c) = url.chars().find(|c| refused(*c)) {
        return Err(format!(
            "`{}` holds `{}`, which the SSM document refuses",
            url.escape_debug(),
            c.escape_debug()
        ));
    }

    if rest.split('/').count() < 2 {
        return Err(format!("`{url}` names no object"));
    }
    if rest.split('/').any(str::is_empty) {
        return Err(format!(
            "`{url}` has two slashes in a row, or one at its end, which the SSM document refuses"
        ));
    }

    let length = url.chars().count();
    if length > LONGEST {
        return Err(format!(
            "the URL has {length} characters; at most {LONGEST} are allowed"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn urls_are_judged_as_the_document_judges_them() {
        for good in [
            "s3://bucket/key",
            "s3://bucket/a/b.yaml",
            "https://host/path",
            "https://bucket.s3.amazonaws.com/a?x=1&y=2",
            "s3://b/é",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "http://host/path",
            "s3://bucket",
            "s3://bucket/",
            "s3://bucket//key",
            "s3://bucket/a b",
            "s3://bucket/a$b",
            "s3://bucket/it's",
            "s3://bucket/a\u{2028}b",
            "S3://bucket/key",
            "s3:///key",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
        let longest = format!("s3://bucket/{}", "k".repeat(244));
        assert!(check(&longest).is_ok() && check(&format!("{longest}k")).is_err());
    }
}
