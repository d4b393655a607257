//! What stands after the question mark of an address.

use super::reply::Fault;
use crate::day;

/// Fields in their order; a field may be given several times.
pub struct Params(pub Vec<(String, String)>);

impl Params {
    /// The first value that is not blank.
    pub fn get(&self, name: &str) -> Option<String> {
        self.all(name).into_iter().next()
    }

    /// Whether a field is there, be it blank.
    pub fn asks(&self, name: &str) -> bool {
        self.0.iter().any(|(k, _)| k == name)
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(k, _)| k == name);
        values
            .map(|(_, v)| v.trim().to_owned())
            .filter(|v| !v.is_empty())
            .collect()
    }

    /// A day, month or year.
    pub fn bound(&self, name: &str) -> Result<Option<String>, Fault> {
        let value = self.get(name).map(|v| day::bound(&v));
        value
            .transpose()
            .map_err(|e| Fault::Bad(format!("{name}: {e}")))
    }

    /// One of the words that `parse` knows.
    pub fn word<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let known = parse(&value);
        let unknown = || Fault::Bad(format!("{name}: there is no «{value}»"));
        known.map(Some).ok_or_else(unknown)
    }

    /// How many to show: `limit`, from 1 to `most`.
    pub fn limit(&self, usual: usize, most: usize) -> Result<usize, Fault> {
        let Some(value) = self.get("limit") else {
            return Ok(usual);
        };
        let number = value
            .parse::<usize>()
            .ok()
            .filter(|n| (1..=most).contains(n));
        number.ok_or_else(|| Fault::Bad(format!("limit: a number from 1 to {most}")))
    }
}
