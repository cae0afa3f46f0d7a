//! Reading every scope side by side. A scope that cannot be read becomes a result.

use std::future::Future;

use futures::future::join_all;

use super::fault;
use super::reach::Reach;
use super::site::Site;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::Scope;
use crate::error::Result;

/// What the scopes answered.
#[derive(Debug)]
pub struct Gathered<T> {
    /// The answers, sorted by scope.
    pub answers: Vec<(Scope, T)>,
    /// What could not be read, sorted by place.
    pub unreadable: Vec<Unreadable>,
    /// Regions that are not enabled and were left out.
    pub skipped: Vec<Scope>,
}

impl Reach {
    /// Asks every scope, all at once: none waits for another, and what is under way is bounded
    /// where it is sent.
    pub async fn gather<'a, T, F, Fut>(&'a self, read: F) -> Gathered<T>
    where
        F: Fn(&'a Site) -> Fut,
        Fut: Future<Output = Result<T>>,
    {
        // In the order of the sites, which is the order of the answers.
        let answers = join_all(self.sites.iter().map(read)).await;

        // What could not be reached at all belongs to every answer.
        let mut gathered = Gathered {
            answers: Vec::new(),
            unreadable: self.unreadable.clone(),
            skipped: Vec::new(),
        };

        for (site, answer) in self.sites.iter().zip(answers) {
            match answer {
                Ok(answer) => gathered.answers.push((site.scope.clone(), answer)),
                Err(error) if self.is_disabled_region(site, &error) => {
                    gathered.skipped.push(site.scope.clone());
                }
                Err(error) => gathered
                    .unreadable
                    .push(fault::unreadable_scope(&site.scope, &error)),
            }
        }

        gathered.unreadable.sort_by(|a, b| a.place.cmp(&b.place));
        gathered
    }
}
