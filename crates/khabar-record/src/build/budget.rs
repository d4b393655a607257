//! A bound on the bytes of pages under way.

use std::sync::{Condvar, Mutex, PoisonError};

/// Lets bytes in up to a limit; one larger thing is let in alone.
pub struct Budget {
    limit: usize,
    /// Bytes inside; none once closed.
    inside: Mutex<Option<usize>>,
    changed: Condvar,
}

impl Budget {
    pub fn new(limit: usize) -> Self {
        Budget {
            limit,
            inside: Mutex::new(Some(0)),
            changed: Condvar::new(),
        }
    }

    /// Waits until there is room. False if the budget was closed.
    pub fn enter(&self, bytes: usize) -> bool {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &mut *inside {
                None => return false,
                Some(n) if *n == 0 || *n + bytes <= self.limit => {
                    *n += bytes;
                    return true;
                }
                Some(_) => {}
            }
            inside = self
                .changed
                .wait(inside)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub fn leave(&self, bytes: usize) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(n) = &mut *inside {
            *n = n.saturating_sub(bytes);
        }
        self.changed.notify_all();
    }

    /// Turns away everyone, also those waiting.
    pub fn close(&self) {
        *self.inside.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.changed.notify_all();
    }
}
