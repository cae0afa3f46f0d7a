//! Reading page after page.

use std::future::Future;

use super::actions::Action;
use super::fleet::next_page;
use crate::error::Result;

/// Asks for pages until there is none: `ask` gets the token and gives the items and the next token.
/// A page may be empty.
pub(super) async fn all<T, F, Fut>(action: Action, mut ask: F) -> Result<Vec<T>>
where
    F: FnMut(Option<String>) -> Fut,
    Fut: Future<Output = Result<(Vec<T>, Option<String>)>>,
{
    let mut items = Vec::new();
    let mut token = None;
    loop {
        let (page, next) = ask(token.clone()).await?;
        items.extend(page);
        token = next_page(action, token, next)?;
        if token.is_none() {
            return Ok(items);
        }
    }
}
