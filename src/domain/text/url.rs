//! URLs as they may be shown: without the password that they may have.

/// A URL without the user and the password that it may have: it is shown, and kept in receipts.
pub fn without_user(url: &str) -> String {
    let (scheme, authority, path) = parts(url);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    format!("{scheme}{host}{path}")
}

/// A URL with its password hidden: it is shown to whoever must find out which user it has.
pub fn without_password(url: &str) -> String {
    let (scheme, authority, path) = parts(url);
    match authority.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or_default();
            format!("{scheme}{name}:***@{host}{path}")
        }
        None => url.to_owned(),
    }
}

/// The same for what is no URL: nothing is known of where its password ends.
pub fn without_any_password(text: &str) -> String {
    match text.rsplit_once('@') {
        Some((_, rest)) => format!("***@{rest}"),
        None => text.to_owned(),
    }
}

/// Scheme with its sign, authority, and what stands behind that.
fn parts(url: &str) -> (&str, &str, &str) {
    let scheme = url.find("://").map_or(0, |end| end + "://".len());
    let (scheme, rest) = url.split_at(scheme);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    (scheme, authority, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        for (url, user, password) in [
            ("http://a:b@h:1/p", "http://h:1/p", "http://a:***@h:1/p"),
            ("http://a:b@c@h", "http://h", "http://a:***@h"),
            ("http://h/p@q", "http://h/p@q", "http://h/p@q"),
            ("http://h?x=a@b", "http://h?x=a@b", "http://h?x=a@b"),
            ("a:b@h", "h", "a:***@h"),
            ("aws", "aws", "aws"),
        ] {
            assert_eq!(without_user(url), user);
            assert_eq!(without_password(url), password);
        }
        assert_eq!(without_any_password("http://a:b/c@[h"), "***@[h");
    }
}
