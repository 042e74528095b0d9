//! Who may begin, and when.

use std::collections::VecDeque;
use std::task::Waker;
use std::time::Duration;

use tokio::time::Instant;

/// How late whoever waits may come for its turn.
const LATE: Duration = Duration::from_millis(50);

/// How many of those who wait are told when they move up. The others are told when they are so far.
const TOLD: usize = 64;

/// How far ahead whoever waits looks for others that do not come.
const WATCHED: usize = 1000;

/// The requests that wait, and those that have begun.
pub(super) struct Queue {
    windows: Vec<Window>,
    /// When requests have begun, as far as it matters to those that follow.
    begun: VecDeque<Instant>,
    /// By number.
    waiting: VecDeque<Waiting>,
    numbers: u64,
}

/// An interval in which so many requests may begin, whenever it starts.
pub(super) struct Window {
    pub(super) requests: u32,
    pub(super) length: Duration,
}

struct Waiting {
    number: u64,
    /// When it may begin, if all before it do as soon as they may.
    turn: Instant,
    waker: Option<Waker>,
}

impl Queue {
    pub(super) fn new(windows: Vec<Window>) -> Self {
        Self {
            windows,
            begun: VecDeque::new(),
            waiting: VecDeque::new(),
            numbers: 0,
        }
    }

    /// The number of a new request. Lower numbers go first.
    pub(super) fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// Begins request `number` if its turn has come; otherwise says when to look again.
    pub(super) fn begin(&mut self, number: u64, now: Instant, waker: &Waker) -> Option<Instant> {
        self.pass_over(number, now);
        let place = self.place(number);
        let turn = self.turn(place, now);
        let waits = self.waits(place, number);
        if turn <= now {
            if waits {
                self.waiting.remove(place);
            }
            self.note(now);
            return None;
        }
        if !waits {
            let waiting = Waiting {
                number,
                turn,
                waker: None,
            };
            self.waiting.insert(place, waiting);
        }
        self.waiting[place].turn = turn;
        self.waiting[place].waker = Some(waker.clone());
        // Those before it can have missed their turns by then.
        let look = self.waiting[place.saturating_sub(WATCHED)].turn + LATE;
        Some(if look > now { look.min(turn) } else { turn })
    }

    /// Request `number` does not wait any longer.
    pub(super) fn leave(&mut self, number: u64, now: Instant) {
        let place = self.place(number);
        if self.waits(place, number) {
            self.waiting.remove(place);
            self.tell(0, now);
        }
    }

    /// Removes those before request `number` that have missed their turns. If they come after all,
    /// they have the same place.
    fn pass_over(&mut self, number: u64, now: Instant) {
        let mut has_missed = false;
        while let Some(first) = self.waiting.front()
            && first.number < number
            && first.turn + LATE <= now
        {
            self.waiting.pop_front();
            has_missed = true;
        }
        if has_missed {
            self.tell(0, now);
        }
    }

    fn note(&mut self, now: Instant) {
        let most = self.windows[0].requests as usize;
        let length = self.windows[0].length;
        while let Some(first) = self.begun.front()
            && (self.begun.len() >= most || *first + length <= now)
        {
            self.begun.pop_front();
        }
        self.begun.push_back(now);
        self.tell(TOLD - 1, now);
    }

    /// Tells those that wait, from place `from` on, when they have moved up.
    fn tell(&mut self, from: usize, now: Instant) {
        for place in from..TOLD.min(self.waiting.len()) {
            let turn = self.turn(place, now);
            let waiting = &mut self.waiting[place];
            if turn < waiting.turn {
                waiting.turn = turn;
                if let Some(waker) = waiting.waker.take() {
                    waker.wake();
                }
            }
        }
    }

    fn waits(&self, place: usize, number: u64) -> bool {
        let waiting = self.waiting.get(place);
        waiting.is_some_and(|waiting| waiting.number == number)
    }

    /// The place of request `number`.
    fn place(&self, number: u64) -> usize {
        self.waiting
            .partition_point(|waiting| waiting.number < number)
    }

    /// When whoever is at `place` can begin at the earliest.
    fn turn(&self, place: usize, now: Instant) -> Instant {
        let turns = self
            .windows
            .iter()
            .map(|window| window.turn(place, &self.begun, now));
        turns.max().unwrap_or(now)
    }
}

impl Window {
    /// Request n has to wait for the end of the interval in which request n - `requests` has begun.
    fn turn(&self, place: usize, begun: &VecDeque<Instant>, now: Instant) -> Instant {
        let requests = self.requests as usize;
        let (rounds, place) = (place / requests, place % requests);
        let before = (begun.len() + place)
            .checked_sub(requests)
            .and_then(|index| begun.get(index));
        let first = before.map_or(now, |begun| (*begun + self.length).max(now));
        let rounds = u32::try_from(rounds).unwrap_or(u32::MAX);
        first + self.length.saturating_mul(rounds)
    }
}
