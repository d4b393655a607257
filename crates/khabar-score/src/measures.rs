//! What the figures are made of: counts, added up over pages.

/// Counts for precision, recall and F1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prf {
    /// Found and right.
    pub hits: usize,
    /// In the gold.
    pub gold: usize,
    /// In the machine's output.
    pub machine: usize,
}

impl Prf {
    pub(crate) fn add(&mut self, hits: usize, gold: usize, machine: usize) {
        self.hits += hits;
        self.gold += gold;
        self.machine += machine;
    }

    /// The harmonic mean of the two below; none where there is nothing on
    /// either side.
    pub fn f1(&self) -> Option<f64> {
        ratio(2 * self.hits, self.gold + self.machine)
    }

    /// The part of the machine's output that is right.
    pub fn precision(&self) -> Option<f64> {
        ratio(self.hits, self.machine)
    }

    /// The part of the gold that was found.
    pub fn recall(&self) -> Option<f64> {
        ratio(self.hits, self.gold)
    }
}

/// Counts for a share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are right.
    pub right: usize,
    /// Out of how many.
    pub n: usize,
}

impl Share {
    pub(crate) fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.n += 1;
    }

    /// From 0 to 1; none where there is nothing to be right about.
    pub fn share(&self) -> Option<f64> {
        ratio(self.right, self.n)
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A mean in the making.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    /// Sum of the values.
    pub sum: f64,
    /// Number of values.
    pub n: usize,
}

impl Mean {
    pub(crate) fn add(&mut self, value: f64) {
        self.sum += value;
        self.n += 1;
    }

    /// None of no values.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum / self.n as f64)
    }
}

/// B-cubed precision and recall: means over the spellings of persons, over
/// the machine's and over the gold's.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BCubed {
    pub precision: Mean,
    pub recall: Mean,
}

impl BCubed {
    /// The harmonic mean; none where both are 0 or without spellings.
    pub fn f1(&self) -> Option<f64> {
        let p = self.precision.mean().unwrap_or(0.0);
        let r = self.recall.mean().unwrap_or(0.0);
        (p + r > 0.0).then(|| 2.0 * p * r / (p + r))
    }
}

/// Every figure, with its parts; see the crate's documentation for what each
/// one is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// How many pages were scored.
    pub pages: usize,
    /// In code points.
    pub body: Prf,
    pub headline: Share,
    pub published: Share,
    pub outlet: Share,
    pub date: Prf,
    pub date_value: Share,
    pub person: Prf,
    pub org: Prf,
    pub place: Prf,
    pub variants: BCubed,
    pub cue: Prf,
    pub source: Share,
    pub content: Prf,
    pub statement: Prf,
    pub act: Share,
    pub form: Share,
    pub chain: Share,
    pub event: Prf,
}
