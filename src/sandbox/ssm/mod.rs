//! Systems Manager: one function per operation.

mod information;
mod shapes;

use super::http::{Call, unknown};
use super::wire::Answer;

/// Answers a call to SSM.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let operation = match call.operation {
        "DescribeInstanceInformation" => information::describe_instance_information,
        operation => return Err(unknown("ssm", operation)),
    };
    call.allowed("ssm")?;
    operation(call)
}
