//! From spots to entities: which names are one person's, one organisation's.

use super::Names;
use super::doc::Doc;
use super::lexicon::flag;
use super::similar::{bare, key, same_person};
use super::spot::{Spot, Spots};
use khabar_model::{Entity, EntityKind, Mention, MentionForm, Origin, Span};

/// An entity on its way, with what it is compared by.
pub struct Draft {
    pub entity: Entity,
    pub id: u64,
    /// Persons: the fullest name's words. Others: the folded words of every
    /// form.
    pub key: Vec<String>,
    pub forms: Vec<Vec<String>>,
    /// First tokens of its mentions.
    pub at: Vec<usize>,
    /// Lemmas of the titles that stand before a person's name, and the folded
    /// words after بن in it.
    pub titles: Vec<u64>,
    pub fathers: Vec<String>,
}

pub struct Resolved {
    pub drafts: Vec<Draft>,
    /// (first token, past the last token, mention)
    pub mentions: Vec<(usize, usize, Mention)>,
    /// Pairs of names of one organisation, as the text glosses them.
    glosses: Vec<[Vec<String>; 2]>,
}

impl Resolved {
    pub fn new(doc: &Doc<'_>, spots: &mut Spots) -> Self {
        let mut r = Resolved {
            drafts: Vec::new(),
            mentions: Vec::new(),
            glosses: glosses(doc, spots),
        };
        let all = std::mem::take(&mut spots.all);
        let (short, full): (Vec<&Spot>, Vec<&Spot>) = all
            .iter()
            .partition(|s| is_short(doc, s) || is_known(doc, s));
        for s in full {
            let k = words(doc, s);
            let d = r.find(s, &k).unwrap_or_else(|| r.add(s, &k));
            r.mention(doc, s, d, k);
        }
        // Who is known by one word first, so that other short forms find them.
        let (known, short): (Vec<&Spot>, Vec<&Spot>) = short.iter().partition(|s| is_known(doc, s));
        for s in known.into_iter().chain(short) {
            if s.kind == EntityKind::Person {
                if let Some((d, s)) = r.bearer(doc, s) {
                    r.mention(doc, &s, d, words(doc, &s));
                }
                continue;
            }
            let k = words(doc, s);
            if let Some(d) = r.find_short(s, &k) {
                r.mention(doc, s, d, k);
            }
        }
        r.sweep_orgs(doc, spots);
        r.name_entities(doc);
        r
    }

    fn find(&self, s: &Spot, k: &[String]) -> Option<usize> {
        let of_kind = |d: &&Draft| d.entity.kind == s.kind;
        let kind = || (0..self.drafts.len()).filter(|&i| of_kind(&&self.drafts[i]));
        if s.kind == EntityKind::Person {
            return kind().find(|&i| same_person(&self.drafts[i].key, k));
        }
        let same = |d: &Draft| (s.id != 0 && d.id == s.id) || d.forms.iter().any(|f| f == k);
        if let Some(i) = kind().find(|&i| same(&self.drafts[i])) {
            return Some(i);
        }
        if s.kind == EntityKind::Org && s.id == 0 && k.len() >= 2 {
            let mut like = kind().filter(|&i| {
                let d = &self.drafts[i];
                d.id == 0
                    && d.forms
                        .iter()
                        .any(|f| f.len() >= 2 && (f.starts_with(k) || k.starts_with(f)))
            });
            let one = like.next().filter(|_| like.next().is_none());
            if one.is_some() {
                return one;
            }
        }
        if s.kind == EntityKind::Org {
            let other =
                |g: &[Vec<String>; 2]| (0..2).find(|&n| g[n] == k).map(|n| g[1 - n].clone());
            let names: Vec<_> = self.glosses.iter().filter_map(other).collect();
            return kind().find(|&i| self.drafts[i].forms.iter().any(|f| names.contains(f)));
        }
        None
    }

    fn find_short(&mut self, s: &Spot, k: &[String]) -> Option<usize> {
        let name = k.first()?;
        if let Some(i) = self.find(s, k) {
            return Some(i);
        }
        let head = |d: &Draft| {
            d.forms
                .iter()
                .any(|f| f.len() > 1 && bare(&f[0]) == bare(name))
        };
        self.nearest(s.from, s.kind, head)
            .or_else(|| Some(self.add(s, k)))
    }

    /// The draft of a kind that `fits`, named last before `at`, else first
    /// after it.
    pub fn nearest(
        &self,
        at: usize,
        kind: EntityKind,
        fits: impl Fn(&Draft) -> bool,
    ) -> Option<usize> {
        let of = |d: &&Draft| d.entity.kind == kind && fits(d);
        let all = || self.drafts.iter().enumerate().filter(|(_, d)| of(d));
        let before = all()
            .filter_map(|(i, d)| Some((d.at.iter().copied().filter(|&a| a < at).max()?, i)))
            .max();
        before
            .or_else(|| {
                all()
                    .filter_map(|(i, d)| Some((d.at.iter().copied().min()?, i)))
                    .min()
            })
            .map(|(_, i)| i)
    }

    pub fn add(&mut self, s: &Spot, k: &[String]) -> usize {
        self.drafts.push(Draft {
            entity: Entity {
                kind: s.kind,
                name: String::new(),
                surfaces: Vec::new(),
                roles: Vec::new(),
                article: s.article,
            },
            id: s.id,
            key: k.to_vec(),
            forms: Vec::new(),
            at: Vec::new(),
            titles: Vec::new(),
            fathers: Vec::new(),
        });
        self.drafts.len() - 1
    }

    fn mention(&mut self, doc: &Doc<'_>, s: &Spot, draft: usize, k: Vec<String>) {
        let span = doc.span(s.from, s.to, s.skip);
        let d = &mut self.drafts[draft];
        d.at.push(s.from);
        if s.kind == EntityKind::Person {
            d.titles.extend(super::bearer::title(doc, s));
            d.fathers.extend(fathers(doc, s));
        }
        if k.len() > d.key.len() {
            d.key.clone_from(&k);
        }
        if d.id == 0 {
            d.id = s.id;
        }
        if !d.forms.contains(&k) {
            d.forms.push(k);
        }
        let (mut from, mut to, mut all) = (s.from, s.to, span);
        if let Some((f, t, skip)) = s.wide {
            (from, to, all) = (f, t, doc.span(f, t, skip));
            if s.kind == EntityKind::Org {
                d.forms.push(folded_words(doc, f, t, skip));
            }
        }
        let mention = Mention {
            span: all,
            entity: draft,
            form: MentionForm::Name,
            origin: s.origin,
        };
        self.mentions.push((from, to, mention));
        if all != span {
            self.surface(draft, span, doc);
        }
    }

    fn surface(&mut self, draft: usize, span: Span, doc: &Doc<'_>) {
        let text = span.of(doc.text.original()).to_string();
        let list = &mut self.drafts[draft].entity.surfaces;
        if !text.is_empty() && !list.contains(&text) {
            list.push(text);
        }
    }

    /// Heads alone (المركز، البعثة) of organisations named before.
    fn sweep_orgs(&mut self, doc: &Doc<'_>, spots: &mut Spots) {
        for unit in &doc.units {
            for i in unit.range.clone() {
                if spots.is_taken(i)
                    || !doc.is(i, flag::ORG_HEAD | flag::COLLECTIVE)
                    || !doc.definite(i)
                    || doc.is(i, flag::PLURAL)
                {
                    continue;
                }
                let next_definite = i + 1 < unit.range.end
                    && doc.is_word(i + 1)
                    && doc.definite(i + 1)
                    && !doc.has_clitic(i + 1);
                if next_definite && !doc.is(i + 1, flag::TITLE) {
                    continue;
                }
                let name = bare(doc.stem(i));
                let head = |d: &Draft| d.forms.iter().any(|f| f.len() > 1 && bare(&f[0]) == name);
                let before = |d: &Draft| d.at.iter().any(|&a| a < i) && head(d);
                let Some(d) = self.nearest(i, EntityKind::Org, before) else {
                    continue;
                };
                let s = Spot {
                    from: i,
                    to: i + 1,
                    skip: doc.words[i].skip(),
                    kind: EntityKind::Org,
                    id: 0,
                    origin: Origin::Rule("short form"),
                    article: unit.article,
                    wide: None,
                };
                if spots.put(s) {
                    self.mention(doc, &s, d, words(doc, &s));
                }
            }
        }
    }

    /// Entities in the order of their first mention, and the mentions.
    pub fn finish(self) -> Names {
        let mut order: Vec<usize> = Vec::new();
        for (_, _, m) in &self.mentions {
            if !order.contains(&m.entity) {
                order.push(m.entity);
            }
        }
        let mut place = vec![0; self.drafts.len()];
        for (k, &d) in order.iter().enumerate() {
            place[d] = k;
        }
        let mentions = self
            .mentions
            .iter()
            .map(|(_, _, m)| Mention {
                entity: place[m.entity],
                ..*m
            })
            .collect();
        let mut drafts: Vec<Option<Draft>> = self.drafts.into_iter().map(Some).collect();
        let entities = order
            .iter()
            .filter_map(|&d| Some(drafts[d].take()?.entity))
            .collect();
        Names { entities, mentions }
    }

    /// Gives every entity its surfaces in text order and its name.
    fn name_entities(&mut self, doc: &Doc<'_>) {
        self.mentions.sort_by_key(|(f, t, m)| (*f, *t, m.entity));
        for k in 0..self.mentions.len() {
            let m = self.mentions[k].2;
            self.surface(m.entity, m.span, doc);
        }
        for d in &mut self.drafts {
            // للسعدون: ل and the article run together; another form names him.
            let forms = &mut d.entity.surfaces;
            if d.entity.kind == EntityKind::Person && forms.iter().any(|f| !f.starts_with("لل")) {
                forms.retain(|f| !f.starts_with("لل"));
            }
            let listed_name = doc.lex.name_of(d.id);
            let listed = listed_name.map(str::to_string);
            let longest = d
                .entity
                .surfaces
                .iter()
                .max_by_key(|s| s.split(' ').count());
            let name = match d.entity.kind {
                EntityKind::Person if !d.entity.name.is_empty() => Some(d.entity.name.clone()),
                EntityKind::Person => longest.cloned(),
                _ => listed.or_else(|| longest.cloned()),
            };
            let name = name.map(|n| match n.strip_prefix("لل") {
                Some(rest) if listed_name.is_none() && rest.len() >= 6 => format!("ال{rest}"),
                _ => n,
            });
            // (فلاديمير) بوتين: what an editor put in brackets.
            let name = name.unwrap_or_default().replace(['(', ')'], "");
            d.entity.name = khabar_text::Folded::new(&name, khabar_text::Fold::TATWEEL)
                .text()
                .to_string();
        }
    }
}

fn glosses(doc: &Doc<'_>, spots: &Spots) -> Vec<[Vec<String>; 2]> {
    let name = |&(long, from, to): &(usize, usize, usize)| {
        let s = spots.all.iter().find(|s| s.from == long)?;
        Some([words(doc, s), folded_words(doc, from, to, 0)])
    };
    spots.glosses.iter().filter_map(name).collect()
}

/// One word: a surname alone, or the head of an organisation alone.
fn is_short(doc: &Doc<'_>, s: &Spot) -> bool {
    match s.kind {
        EntityKind::Person => words(doc, s).len() < 2,
        EntityKind::Org => s.to - s.from == 1 && s.id == 0 && s.wide.is_none(),
        _ => false,
    }
}

/// The fathers in a person's name: the words after بن.
fn fathers<'a>(doc: &'a Doc<'_>, s: &Spot) -> impl Iterator<Item = String> + 'a {
    (s.from + 1..s.to)
        .filter(|&i| matches!(doc.text.norm(i - 1), "بن" | "بنت"))
        .map(|i| doc.text.norm(i).to_string())
}

/// What a well-known person is mostly called.
fn is_known(doc: &Doc<'_>, s: &Spot) -> bool {
    s.kind == EntityKind::Person && doc.short_for(s.from, s.to).is_some()
}

fn folded_words(doc: &Doc<'_>, from: usize, to: usize, skip: usize) -> Vec<String> {
    (from..to)
        .filter(|&i| !doc.text.is_punct(i))
        .map(|i| {
            let w = doc.text.norm(i);
            let cut = if i == from { skip } else { 0 };
            let w = w.get(cut..).unwrap_or(w);
            // للقوات is ل and القوات.
            match w.strip_prefix("لل").filter(|r| i == from && r.len() >= 6) {
                Some(rest) if doc.has_clitic(i) => format!("ال{rest}"),
                _ => w.to_string(),
            }
        })
        .collect()
}

/// The folded words of a spot; of a person as they are compared.
pub fn words(doc: &Doc<'_>, s: &Spot) -> Vec<String> {
    let w = folded_words(doc, s.from, s.to, s.skip);
    if s.kind == EntityKind::Person {
        key(w.iter().map(String::as_str))
    } else {
        w
    }
}
