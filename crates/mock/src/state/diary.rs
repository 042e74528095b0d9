//! Appointments by whose they are and when, as the agent has them.

use serde_json::Value as Json;

use super::call::Call;
use super::column::{property, text};
use super::kind::kinds;
use super::table::held_number;
use super::{Entity, Special, own};
use crate::catalog::{Operation, Response, Type};

/// The arguments that are understood. Operations that have others know no more than the reference.
const UNDERSTOOD: [&str; 11] = [
    "AppointmentType",
    "AssociateId",
    "AssociateIds",
    "ContactId",
    "Count",
    "EndTime",
    "PersonId",
    "ProjectId",
    "StartTime",
    "TaskId",
    "TaskIds",
];

/// Projects have no members here, so that it does not matter.
const WITHOUT_EFFECT: &str = "IncludeProjectAppointments";

pub(super) fn special(operation: &Operation) -> Option<Special> {
    let name = operation.id.strip_prefix("v1AppointmentAgent_Get")?;
    let is_known = |name: &str| UNDERSTOOD.contains(&name) || name == WITHOUT_EFFECT;
    let has_appointments = match operation.response() {
        Response::Json(Type::List(element)) => *element == Type::Named("Appointment"),
        _ => false,
    };
    let mut arguments = operation.arguments();
    let is_by_time = arguments.any(|item| matches!(&*item.name, "Count" | "StartTime"));
    let mut arguments = operation.arguments();
    let is_meant = has_appointments && is_by_time && arguments.all(|item| is_known(&item.name));
    (is_meant && !name.starts_with("ProjectMember")).then_some(|call, store| {
        let appointments = store.entities(kinds().resource("Appointment"));
        let mut found: Vec<_> = appointments.filter(|it| is_asked_for(call, it)).collect();
        found.sort_by_key(|appointment| text(appointment, "StartDate"));
        found.truncate(call.count());
        call.array(found.into_iter()).map(Some)
    })
}

fn is_asked_for(call: &Call<'_>, appointment: &Entity) -> bool {
    let name = call.found.operation.id;
    let is_own = !name.contains("GetMy") || own::is_own(appointment);
    let ty = text(appointment, "Type");
    let is_task = ty.ends_with("Checklist");
    let is_kind = match () {
        () if name.ends_with("Diary") => !is_task,
        () if name.ends_with("MyTasks") || name.ends_with("PersonTasks") => is_task,
        () => true,
    };
    let wanted = call.text("AppointmentType");
    is_own
        && is_kind
        && (wanted.is_empty() || ty.eq_ignore_ascii_case(&wanted))
        && is_within(call, appointment)
        && is_of(call, appointment)
}

/// Whether a part of it is between the times of the call, of which each may be missing.
fn is_within(call: &Call<'_>, appointment: &Entity) -> bool {
    // All times are of one form, so that their order is that of the texts.
    let start = text(appointment, "StartDate");
    let end = start.max(text(appointment, "EndDate"));
    let (from, to) = (call.text("StartTime"), call.text("EndTime"));
    end >= from.as_str() && (to.is_empty() || (!start.is_empty() && start <= to.as_str()))
}

/// Whether it belongs to what the numbers of the call name.
fn is_of(call: &Call<'_>, appointment: &Entity) -> bool {
    let mut arguments = call.found.operation.arguments();
    arguments.all(|item| {
        let (name, wanted) = match (&item.ty, &*item.name) {
            (_, "Count") => return true,
            (Type::Int32, name) => (name, call.number(name).into_iter().collect()),
            (Type::List(_), name) => (name.trim_end_matches('s'), call.numbers(name)),
            _ => return true,
        };
        let carrier = name.trim_end_matches("Id");
        let held = property(appointment, carrier).and_then(Json::as_object);
        let key = match name {
            "TaskId" => "TaskListItemId",
            name => name,
        };
        let held = held.and_then(|held| held_number(held, key));
        held.is_some_and(|held| wanted.contains(&held))
    })
}
