//! Maintenance windows: what creates, changes and lists them, their targets and their tasks.

mod change;
mod check;
mod common;
mod describe;
mod executions;
mod schedule;
mod targets;
mod task_check;
mod task_input;
mod tasks;

pub(super) use change::{
    create_maintenance_window, delete_maintenance_window, update_maintenance_window,
};
pub(super) use describe::{
    describe_maintenance_windows, describe_maintenance_windows_for_target, get_maintenance_window,
};
pub(super) use executions::{
    cancel_maintenance_window_execution, describe_maintenance_window_execution_task_invocations,
    describe_maintenance_window_execution_tasks, describe_maintenance_window_executions,
    get_maintenance_window_execution, get_maintenance_window_execution_task,
    get_maintenance_window_execution_task_invocation,
};
pub(super) use schedule::describe_maintenance_window_schedule;
pub(super) use targets::{
    deregister_target_from_maintenance_window, describe_maintenance_window_targets,
    register_target_with_maintenance_window, update_maintenance_window_target,
};
pub(super) use tasks::{
    deregister_task_from_maintenance_window, describe_maintenance_window_tasks,
    get_maintenance_window_task, register_task_with_maintenance_window,
    update_maintenance_window_task,
};
