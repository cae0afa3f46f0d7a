//! Reading page after page.

use std::collections::{HashMap, HashSet};
use std::fmt::Debug;
use std::future::Future;

use super::actions::Action;
use crate::error::{Error, Result};

/// After how many pages without an item nobody believes that one will come. A filter over a large
/// fleet gives some hundred such pages in a row.
const EMPTY_PAGES: usize = 500;
/// How often the same page may come under other tokens: once too often is a list that moved while it
/// was read.
const SAME_PAGES: usize = 2;
/// After how many pages nobody believes in an end: a million nodes make 20,000.
const PAGES: usize = 25_000;

/// The tokens of one list, which must lead to its end.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    seen: HashSet<String>,
    empty_in_a_row: usize,
    /// How often a page came, by its length, its first and its last item.
    pages: HashMap<String, usize>,
}

impl Tokens {
    /// The token of the next page, after this one; `None` at the end.
    ///
    /// # Errors
    /// When a token or a page comes back, or when there is no end in sight.
    pub(super) fn next<T: Debug>(
        &mut self,
        action: Action,
        page: &[T],
        next: Option<String>,
    ) -> Result<Option<String>> {
        // AWS ends with no token or with an empty one; the SDK's own paginators take both for the
        // end.
        let Some(token) = next.filter(|token| !token.is_empty()) else {
            return Ok(None);
        };
        self.empty_in_a_row = match page {
            [] => self.empty_in_a_row + 1,
            _ => 0,
        };
        let iam = action.iam();
        if !self.seen.insert(token.clone()) || self.came_too_often(page) {
            return Err(Error::failed(format!("{iam} gave the same page twice")));
        }
        if self.empty_in_a_row > EMPTY_PAGES || self.seen.len() > PAGES {
            let pages = self.seen.len();
            return Err(Error::failed(format!(
                "{iam} gave {pages} pages and no end"
            )));
        }
        Ok(Some(token))
    }

    /// Whether a page came too often, whatever token led to it.
    fn came_too_often<T: Debug>(&mut self, page: &[T]) -> bool {
        let (Some(first), Some(last)) = (page.first(), page.last()) else {
            return false;
        };
        let times = self
            .pages
            .entry(format!("{} {first:?} {last:?}", page.len()));
        let times = times.or_default();
        *times += 1;
        *times > SAME_PAGES
    }
}

/// Asks for pages until there is none: `ask` gets the token and gives the items and the next token.
/// A page may be empty.
pub(super) async fn all<T, F, Fut>(action: Action, mut ask: F) -> Result<Vec<T>>
where
    T: Debug,
    F: FnMut(Option<String>) -> Fut,
    Fut: Future<Output = Result<(Vec<T>, Option<String>)>>,
{
    let (mut items, mut tokens, mut token) = (Vec::new(), Tokens::default(), None);
    loop {
        let (page, next) = ask(token).await?;
        token = tokens.next(action, &page, next)?;
        items.extend(page);
        if token.is_none() {
            return Ok(items);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_that_come_back_and_lists_without_end_are_errors() {
        let mut tokens = Tokens::default();
        let mut next = |token: &str| tokens.next(Action::Patches, &[token], Some(token.to_owned()));
        assert_eq!(next("a").expect("a page"), Some("a".to_owned()));
        assert!(next("b").is_ok());
        assert!(next("a").is_err(), "a cycle");
        assert_eq!(next("").expect("the end"), None);

        let mut endless = Tokens::default();
        let mut page =
            |page: u32| endless.next::<u32>(Action::Patches, &[], Some(page.to_string()));
        let pages = (0..).map(&mut page);
        assert_eq!(pages.take_while(Result::is_ok).count(), EMPTY_PAGES);
        let mut endless = Tokens::default();
        let mut page = |page: u32| endless.next(Action::Patches, &[page], Some(page.to_string()));
        let pages = (0..).map(&mut page);
        assert_eq!(pages.take_while(Result::is_ok).count(), PAGES);

        // The same items under ever new tokens.
        let mut endless = Tokens::default();
        let mut page = |page: u32| endless.next(Action::Patches, &[1, 2], Some(page.to_string()));
        let pages = (0..).map(&mut page);
        assert_eq!(pages.take_while(Result::is_ok).count(), SAME_PAGES);
    }
}
