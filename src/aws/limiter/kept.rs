//! How a call ended, kept for those who ask the same.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;

use super::lost::Lost;

/// How a call ended, so that it can be told again.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    /// Without an answer.
    Lost(Lost),
    /// With an answer that was a failure of the service.
    Answer {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
}

impl Kept {
    pub(super) fn answer(response: &HttpResponse) -> Self {
        // The SDK learns the time from an answer, and this one may be told again later.
        let headers = response.headers().iter();
        let headers = headers.filter(|(name, _)| !name.eq_ignore_ascii_case("date"));
        Self::Answer {
            status: response.status().as_u16(),
            headers: headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: response.body().bytes().unwrap_or_default().to_vec(),
        }
    }

    /// The same end again.
    pub(super) fn told_again(self) -> Result<HttpResponse, Lost> {
        let (status, headers, body) = match self {
            Self::Lost(mut lost) => {
                lost.is_last = true;
                return Err(lost);
            }
            Self::Answer {
                status,
                headers,
                body,
            } => (status, headers, body),
        };
        let status = status.try_into().expect("it came as a status");
        let mut response = HttpResponse::new(status, SdkBody::from(body));
        for (name, value) in headers {
            response.headers_mut().append(name, value);
        }
        response.add_extension(ToldAgain);
        Ok(response)
    }
}

/// An answer that was not asked for again.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToldAgain;
