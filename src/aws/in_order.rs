//! Asking about many things of many scopes. A scope has a queue of its own and waits for no other;
//! the answers come in order nevertheless.

use std::collections::VecDeque;
use std::future::Future;

use futures::stream::{self, BoxStream, SelectAll, Stream, StreamExt};
use tokio::sync::watch;

/// How much of the answers is held at most until it is their turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room(pub usize);

impl Room {
    /// For whoever collects everything anyway.
    pub const ENDLESS: Self = Self(usize::MAX);
}

/// What the queues must know of each other.
#[derive(Clone, Copy, Debug)]
struct Turn {
    /// The queue whose answers are given out.
    front: usize,
    /// How much is held of the others.
    held: usize,
}

/// What comes of a queue: its number with an answer and how much room that takes, or its end.
type Arrival<T> = (usize, Option<(usize, T)>);

/// Answers that arrived, by queue, until it is their turn.
struct Waiting<'a, T> {
    arriving: SelectAll<BoxStream<'a, Arrival<T>>>,
    queues: Vec<Queue<T>>,
    turn: watch::Sender<Turn>,
}

struct Queue<T> {
    answers: VecDeque<(usize, T)>,
    is_over: bool,
}

/// Asks about everything in `queues`, `at_once` of each queue, all queues at once. `ask` answers
/// how much room its answer takes, and the answer.
pub fn in_order<'a, N, T, F, Fut>(
    queues: Vec<Vec<N>>,
    at_once: usize,
    room: Room,
    ask: F,
) -> impl Stream<Item = T> + 'a
where
    N: Send + 'a,
    T: Send + 'a,
    F: Fn(N) -> Fut + Clone + Send + Sync + 'a,
    Fut: Future<Output = (usize, T)> + Send + 'a,
{
    let (turn, _) = watch::channel(Turn { front: 0, held: 0 });
    let waiting = empty(queues.len());

    let mut arriving = SelectAll::new();
    for (index, queue) in queues.into_iter().enumerate() {
        let (turn, ask) = (turn.clone(), ask.clone());
        let answers = stream::iter(queue).map(move |one| {
            let (mut turn, ask) = (turn.subscribe(), ask.clone());
            async move {
                // Nobody waits for a slow scope, until memory would have to.
                let admitted = |turn: &Turn| turn.front >= index || turn.held < room.0;
                let _closed = turn.wait_for(admitted).await.map(drop);
                (index, Some(ask(one).await))
            }
        });
        let end = stream::once(async move { (index, None) });
        arriving.push(answers.buffered(at_once).chain(end).boxed());
    }

    let state = Waiting {
        arriving,
        queues: waiting,
        turn,
    };
    stream::unfold(state, next)
}

/// Queues without an answer yet.
fn empty<T>(count: usize) -> Vec<Queue<T>> {
    let queues = (0..count).map(|_| Queue {
        answers: VecDeque::new(),
        is_over: false,
    });
    queues.collect()
}

async fn next<T>(mut waiting: Waiting<'_, T>) -> Option<(T, Waiting<'_, T>)> {
    loop {
        let front = waiting.turn.borrow().front;
        let queue = waiting.queues.get_mut(front)?;
        if let Some((size, answer)) = queue.answers.pop_front() {
            waiting.turn.send_modify(|turn| turn.held -= size);
            return Some((answer, waiting));
        }

        // Only a queue that has ended gives its turn away: one that is slow keeps it.
        if queue.is_over {
            waiting.turn.send_modify(|turn| turn.front += 1);
            continue;
        }

        let (index, answer) = waiting.arriving.next().await?;
        match answer {
            Some((size, answer)) => {
                waiting.turn.send_modify(|turn| turn.held += size);
                waiting.queues[index].answers.push_back((size, answer));
            }
            None => waiting.queues[index].is_over = true,
        }
    }
}

/// Neighbours with the same key, which a queue each is made of.
pub fn queues<N, K: PartialEq>(
    all: impl IntoIterator<Item = N>,
    key: impl Fn(&N) -> K,
) -> Vec<Vec<N>> {
    let mut queues: Vec<(K, Vec<N>)> = Vec::new();
    for one in all {
        let of = key(&one);
        match queues.last_mut() {
            Some((same, queue)) if *same == of => queue.push(one),
            _ => queues.push((of, vec![one])),
        }
    }
    queues.into_iter().map(|(_, queue)| queue).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use futures::FutureExt as _;
    use tokio::sync::Semaphore;
    use tokio::time::timeout;

    use super::*;

    fn numbers() -> Vec<Vec<(u64, u64)>> {
        let all = (0..3).flat_map(|queue| (0..4).map(move |one| (queue, one)));
        queues(all, |one| one.0)
    }

    #[tokio::test]
    async fn a_slow_queue_holds_nobody_and_the_order_stays() {
        let over = Semaphore::new(0);
        let answers = in_order(numbers(), 1, Room::ENDLESS, |one| {
            let over = &over;
            async move {
                // The first queue answers only when the last one is over.
                match one {
                    (0, 0) => drop(over.acquire().await),
                    (2, 3) => over.add_permits(1),
                    _ => {}
                }
                (1, one)
            }
        });
        let all = timeout(Duration::from_secs(20), answers.collect::<Vec<_>>());
        assert_eq!(all.await, Ok(numbers().concat()));
    }

    #[tokio::test]
    async fn no_more_is_held_than_there_is_room_for() {
        let (asked, over) = (AtomicUsize::new(0), Semaphore::new(0));
        let answers = in_order(numbers(), 1, Room(2), |one| {
            let (asked, over) = (&asked, &over);
            async move {
                if one == (0, 0) {
                    drop(over.acquire().await);
                }
                asked.fetch_add(usize::from(one.0 > 0), Ordering::Relaxed);
                (1, one)
            }
        });
        let mut answers = std::pin::pin!(answers);
        for _ in 0..20 {
            assert_eq!(answers.next().now_or_never(), None);
        }
        let asked = asked.load(Ordering::Relaxed);
        assert!((2..=3).contains(&asked), "{asked}");
        over.add_permits(1);
        assert_eq!(answers.count().await, 12);
    }

    #[tokio::test]
    async fn nothing_is_an_end() {
        let none: Vec<Vec<u64>> = Vec::new();
        let answers = in_order(none, 4, Room(1), |one| async move { (1, one) });
        assert_eq!(answers.count().await, 0);
    }
}
