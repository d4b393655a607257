//! Stories as they grow.

use super::ArticleFacts;
use super::index::Index;
use super::parts::side_by_side;
use super::score::{Likeness, Profile, likeness, score};
use super::terms::{Counts, Read, Terms};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// From which scores on articles are one story's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Of the two articles that join two stories.
    pub join: f32,
    /// Of all articles of the two, on average.
    pub mean: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            join: 0.5,
            mean: 0.46,
        }
    }
}

/// Days over which a story may rest before an article joins it.
const WINDOW: i32 = 3;
/// Articles of a story compared when it is to be joined: its latest.
const COMPARED: usize = 12;

/// Articles whose words are held at once.
const AT_ONCE: usize = 512;

/// A story. Its number never changes and is never given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// Why an article is in its story: the pair of articles that joined two.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryLink {
    pub a: String,
    pub b: String,
    pub likeness: Likeness,
    /// The average over the articles of both sides, in [0,1].
    pub mean: f32,
}

/// Articles in stories. What was added first keeps its story; stories that
/// exist are never joined to each other, so that what a reader was shown stays.
#[derive(Clone, Debug, Default)]
pub struct Stories {
    at: Thresholds,
    terms: Terms,
    index: Index,
    ids: Vec<String>,
    number: HashMap<String, u32>,
    profiles: Vec<Profile>,
    story: Vec<StoryId>,
    members: BTreeMap<StoryId, Vec<u32>>,
    next: u32,
    links: Vec<StoryLink>,
    apart: BTreeSet<(String, String)>,
    /// Threads beside the caller's own.
    helpers: usize,
}

impl Stories {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn with(at: Thresholds) -> Self {
        Stories {
            at,
            ..Self::default()
        }
    }

    /// The work is shared by so many threads; what comes of it is the same.
    pub fn on_threads(mut self, threads: usize) -> Self {
        self.helpers = threads.saturating_sub(1);
        self
    }

    /// Adds one article and tells its story. An article whose id is there
    /// already stays as it is.
    pub fn add(&mut self, article: &ArticleFacts<'_>) -> StoryId {
        let story = self.add_all(std::slice::from_ref(article));
        story.first().copied().unwrap_or(StoryId(0))
    }

    /// Adds many, best the articles of a day: they are joined with each other,
    /// the likest first, so that the order in which they come does not matter.
    /// Tells their stories in the order given. Time grows with the number
    /// added and with that of the articles of the days about them.
    pub fn add_all(&mut self, articles: &[ArticleFacts<'_>]) -> Vec<StoryId> {
        let mut fresh: BTreeMap<&str, &ArticleFacts<'_>> = BTreeMap::new();
        for a in articles.iter().filter(|a| !self.number.contains_key(a.id)) {
            fresh.entry(a.id).or_insert(a);
        }
        let first = self.ids.len();
        let fresh: Vec<&ArticleFacts<'_>> = fresh.into_values().collect();
        for (a, found) in fresh.iter().zip(self.weigh(&fresh)) {
            self.place(a, found, StoryId(self.next));
        }
        self.join(first);
        let of = |a: &ArticleFacts<'_>| self.story_of(a.id).unwrap_or(StoryId(0));
        articles.iter().map(of).collect()
    }

    /// Adds articles whose stories are known from before: articles with one
    /// number (any, the caller's) are one story. To be called before anything
    /// is added that should join them.
    pub fn keep(&mut self, articles: &[(ArticleFacts<'_>, u64)]) {
        let mut given: HashMap<u64, StoryId> = HashMap::new();
        let facts: Vec<&ArticleFacts<'_>> = articles.iter().map(|(a, _)| a).collect();
        for ((a, story), found) in articles.iter().zip(self.weigh(&facts)) {
            if self.number.contains_key(a.id) {
                continue;
            }
            let story = *given.entry(*story).or_insert(StoryId(self.next));
            self.place(a, found, story);
        }
    }

    /// What the articles are about, and what they are found by. All are counted
    /// before the first is weighed.
    fn weigh(&mut self, articles: &[&ArticleFacts<'_>]) -> Vec<(Profile, Vec<u32>)> {
        let mut counts: Vec<(i32, Counts)> = Vec::with_capacity(articles.len());
        for some in articles.chunks(AT_ONCE) {
            let read = side_by_side(self.helpers, some, |a| Read::of(a));
            let counted = some.iter().zip(&read);
            counts.extend(counted.map(|(a, r)| (a.day, self.terms.count(a, r))));
        }
        let terms = &self.terms;
        side_by_side(self.helpers, &counts, |(day, counts)| {
            let p = Profile::new(*day, counts, terms);
            let keys = Index::keys(&p, terms);
            (p, keys)
        })
    }

    fn place(&mut self, a: &ArticleFacts<'_>, found: (Profile, Vec<u32>), story: StoryId) {
        let n = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let (p, keys) = found;
        self.index.add(n, p.day, &keys);
        self.profiles.push(p);
        self.ids.push(a.id.to_string());
        self.number.insert(a.id.to_string(), n);
        self.next = self.next.max(story.0 + 1);
        self.story.push(story);
        self.members.entry(story).or_default().push(n);
    }

    pub fn story_of(&self, id: &str) -> Option<StoryId> {
        self.number.get(id).map(|n| self.story[*n as usize])
    }

    /// The articles of every story, in the order in which they were added.
    pub fn stories(&self) -> impl Iterator<Item = (StoryId, Vec<&str>)> + '_ {
        self.members.iter().map(|(s, m)| {
            let ids = m.iter().map(|n| self.ids[*n as usize].as_str());
            (*s, ids.collect())
        })
    }

    /// What joined the articles, in the order in which it did.
    pub fn links(&self) -> &[StoryLink] {
        &self.links
    }

    /// A person's judgement: these two never come into one story by what is
    /// added from now on.
    pub fn keep_apart(&mut self, a: &str, b: &str) {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        self.apart.insert((a.to_string(), b.to_string()));
    }

    /// How alike two of the articles are; none if either is not there.
    pub fn likeness(&self, a: &str, b: &str) -> Option<Likeness> {
        let at = |id: &str| self.number.get(id).map(|n| &self.profiles[*n as usize]);
        Some(likeness(at(a)?, at(b)?, &self.terms))
    }

    /// Joins the articles from `first` on with each other and with older stories.
    fn join(&mut self, first: usize) {
        let old = self.story.get(first).map_or(self.next, |s| s.0);
        let fresh: Vec<u32> = (first..self.ids.len()).map(|n| n as u32).collect();
        let near = side_by_side(self.helpers, &fresh, |n| self.near(*n));
        let mut pairs: Vec<(f32, u32, u32)> = near.into_iter().flatten().collect();
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        pairs.dedup();
        for (_, a, b) in pairs {
            let (x, y) = (self.story[a as usize], self.story[b as usize]);
            let (into, from) = (x.min(y), x.max(y));
            // Two stories that were there before stay two.
            if into == from || from.0 < old || self.kept_apart(into, from) {
                continue;
            }
            let mean = self.mean(into, from);
            if mean >= self.at.mean {
                self.merge(into, from, (a, b), mean);
            }
        }
    }

    /// The articles like enough to one, with their scores.
    fn near(&self, n: u32) -> Vec<(f32, u32, u32)> {
        let p = &self.profiles[n as usize];
        let mut out = Vec::new();
        for m in self.index.near(p, WINDOW, &self.terms) {
            let s = score(p, &self.profiles[m as usize], &self.terms);
            if m != n && s >= self.at.join {
                out.push((s, m.min(n), m.max(n)));
            }
        }
        out
    }

    fn merge(&mut self, into: StoryId, from: StoryId, by: (u32, u32), mean: f32) {
        let moved = self.members.remove(&from).unwrap_or_default();
        for n in &moved {
            self.story[*n as usize] = into;
        }
        let all = self.members.entry(into).or_default();
        all.extend(moved);
        all.sort_unstable();
        let (a, b) = (by.0 as usize, by.1 as usize);
        self.links.push(StoryLink {
            a: self.ids[a].clone(),
            b: self.ids[b].clone(),
            likeness: likeness(&self.profiles[a], &self.profiles[b], &self.terms),
            mean,
        });
    }

    fn mean(&self, x: StoryId, y: StoryId) -> f32 {
        let latest = |s: StoryId| self.members[&s].iter().rev().take(COMPARED);
        let at = |n: &u32| &self.profiles[*n as usize];
        let (mut sum, mut n) = (0.0, 0.0);
        for a in latest(x) {
            for b in latest(y) {
                sum += score(at(a), at(b), &self.terms);
                n += 1.0;
            }
        }
        sum / n
    }

    fn kept_apart(&self, x: StoryId, y: StoryId) -> bool {
        let id = |n: &u32| self.ids[*n as usize].as_str();
        let of = |s: StoryId, word: &str| self.members[&s].iter().any(|n| id(n) == word);
        let split = |a: &str, b: &str| of(x, a) && of(y, b) || of(x, b) && of(y, a);
        self.apart.iter().any(|(a, b)| split(a, b))
    }
}
