//! AWS Config: whether it records what the console's dashboard shows.

use serde_json::{Value, json};

use super::actions::Action;
use super::protocol::Protocol;
use super::site::Site;
use super::thin;
use crate::domain::doctor::recording::Recorder;
use crate::error::Result;

const CONFIG: Protocol = Protocol::json("config", "StarlingDoveService");

impl Site {
    /// The recorders of one's own in this account and Region, of which AWS takes one. Those of
    /// services are not listed without being asked for.
    ///
    /// # Errors
    /// When AWS Config cannot be asked.
    pub async fn recorders(&self) -> Result<Vec<Recorder>> {
        let (recorders, status) = futures::join!(
            self.config_list(Action::Recorders, "ConfigurationRecorders"),
            self.config_list(Action::RecorderStatus, "ConfigurationRecordersStatus")
        );
        let (recorders, status) = (recorders?, status?);
        Ok(recorders.iter().map(|one| recorder(one, &status)).collect())
    }

    async fn config_list(&self, action: Action, member: &str) -> Result<Vec<Value>> {
        let answer =
            thin::send_json(&self.config, &self.place(), action, CONFIG, &json!({})).await?;
        let list = answer.get(member).and_then(Value::as_array).cloned();
        list.ok_or_else(|| thin::unread(action, &format!("has no {member}")))
    }
}

fn recorder(raw: &Value, status: &[Value]) -> Recorder {
    let name = name(raw);
    let own = status.iter().find(|one| self::name(one) == name);
    // One of which nobody says that it records does not.
    let recording = own.and_then(|one| one.get("recording")?.as_bool());

    let group = raw.get("recordingGroup");
    let of_group = |path: &str| group.and_then(|group| group.pointer(path));
    Recorder {
        name: name.to_owned(),
        recording: recording.unwrap_or_default(),
        all: of_group("/allSupported")
            .and_then(Value::as_bool)
            .unwrap_or_default(),
        strategy: texts(of_group("/recordingStrategy/useOnly")).pop(),
        types: texts(of_group("/resourceTypes")),
        excluded: texts(of_group("/exclusionByResourceTypes/resourceTypes")),
    }
}

fn name(one: &Value) -> &str {
    one.get("name").and_then(Value::as_str).unwrap_or_default()
}

/// A text, or the texts of a list.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(all)) => all
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Some(Value::String(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}
