//! A statement on its way: who says it where the words by the cue do not tell,
//! through which channel it comes, and what else is read of it.

use super::anaphora::{anaphora, both, goes_on, honoured, same_paper, unnamed_again};
use super::chain::{self, Setter};
use super::content::Content;
use super::context::Context;
use super::cue::{Cue, CueKind};
use super::lexicon::{VerbForm, class};
use super::source::Source;
use super::speaker::{
    addressees, coordinated, is_man, last_issuer, pair_before, pair_of_sentence, points_back,
    previous, previous_end, subject_of_clause, subject_of_main, subject_of_sentence, topic, who,
};
use super::{act, certainty, stance};
use khabar_model::{Certainty, EntityKind, Link, LinkKind, Statement};
use std::ops::Range;

/// A statement with what the chain and the carrying over of speakers need to
/// know of it.
pub struct Draft {
    pub statement: Statement,
    pub at: usize,
    pub sentence: Range<usize>,
    pub setter: Option<Setter>,
    pub agency: Option<Link>,
    pub unnamed: bool,
    /// Somebody passes it on by this very cue (نقلت الوكالة عن فلان).
    pub reported: bool,
    /// The source is named by the cue, not carried over.
    pub explicit: bool,
    pub feminine: Option<bool>,
    /// Said by two or more, or by a group.
    pub several: bool,
    pub participle: bool,
    /// Inside the content of another statement.
    pub nested: bool,
    pub headline: bool,
    /// The source is left out or named by a title, so that the lead may say
    /// who is meant.
    pub titled: bool,
}

/// A cue in its place: what is looked at to read the rest of its statement.
pub struct Place<'x, 'a> {
    c: &'x Context<'a>,
    cues: &'x [Cue],
    cue: &'x Cue,
    unit: &'x Range<usize>,
    /// What was said before.
    drafts: &'x [Draft],
    sentence: Range<usize>,
    participle: bool,
    feminine: Option<bool>,
    several: bool,
    /// "رسالة قال فيها": the cue points back at its channel.
    in_it: bool,
}

/// Who says it, as settled.
struct Speaker {
    entity: Option<usize>,
    with: Vec<usize>,
    unnamed: bool,
    explicit: bool,
}

impl<'x, 'a> Place<'x, 'a> {
    pub fn new(
        c: &'x Context<'a>,
        cues: &'x [Cue],
        k: usize,
        unit: &'x Range<usize>,
        drafts: &'x [Draft],
    ) -> Self {
        let cue = &cues[k];
        let (participle, feminine, several) = match cue.kind {
            CueKind::Verb {
                form,
                feminine,
                several,
                ..
            } => (form == VerbForm::Participle, Some(feminine), several),
            _ => (false, None, false),
        };
        let start = c.sentence_start[cue.at].max(unit.start);
        Place {
            c,
            cues,
            cue,
            unit,
            drafts,
            sentence: start..c.sentence_end[cue.at].min(unit.end),
            participle,
            feminine,
            several,
            in_it: points_back(c, cue),
        }
    }

    /// The statement of this cue with `content`.
    pub fn draft(&self, content: &Content, article: u16, nested: bool) -> Option<Draft> {
        let (c, cue) = (self.c, self.cue);
        let words = content.parts.first()?.start..content.parts.last()?.end;
        let source = who(c, cue, self.unit, self.participle);
        let spoken = self.spoken_channel(&source);
        let said = self.speaker(&source, spoken.as_ref());
        let setter = spoken.or_else(|| self.channel(&source, &said, &words));
        let definite = unnamed_again(c, &source, self.drafts);
        // What a report inside this one urges or praises is that one's act.
        let inner = self.cues.iter().map(|k| k.at).find(|&at| at > words.start);
        let told = inner.map_or(words.end, |at| at.min(words.end));
        let act = act::of(c, cue, words.start, told);
        let (polarity, modality) = stance::of(c, cue, act, words.clone());
        let decisions = Certainty {
            cue: certainty::of_cue(c, cue),
            source: certainty::of_source(c, &source, said.entity),
            content: certainty::of_content(c, cue, content.form),
            chain: 0.0,
        };
        let person = said.entity.is_some_and(|e| c.kind(e) == EntityKind::Person);
        let titled = |w: Range<usize>| c.is(w.start, class::SUBJECT_HEAD | class::UNNAMED);
        Some(Draft {
            agency: self.agency(words.end),
            unnamed: said.unnamed || definite,
            explicit: said.explicit && !definite,
            several: self.several || !said.with.is_empty() || said.explicit && !person,
            titled: source.words().is_none_or(titled),
            statement: Statement {
                article,
                cue: c.text.span(cue.at, cue.end),
                source: source.words().map(|w| c.text.span(w.start, w.end)),
                about: self.about(content, said.entity),
                entity: said.entity,
                with: said.with,
                content: content.spans(c),
                form: content.form,
                act,
                polarity,
                modality,
                to: addressees(c, cue, &source, words.start, self.drafts),
                chain: Vec::new(),
                certainty: 0.0,
                decisions,
            },
            at: cue.at,
            sentence: self.sentence.clone(),
            setter,
            reported: cue.reporter.is_some(),
            feminine: self.feminine,
            participle: self.participle,
            nested,
            headline: false,
        })
    }

    /// The channel that speaks itself (`وذكر بيان`), with who issued it.
    fn spoken_channel(&self, source: &Source) -> Option<Setter> {
        let Source::Channel { words } = source else {
            return None;
        };
        let mut setter = chain::find(self.c, words.clone(), true, None)?;
        setter.by = setter.by.or_else(|| last_issuer(self.drafts));
        Some(setter)
    }

    fn speaker(&self, source: &Source, channel: Option<&Setter>) -> Speaker {
        let (c, drafts) = (self.c, self.drafts);
        let mut said = Speaker {
            entity: None,
            with: Vec::new(),
            unnamed: false,
            explicit: true,
        };
        match source {
            Source::Known { words, entity } => {
                said.entity = Some(*entity);
                said.with = coordinated(c, words.end);
            }
            Source::Channel { .. } => {
                said.entity = channel.map_or_else(|| last_issuer(drafts), |s| s.by);
                if let (None, Source::Channel { words }) = (said.entity, source) {
                    said.entity = same_paper(c, words, drafts);
                }
            }
            Source::Unnamed { words } => {
                said.unnamed = c.is(words.start, class::SOURCES);
                let pair = both(c, words).then(|| pair_before(c, drafts));
                match pair {
                    Some(Some((first, second))) => {
                        (said.entity, said.with) = (Some(first), vec![second]);
                    }
                    Some(None) => {}
                    None => {
                        said.with = coordinated(c, words.end);
                        said.entity = anaphora(c, words, drafts)
                            .or_else(|| goes_on(c, self.cue, words, drafts));
                    }
                }
            }
            Source::Implicit => self.left_out(&mut said),
        }
        said.with.retain(|&w| Some(w) != said.entity);
        said
    }

    /// Who speaks where nobody is named by the cue.
    fn left_out(&self, said: &mut Speaker) {
        let (c, drafts, at) = (self.c, self.drafts, self.cue.at);
        let two = || pair_of_sentence(c, at, &self.sentence).or_else(|| pair_before(c, drafts));
        if self.several
            && !self.participle
            && let Some((first, second)) = two()
        {
            (said.entity, said.with) = (Some(first), vec![second]);
            return;
        }
        let pretext = c.is(at, class::PRETEXT);
        if pretext {
            said.explicit = false;
            said.entity = subject_of_sentence(c, at, &self.sentence);
            return;
        }
        let near = self
            .writer()
            .or_else(|| subject_of_main(c, at, &self.sentence));
        let near = near.or_else(|| topic(c, drafts, at, &self.sentence));
        let named = near.or_else(|| {
            let subject = subject_of_clause(c, drafts, at, self.unit)?;
            let fits = !self.several && !is_man(drafts, subject, self.feminine);
            fits.then_some(subject)
        });
        if named.is_some() && !self.participle {
            said.entity = named;
            return;
        }
        said.explicit = false;
        let agreement = (self.feminine, self.several);
        let spoke = previous(drafts, self.participle, agreement, at, &self.sentence);
        let here = spoke.is_some_and(|p| self.sentence.contains(&p.at));
        let describes = self.participle && !self.several && !here;
        let subject = subject_of_sentence(c, at, &self.sentence)
            .filter(|&e| describes && !is_man(drafts, e, self.feminine));
        if subject.is_some() {
            said.entity = subject;
        } else if let Some(p) = spoke {
            said.entity = p.statement.entity;
            said.unnamed = p.unnamed;
            if self.several {
                said.with.clone_from(&p.statement.with);
            }
        } else {
            said.entity = honoured(c, self.cue);
        }
    }

    /// "تلقى خطابا من فلان أشاد فيه": who wrote it stands nearest before.
    fn writer(&self) -> Option<usize> {
        if !self.in_it || self.several {
            return None;
        }
        let mut near = self.sentence.start..self.cue.at;
        near.rfind(|&k| {
            let m = self.c.mention_at(k);
            m.is_some_and(|m| self.c.kind(m.entity) == EntityKind::Person)
        })
        .and_then(|k| self.c.mention_at(k))
        .map(|m| m.entity)
    }

    /// The channel named with the report: before its content, after it, or as
    /// whom it is said to.
    fn channel(&self, source: &Source, said: &Speaker, words: &Range<usize>) -> Option<Setter> {
        let (c, cue, by) = (self.c, self.cue, said.entity);
        let from = previous_end(c, self.drafts, &self.sentence).max(self.sentence.start);
        let region = from..words.start.max(cue.at + 1);
        chain::find(c, region.clone(), false, by)
            // "…، وفقا للبيان" after the content.
            .or_else(|| chain::told_after(c, words.end..self.sentence.end, by))
            .or_else(|| {
                // "وجه رسالة قال فيها": the channel is the object of the clause before.
                let mut back = region.start..cue.at;
                let found = || back.find_map(|k| chain::find(c, k..cue.at, false, by));
                self.in_it.then(found).flatten()
            })
            .or_else(|| self.posted(by))
            .or_else(|| {
                if said.unnamed || self.participle {
                    return None;
                }
                let end = source.words().map_or(cue.end, |w| w.end.max(cue.end));
                chain::said_to(c, end..words.start.max(end), by)
                    .or_else(|| chain::said_to(c, cue.end..cue.end + 1, by))
            })
    }

    /// غرد: the verb itself says that it is a post.
    fn posted(&self, by: Option<usize>) -> Option<Setter> {
        let CueKind::Verb { lemma, .. } = self.cue.kind else {
            return None;
        };
        let word = &self.c.lex.lemmas[lemma as usize].word;
        let posts = self.c.lex.classes(word) & class::POSTING != 0;
        posts.then(|| Setter {
            kind: LinkKind::Post,
            by,
            span: self.c.text.span(self.cue.at, self.cue.end),
            speaks: false,
            definite: false,
            relay: None,
        })
    }

    /// Who passes it on: by this cue, or named after the content at `end`.
    fn agency(&self, end: usize) -> Option<Link> {
        let after = end..self.sentence.end;
        let reporter = self.cue.reporter.clone();
        reporter
            .and_then(|r| chain::carrier(self.c, r))
            .or_else(|| chain::agency(self.c, after.clone()))
            .or_else(|| chain::relay(self.c, after))
    }

    /// The entities that the content names, the speaker left out.
    fn about(&self, content: &Content, speaker: Option<usize>) -> Vec<usize> {
        let mut about = Vec::new();
        for k in content.parts.iter().flat_map(Clone::clone) {
            if let Some(m) = self.c.mention_at(k)
                && Some(m.entity) != speaker
                && !about.contains(&m.entity)
            {
                about.push(m.entity);
            }
        }
        about
    }
}
