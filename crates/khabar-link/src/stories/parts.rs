//! Work shared by threads.

/// Fewer things are not worth a thread.
const LEAST: usize = 16;
/// Parts to a thread: they take unequal time.
const PARTS: usize = 8;

/// `work` done for each of `things` by this thread and so many `helpers`. The
/// results are in the order of the things, whoever made them.
pub fn side_by_side<T: Sync, R: Send>(
    helpers: usize,
    things: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let helpers = helpers.min(things.len() / LEAST);
    if helpers == 0 {
        return things.iter().map(work).collect();
    }
    let size = things.len().div_ceil((helpers + 1) * PARTS);
    let todo = std::sync::Mutex::new(things.chunks(size).enumerate());
    let some = || {
        let mut done: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            // Held while the next part is taken, not while it is done.
            let next = todo.lock().unwrap_or_else(|e| e.into_inner()).next();
            let Some((n, part)) = next else {
                return done;
            };
            done.push((n, part.iter().map(&work).collect()));
        }
    };
    let mut all = std::thread::scope(|scope| {
        let helping: Vec<_> = (0..helpers).map(|_| scope.spawn(some)).collect();
        let mut all = some();
        for h in helping {
            match h.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_unstable_by_key(|(n, _)| *n);
    all.into_iter().flat_map(|(_, done)| done).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_things() {
        let things: Vec<u32> = (0..1000).collect();
        let twice: Vec<u32> = things.iter().map(|n| n * 2).collect();
        for helpers in [0, 1, 3, 7] {
            assert_eq!(side_by_side(helpers, &things, |n| n * 2), twice);
            assert_eq!(side_by_side(helpers, &things[..17], |n| n * 2), twice[..17]);
        }
        assert_eq!(side_by_side(3, &[], |n: &u32| *n), []);
    }
}
