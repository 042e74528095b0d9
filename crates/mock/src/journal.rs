//! The requests so far.

use std::collections::VecDeque;

use client::testing::FakeRequest;

/// How many requests are kept.
const MOST: usize = 10_000;

/// How many bytes their bodies have together.
const MOST_BYTES: usize = 64 << 20;

/// The last requests, the oldest first. Older ones go when there are too many, or when their bodies
/// are too long together.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    requests: VecDeque<FakeRequest>,
    bytes: usize,
}

impl Journal {
    pub(crate) fn push(&mut self, request: FakeRequest) {
        self.bytes += request.body().len();
        self.requests.push_back(request);
        while self.requests.len() > MOST || (self.bytes > MOST_BYTES && self.requests.len() > 1) {
            let oldest = self.requests.pop_front();
            self.bytes -= oldest.map_or(0, |oldest| oldest.body().len());
        }
    }

    pub(crate) fn requests(&self) -> Vec<FakeRequest> {
        self.requests.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn request(body: &Bytes) -> FakeRequest {
        FakeRequest::new(http::Request::new(body.clone()), None)
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many() {
        let mut journal = Journal::default();
        let numbered = (0..MOST + 3).map(|number| Bytes::from(number.to_string()));
        numbered.for_each(|body| journal.push(request(&body)));
        let kept = journal.requests();
        assert_eq!(kept.len(), MOST);
        assert_eq!(kept[0].body(), "3");
    }

    #[test]
    fn the_oldest_go_when_they_are_too_long() {
        let mut journal = Journal::default();
        let large = Bytes::from(vec![b'x'; MOST_BYTES / 2]);
        (0..3).for_each(|_| journal.push(request(&large)));
        assert_eq!(journal.requests().len(), 2);
        // The newest is there, however long it is.
        let larger = Bytes::from(vec![b'x'; MOST_BYTES + 1]);
        journal.push(request(&larger));
        assert_eq!(journal.requests().len(), 1);
        journal.push(request(&Bytes::new()));
        assert_eq!((journal.requests().len(), journal.bytes), (1, 0));
    }
}
