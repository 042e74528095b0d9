//! Filters: how they are written, and what cannot be.

use client::collection::{Filter, Period, column};
use client::error::RequestErrorKind;
use client::request::Collection;
use client::time::{Date, DateTime};
use client::{Error, Json, Request};

use crate::client;
use crate::server::{Server, ServerResponse};

fn check(filter: Filter, expected: &str) {
    assert_eq!(filter.as_str(), expected);
}

#[test]
fn filters_are_quoted_and_bracketed() {
    let name = || column("name");
    check(name().begins("L'Oréal"), r"name begins 'L\'Oréal'");
    check(name().is(r"C:\"), r"name is 'C:\\'");
    check(
        name().is_not("x' or 'a' is 'a"),
        r"name isNot 'x\' or \'a\' is \'a'",
    );
    check(name().not_begins("a"), "name notBegins 'a'");
    check(name().contains(""), "name contains ''");
    check(name().not_contains("é"), "name notContains 'é'");
    check(column("id").eq(5), "id eq 5");
    check(column("id").ne(-5_i64), "id ne -5");
    check(column("sum").gt(1.5), "sum gt 1.5");
    check(column("sum").lt(2_u32), "sum lt 2");
    check(column("sum").ge(1), "sum ge 1");
    check(column("sum").le(1), "sum le 1");
    check(
        column("a/b:c.d").between("A", "S"),
        "a/b:c.d between ('A','S')",
    );
    check(column("id").one_of([3, 6]), "id oneOf (3,6)");
    check(column("id").one_of([3]), "id oneOf (3)");
    check(column("id").not_one_of(["a", "b"]), "id NotOneOf ('a','b')");
    check(column("image").set(true), "image set true");
    let day = Date::new(2020, 5, 28).unwrap();
    check(column("date").before(&day), "date before '2020-05-28'");
    check(
        column("date").after("2020-05-28"),
        "date after '2020-05-28'",
    );
    check(
        column("date").operator("thisMonth", [0; 0]),
        "date thisMonth",
    );
    check(
        column("id").operator("associateIsOneOf", [1, 2]),
        "id associateIsOneOf (1,2)",
    );

    let (a, b, c) = (
        || column("a").eq(1),
        || column("b").eq(2),
        || column("c").eq(3),
    );
    check(a().and(b()).and(c()), "a eq 1 and b eq 2 and c eq 3");
    check(a().or(b()).or(c()), "a eq 1 or b eq 2 or c eq 3");
    check(a().or(b()).and(c()), "(a eq 1 or b eq 2) and c eq 3");
    check(a().and(b().or(c())), "a eq 1 and (b eq 2 or c eq 3)");
    check(a().and(b()).or(c()), "(a eq 1 and b eq 2) or c eq 3");
    check(a().and("x eq 1 or y eq 2"), "a eq 1 and (x eq 1 or y eq 2)");
    check(Filter::from("").and(a()), "a eq 1");
    check(a().or(""), "a eq 1");
}

#[test]
fn operators_without_a_value() {
    let at = || column("date");
    check(at().before_today(), "date beforeToday");
    check(at().today(), "date today");
    check(at().after_today(), "date afterToday");
    check(at().last_week(), "date lastWeek");
    check(at().this_week(), "date thisWeek");
    check(at().next_week(), "date nextWeek");
    check(at().last_month(), "date lastMonth");
    check(at().this_month(), "date thisMonth");
    check(at().next_month(), "date nextMonth");
    check(at().last_quarter(), "date lastQuarter");
    check(at().this_quarter(), "date thisQuarter");
    check(at().next_quarter(), "date nextQuarter");
    check(at().this_half(), "date thisHalf");
    check(at().this_year(), "date thisYear");
    check(at().is_null(), "date isNull");
    check(at().is_not_null(), "date isNotNull");
    check(at().unary("noneOfThese"), "date noneOfThese");
    check(
        column("associateId").current_associate(),
        "associateId currentAssociate",
    );
}

#[test]
fn operators_of_days_and_times() {
    let at = || column("date");
    let day = Date::new(2020, 5, 28).unwrap();
    let time: DateTime = "2020-05-28T15:00:00".parse().unwrap();
    check(at().on(day.clone()), "date date '2020-05-28'");
    check(
        at().date_between(&day, "2020-05-31"),
        "date dateBetween ('2020-05-28','2020-05-31')",
    );
    check(
        at().before_time(&time),
        "date beforeTime '2020-05-28T15:00:00'",
    );
    check(at().at_time(&time), "date dateTime '2020-05-28T15:00:00'");
    check(
        at().after_time(time),
        "date afterTime '2020-05-28T15:00:00'",
    );
    check(at().this(Period::Day), "this(date,'days')");
    check(at().next(1, Period::Week), "next(date,1,'weeks')");
    check(at().previous(2, Period::Month), "previous(date,2,'months')");
    check(
        at().this_and_next(3, Period::Quarter),
        "thisAndNext(date,3,'quarters')",
    );
    check(
        at().this_and_previous(2, Period::HalfYear),
        "thisAndPrevious(date,2,'halfyears')",
    );
    check(
        at().this_previous_and_next(Period::Year),
        "thisAndPreviousAndNext(date,'years')",
    );
}

#[test]
fn lists_have_brackets_around_one_value() {
    let id = || column("id");
    check(id().in_([5]), "id in (5)");
    check(id().in_(vec![5, 6]), "id in (5,6)");
    check(id().not_in([5]), "id NotOneOf (5)");
    check(id().associate_is_one_of([1]), "id associateIsOneOf (1)");
    check(
        id().associate_is_not_one_of([1, 6]),
        "id associateIsNotOneOf (1,6)",
    );
    check(id().array_all_of([12]), "id intArrayAllOf (12)");
    check(id().array_not_all_of([12]), "id intArrayNotAllOf (12)");
    check(id().array_one_of([12]), "id intArrayOneOf (12)");
    check(id().array_not_any_of([12]), "id intArrayNotAnyOf (12)");
    check(id().operator("in", [5]), "id in (5)");
    check(id().operator("IN", [5]), "id IN (5)");
    check(id().operator("notOneOf", ["a"]), "id notOneOf ('a')");
    check(
        id().operator("associateIsOneOf", [1]),
        "id associateIsOneOf (1)",
    );
    check(
        id().operator("intArrayNotAnyOf", [1]),
        "id intArrayNotAnyOf (1)",
    );
    check(id().operator("gt", [5]), "id gt 5");
    check(
        id().list("ofTheNextRelease", [5]),
        "id ofTheNextRelease (5)",
    );
    check(id().function("f", [0; 0]), "f(id)");
    check(column("name").ends("Ltd"), "endswith(name,'Ltd')");
    check(
        id().in_([5]).or(id().function("f", ["a"])).and(id().eq(1)),
        "(id in (5) or f(id,'a')) and id eq 1",
    );
}

pub enum Kind {
    Customer,
    /// Any other.
    Other(String),
}

client::open_enum!(Kind {
    Customer: "customer" = 1,
} else Other);

#[test]
fn values_of_all_types() {
    let a = || column("a");
    let text = String::from("b");
    check(a().is(&text), "a is 'b'");
    check(a().one_of(std::slice::from_ref(&text)), "a oneOf ('b')");
    check(a().one_of(["b", "c"].iter()), "a oneOf ('b','c')");
    check(a().eq(-1_i8), "a eq -1");
    check(a().eq(1_u8), "a eq 1");
    check(a().eq(-1_i16), "a eq -1");
    check(a().eq(1_u16), "a eq 1");
    check(a().eq(i64::MIN), "a eq -9223372036854775808");
    check(a().eq(u64::MAX), "a eq 18446744073709551615");
    check(a().eq(-1_isize), "a eq -1");
    check(a().eq(1_usize), "a eq 1");
    check(a().eq(1_i128), "a eq 1");
    check(a().eq(1_u128), "a eq 1");
    check(a().eq(1.5_f32), "a eq 1.5");
    let numbers = vec![1, 2];
    check(a().in_(&numbers), "a in (1,2)");
    check(a().in_(numbers), "a in (1,2)");
    check(a().eq(true), "a eq true");
    check(a().is(Kind::Customer), "a is 'customer'");
    check(
        a().one_of([Kind::Customer, Kind::Other("x'y".to_owned())]),
        r"a oneOf ('customer','x\'y')",
    );
    check(Filter::from(&text), "b");
}

fn contacts() -> Request<Json, Collection> {
    Request::get("v1Test_Contacts", "v1/Contact")
}

#[tokio::test]
async fn what_no_service_can_read_is_not_sent() {
    let server = Server::start(ServerResponse::json(r#"{"value":[]}"#));
    let client = client(&server);
    let good = || column("b").eq(1);
    for (filter, expected) in [
        (
            column("id").one_of([0; 0]),
            "`id oneOf` has a list without values",
        ),
        (
            good().and(column("id").in_([0; 0])),
            "`id in` has a list without values",
        ),
        (
            column("id").operator("in", [0; 0]).or(good()),
            "`id in` has a list without values",
        ),
        (column("sum").gt(f64::NAN), "`sum` is compared with"),
        (column("sum").lt(f32::INFINITY), "`sum` is compared with"),
        (column(" ").eq(1), "a column has no name"),
    ] {
        let error = contacts().filter(filter).send(&client).await.unwrap_err();
        let Error::Request(fault) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(fault.kind(), RequestErrorKind::Filter);
        assert!(error.to_string().contains(expected), "{error}");
    }
    assert!(server.is_untouched());
}
