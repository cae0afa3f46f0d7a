//! A change that is shown, approved and carried out.
//!
//! A noun says what its steps are ([`step::Step`]); a [`Change`](step::Change) is the steps of every
//! place. Who approves it hands over the plan itself, so that nothing else can be carried out, and
//! [`carry_out`] does so without knowing any noun. A new noun is one more file like [`tags`].

pub mod associations;
pub mod baselines;
pub mod carry_out;
pub mod described;
pub mod findings;
pub mod places;
pub mod planning;
pub mod policies;
pub mod policy_planning;
pub mod report_schedules;
pub mod review;
pub mod step;
pub mod tags;
pub mod windows;
