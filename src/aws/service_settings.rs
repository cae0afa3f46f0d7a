//! Settings of Systems Manager for a whole account and Region.

use super::actions::Action;
use super::fault;
use super::site::Site;
use crate::error::{Error, Result};

/// The role of Default Host Management Configuration (SSM User Guide, "Managing EC2 instances
/// automatically with Default Host Management Configuration").
const DEFAULT_HOST: &str = "/ssm/managed-instance/default-ec2-instance-management-role";
/// What the setting is before anybody sets it.
const NONE: &str = "$None";

impl Site {
    /// The role that instances without an instance profile get; empty when they get none.
    ///
    /// # Errors
    /// When Systems Manager cannot be asked.
    pub async fn default_host_role(&self) -> Result<String> {
        let call = self.ssm(Action::ServiceSetting).await;
        let call = call.get_service_setting().setting_id(DEFAULT_HOST);
        let answer = call
            .send()
            .await
            .map_err(|error| fault::fault(Action::ServiceSetting, error))?;

        // An answer without its setting would otherwise say that it is off.
        let setting = answer
            .service_setting()
            .and_then(|setting| setting.setting_value());
        let role = setting.ok_or_else(|| {
            Error::failed("GetServiceSetting answered without a value of the setting")
        })?;
        Ok(if role == NONE { "" } else { role }.to_owned())
    }
}
