//! How many requests go out in a second. Time stands still unless everything waits.

use std::time::Duration;

use client::Client;
use client::settings::RateLimit;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::ping;
use crate::scripted::{self, Times, response};

#[tokio::test(start_paused = true)]
async fn ten_in_a_second_is_the_default() {
    let (client, times) = client(None);
    let start = Instant::now();
    burst(&[client], 35).await;
    // Ten at once, and the next ten when the second of the first is over.
    check(&times, start, |number| number / 10 * 1000);
}

#[tokio::test(start_paused = true)]
async fn the_limit_can_be_set() {
    let (client, times) = client(Some(RateLimit::per_second(2)));
    let start = Instant::now();
    burst(&[client], 6).await;
    check(&times, start, |number| number / 2 * 1000);
}

#[tokio::test(start_paused = true)]
async fn nothing_waits_without_a_limit() {
    let (client, times) = client(Some(RateLimit::unlimited()));
    let start = Instant::now();
    burst(&[client], 500).await;
    check(&times, start, |_| 0);
}

#[tokio::test(start_paused = true)]
async fn clones_share_the_limit_and_other_clients_do_not() {
    let (one, times_of_one) = client(Some(RateLimit::per_second(4)));
    let (other, times_of_other) = client(Some(RateLimit::per_second(4)));
    let start = Instant::now();
    let (clones, other) = ([one.clone(), one], [other]);
    tokio::join!(burst(&clones, 8), burst(&other, 4));
    check(&times_of_one, start, |number| number / 4 * 1000);
    check(&times_of_other, start, |_| 0);
}

#[tokio::test(start_paused = true)]
async fn clients_can_be_given_one_limit() {
    let limit = RateLimit::per_second(1);
    let (one, times_of_one) = client(Some(limit.clone()));
    let (other, times_of_other) = client(Some(limit));
    let start = Instant::now();
    burst(&[one, other], 4).await;
    check(&times_of_one, start, |number| number * 2000);
    check(&times_of_other, start, |number| number * 2000 + 1000);
}

#[tokio::test(start_paused = true)]
async fn a_quiet_time_allows_as_many_as_ever_and_no_more() {
    let (client, times) = client(None);
    burst(std::slice::from_ref(&client), 10).await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let start = Instant::now();
    burst(&[client], 11).await;
    let later: Vec<_> = times.since(start).into_iter().skip(10).collect();
    assert!(later[..10].iter().all(Duration::is_zero), "{later:?}");
    assert_eq!(later[10].as_millis(), 1000);
}

#[tokio::test(start_paused = true)]
async fn a_burst_can_be_smaller() {
    // How many go at once of how many, and when the first of the next go.
    for (burst, next) in [
        (1, 100),
        (2, 200),
        (5, 500),
        (10, 1000),
        (0, 100),
        (99, 1000),
    ] {
        let limit = RateLimit::per_second(10).burst(burst);
        let (client, times) = client(Some(limit));
        let start = Instant::now();
        burst_of(&client, 35).await;
        let burst = burst.clamp(1, 10) as u128;
        check(&times, start, |number| number / burst * next);
    }
    let (client, times) = client(Some(RateLimit::unlimited().burst(1)));
    let start = Instant::now();
    burst_of(&client, 35).await;
    check(&times, start, |_| 0);
}

/// Whatever comes when: no second has more than are allowed, and nobody waits without a reason.
#[tokio::test(start_paused = true)]
async fn no_interval_of_a_second_has_more() {
    let mut random = fastrand::Rng::with_seed(17);
    for (per_second, burst) in [(1, 1), (3, 2), (7, 4), (10, 10), (10, 6), (10, 1)] {
        let limit = RateLimit::per_second(per_second).burst(burst);
        let (client, times) = client(Some(limit));
        let mut calls = JoinSet::new();
        for _ in 0..200 {
            let client = client.clone();
            // Some are given up before their turn has come.
            let patience = Duration::from_millis(random.u64(1..100_000));
            calls.spawn(async move { ping().timeout(patience).send(&client).await });
            let pauses = [0, 0, 0, 1, 99, 100, 999, 1000, 1001, 5000];
            let pause = pauses[random.usize(..pauses.len())] * u64::from(random.bool());
            tokio::time::sleep(Duration::from_millis(pause / u64::from(per_second))).await;
        }
        let start = Instant::now();
        calls.join_all().await;
        let found = times.since(start - Duration::from_secs(1000));
        assert!(found.len() > 100, "{}", found.len());
        let second = Duration::from_secs(1);
        for (count, length) in [(per_second, second), (burst, second * burst / per_second)] {
            for pair in found.windows(count as usize + 1) {
                assert!(
                    pair[count as usize] - pair[0] >= length,
                    "{count}: {pair:?}"
                );
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn retries_take_tokens_too() {
    let (builder, times) =
        scripted::builder(|number| response(if number == 0 { 503 } else { 204 }, None));
    let client = builder
        .rate_limit(RateLimit::per_second(1))
        .build()
        .expect("a client");
    let start = Instant::now();
    ping().send(&client).await.expect("a response");
    check(&times, start, |number| number * 1000);
}

/// A queue in which calls time out gets shorter by them.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_leaves_its_token() {
    let (client, times) = client(Some(RateLimit::per_second(1)));
    let start = Instant::now();
    ping().send(&client).await.expect("a response");
    let mut hasty = JoinSet::new();
    for _ in 0..100 {
        let client = client.clone();
        let request = ping().timeout(Duration::from_millis(500));
        hasty.spawn(async move { request.send(&client).await });
    }
    for result in hasty.join_all().await {
        assert!(result.unwrap_err().is_timeout());
    }
    ping().send(&client).await.expect("a response");
    check(&times, start, |number| number * 1000);
}

/// Those behind it move up, and still nobody is early.
#[tokio::test(start_paused = true)]
async fn calls_that_are_given_up_between_others() {
    let (client, times) = client(Some(RateLimit::per_second(1)));
    let start = Instant::now();
    let mut calls = JoinSet::new();
    for number in 0..9 {
        let client = client.clone();
        let patience = if number % 2 == 0 { 100_000 } else { 1_500 };
        let request = ping().timeout(Duration::from_millis(patience));
        calls.spawn(async move { request.send(&client).await });
    }
    tokio::time::sleep(Duration::from_millis(1_600)).await;
    burst(&[client], 3).await;
    let sent = calls
        .join_all()
        .await
        .into_iter()
        .filter(Result::is_ok)
        .count();
    assert!(sent >= 5);
    check(&times, start, |number| number * 1000);
}

async fn burst_of(client: &Client, requests: usize) {
    burst(std::slice::from_ref(client), requests).await;
}

fn client(limit: Option<RateLimit>) -> (Client, Times) {
    let (mut builder, times) = scripted::builder(|_| response(204, None));
    if let Some(limit) = limit {
        builder = builder.rate_limit(limit);
    }
    (builder.build().expect("a client"), times)
}

/// Sends so many requests at once, by one of `clients` after the other.
async fn burst(clients: &[Client], requests: usize) {
    let mut calls = JoinSet::new();
    for client in clients.iter().cycle().take(requests) {
        let client = client.clone();
        calls.spawn(async move { ping().send(&client).await });
    }
    for result in calls.join_all().await {
        result.expect("a response");
    }
}

/// Compares with the milliseconds that `expected` gives for each request. The timer of tokio rounds
/// up to milliseconds.
#[track_caller]
fn check(times: &Times, start: Instant, expected: impl Fn(u128) -> u128) {
    let found = times.since(start);
    for (number, time) in (0..).zip(&found) {
        let late = time.as_millis().checked_sub(expected(number));
        assert!(late.is_some_and(|late| late <= 1), "{number}: {found:?}");
    }
}
