//! The steps that change schedules of reports.

use async_trait::async_trait;

use super::step::Step;
use crate::aws::site::Site;
use crate::domain::export::step::ScheduleStep;
use crate::error::Result;
use crate::output::plan::Consented;

#[async_trait(?Send)]
impl Step for ScheduleStep {
    type Memory = ();

    fn line(&self) -> String {
        Self::line(self)
    }

    async fn apply(
        steps: &[&Self],
        site: &Site,
        (): &mut (),
        consented: &Consented,
    ) -> Vec<Result<Option<String>>> {
        let mut answers = Vec::new();
        for step in steps {
            // On the heap: every writing call is large.
            answers.push(Box::pin(one(step, site, consented)).await);
        }
        answers
    }
}

async fn one(step: &ScheduleStep, site: &Site, consented: &Consented) -> Result<Option<String>> {
    match step {
        ScheduleStep::Create {
            name,
            schedule,
            export,
        } => {
            let made = site.create_export(name, schedule, export, consented).await;
            made.map(Some)
        }
        ScheduleStep::Delete { id, .. } => {
            site.delete_association(id, consented).await?;
            Ok(None)
        }
    }
}
