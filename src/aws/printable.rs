//! Keys that can go over the wire: they travel in headers, and one that ends with a line break, as
//! a secret that was pasted may, would end the program where the request is signed.

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{
    ProvideCredentials, Result, SharedCredentialsProvider, future,
};

/// Gives what another provider gives, when it can be sent.
#[derive(Debug)]
pub(super) struct Printable(pub(super) SharedCredentialsProvider);

impl ProvideCredentials for Printable {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let found = self.0.provide_credentials().await?;
            printable(found)
        })
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.0.fallback_on_interrupt()
    }
}

/// The values are secrets: only what is wrong with them is said.
fn printable(found: Credentials) -> Result {
    let parts = [
        ("access key id", found.access_key_id()),
        ("secret access key", found.secret_access_key()),
        ("session token", found.session_token().unwrap_or_default()),
    ];
    for (what, value) in parts {
        if value.is_empty() && what != "session token" {
            return Err(CredentialsError::invalid_configuration(format!(
                "the {what} is empty"
            )));
        }
        if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(CredentialsError::invalid_configuration(format!(
                "the {what} has a line break, a space or another character that no key has"
            )));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_in_a_header_is_no_key() {
        let with = |key: &str, token: &str| {
            let token = (!token.is_empty()).then(|| token.to_owned());
            printable(Credentials::new(key, "secret", token, None, "test"))
        };
        assert!(with("AKIAEXAMPLE", "").is_ok());
        assert!(with("ASIAEXAMPLE", "IQoJb3JpZ2luX2Vj+/=").is_ok());
        for (key, token) in [
            ("AKIA\n", ""),
            ("AKIA\u{1}", ""),
            ("AKIÄ", ""),
            ("AKIA", "t\r\n"),
            ("", ""),
        ] {
            assert!(with(key, token).is_err(), "{key:?} {token:?}");
        }
    }
}
