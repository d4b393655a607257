//! From the record's dossier to the view of it.

use super::moves::moved;
use super::strip::{Mark, Strip};
use super::view::{
    Carried, Day, Happening, Link, Moment, Name, Open, Person, Place, Planned, Position, Post,
    Said, Speaker, View,
};
use crate::graph::{Graph, To};
use crate::lang::{self, Lang};
use crate::text::{clean, link, shorten};
use crate::{day, show, words};
use khabar_record::{
    Actor, Asked, ChainLink, Copy, Dossier, Entry, Event, Item, Plan, Profile, Question,
    QuestionKind, Source, Statement,
};
use std::collections::{BTreeSet, HashMap, HashSet};

struct Maker<'a> {
    lang: Lang,
    numbers: HashMap<i64, usize>,
    /// Statements shown in full under their speakers.
    full: HashSet<i64>,
    /// Events shown among the meetings.
    met: HashSet<i64>,
    dossier: &'a Dossier,
}

impl View {
    pub fn new(dossier: &Dossier, lang: Lang) -> View {
        let statements = dossier.speakers.iter().flat_map(|s| &s.positions);
        let maker = Maker {
            lang,
            numbers: (1..)
                .zip(&dossier.sources)
                .map(|(n, s)| (s.article, n))
                .collect(),
            full: statements
                .flat_map(|p| &p.statements)
                .map(|s| s.id)
                .collect(),
            met: meetings(dossier).map(|e| e.id).collect(),
            dossier,
        };
        maker.view()
    }
}

/// Events that bring people together.
fn meetings(dossier: &Dossier) -> impl Iterator<Item = &Event> {
    let events = dossier
        .timeline
        .iter()
        .filter_map(|entry| match &entry.item {
            Item::Event(e) => Some(e),
            Item::Statement(_) => None,
        });
    events.filter(|e| {
        let kind = e.kind.as_str();
        matches!(
            kind,
            "meeting" | "visit" | "call" | "dialogue" | "agreement"
        ) && e.status == "happened"
    })
}

impl Maker<'_> {
    fn view(&self) -> View {
        let d = self.dossier;
        let names: Vec<String> = d.names.iter().map(|n| clean(&n.name)).collect();
        View {
            lang: self.lang,
            title: names.join(self.lang.comma()),
            lead: self.lead(),
            names: d.names.iter().map(|n| self.name(n)).collect(),
            strip: Strip::new(self.lang, &self.marks()),
            days: self.days(),
            partial: self.partial(),
            whole: None,
            meetings: meetings(d).map(|e| self.happening(e)).collect(),
            graph: Graph::new(self.lang, &d.ties, &|to| self.within(&to)),
            moves: d
                .moves
                .iter()
                .map(|m| {
                    moved(self.lang, m, &|s| self.place(s), &|id| {
                        self.full.contains(&id)
                    })
                })
                .collect(),
            people: d.participants.iter().map(|p| self.person(p)).collect(),
            speakers: (1..)
                .zip(&d.speakers)
                .map(|(n, s)| self.speaker(n, s))
                .collect(),
            plans: d.plans.iter().map(|p| self.plan(p)).collect(),
            questions: d.questions.iter().map(|q| self.open(q)).collect(),
            sources: d.sources.iter().map(|s| self.place(s)).collect(),
        }
    }

    /// Where in the dossier an event of the picture stands.
    fn within(&self, to: &To<'_>) -> Option<String> {
        match to {
            To::Event(id) if self.met.contains(id) => Some(format!("#e{id}")),
            _ => None,
        }
    }

    fn lead(&self) -> String {
        let (lang, d) = (self.lang, self.dossier);
        let counts = [
            lang.count(d.articles, &lang::ARTICLES),
            lang.count(d.found_statements, &lang::STATEMENTS),
            lang.count(d.found_events, &lang::EVENTS),
            lang.count(d.outlets.len(), &lang::OUTLETS),
        ];
        let mut lead = counts.join(" · ");
        let days: BTreeSet<&str> = d.sources.iter().filter_map(|s| s.day.as_deref()).collect();
        if let (Some(first), Some(last)) = (days.first(), days.last()) {
            let (first, last) = (day::words(lang, first), day::words(lang, last));
            lead.push_str(" · ");
            lead.push_str(&first);
            if first != last {
                lead.push_str(&format!(" – {last}"));
            }
        }
        lead
    }

    fn partial(&self) -> Option<String> {
        let (lang, d) = (self.lang, self.dossier);
        let is_event = |e: &&Entry| matches!(e.item, Item::Event(_));
        let events = d.timeline.iter().filter(is_event).count();
        let statements = d.timeline.len() - events;
        let all = events >= d.found_events && statements >= d.found_statements;
        (!all).then(|| match lang {
            Lang::En => format!(
                "Shown: {statements} of {} statements, {events} of {} events.",
                d.found_statements, d.found_events
            ),
            Lang::Ar => format!(
                "يُعرض هنا {statements} من {} من التصريحات، و{events} من {} من الأحداث.",
                d.found_statements, d.found_events
            ),
        })
    }

    fn name(&self, asked: &Asked) -> Name {
        let lang = self.lang;
        let answer = |m: &khabar_record::Match| {
            let pages = lang.count(m.pages, &lang::PAGES);
            (clean(&m.actor.name), words::how(lang, &m.how), pages)
        };
        Name {
            asked: clean(&asked.name),
            answers: asked.actors.iter().map(answer).collect(),
        }
    }

    fn marks(&self) -> Vec<Mark> {
        let mark = |e: &Entry| {
            let event = matches!(e.item, Item::Event(_));
            e.day
                .as_deref()
                .and_then(day::number_of)
                .map(|day| Mark { day, event })
        };
        self.dossier.timeline.iter().filter_map(mark).collect()
    }

    fn days(&self) -> Vec<Day> {
        let mut days: Vec<Day> = Vec::new();
        for entry in &self.dossier.timeline {
            let iso = entry.day.as_deref().map(clean);
            if days.last().is_none_or(|day| day.iso != iso) {
                let undated = self.lang.of("Without a date", "بلا تاريخ");
                days.push(Day {
                    anchor: format!("d{}", days.len() + 1),
                    words: iso
                        .as_deref()
                        .map_or(undated.into(), |d| day::words(self.lang, d)),
                    iso,
                    moments: Vec::new(),
                });
            }
            if let Some(day) = days.last_mut() {
                day.moments.push(self.moment(entry));
            }
        }
        days
    }

    fn moment(&self, entry: &Entry) -> Moment {
        let (reported, lang) = (!entry.dated, self.lang);
        match &entry.item {
            Item::Event(e) => Moment {
                event: true,
                label: words::event(lang, &e.kind),
                planned: e.status == "planned",
                reported,
                actors: names(&e.participants),
                place: e.place.as_ref().map(|p| clean(&p.exact)),
                text: shorten(&clean(&e.words.exact), 220),
                href: self.met.contains(&e.id).then(|| format!("#e{}", e.id)),
                source: self.place(&e.source),
            },
            Item::Statement(s) => Moment {
                event: false,
                label: words::act(lang, &s.act),
                planned: false,
                // A statement is as old as its report, as far as one knows.
                reported: false,
                actors: vec![show::speaker(lang, s)],
                place: None,
                text: shorten(&show::content(s), 180),
                href: self.full.contains(&s.id).then(|| format!("#s{}", s.id)),
                source: self.place(&s.source),
            },
        }
    }

    fn place(&self, source: &Source) -> Place {
        let iso = source.day.as_deref().map(clean);
        Place {
            number: self.numbers.get(&source.article).copied().unwrap_or(0),
            headline: source
                .headline
                .as_deref()
                .map(clean)
                .filter(|h| !h.is_empty()),
            outlet: show::outlet(source),
            day: iso.as_deref().map(|d| day::words(self.lang, d)),
            fetched: source.published.is_none() && iso.is_some(),
            iso,
            url: source.url.as_deref().and_then(link),
            address: clean(source.url.as_ref().unwrap_or(&source.page)),
        }
    }

    fn happening(&self, e: &Event) -> Happening {
        let lang = self.lang;
        let iso = e.date.as_deref().map(clean);
        let also = lang.count(e.also.len(), &lang::ARTICLES);
        Happening {
            anchor: format!("e{}", e.id),
            label: words::event(lang, &e.kind),
            planned: e.status == "planned",
            day: iso.as_deref().map(|d| day::words(lang, d)),
            iso,
            actors: names(&e.participants),
            place: e.place.as_ref().map(|p| clean(&p.exact)),
            text: clean(&e.words.exact),
            source: self.place(&e.source),
            also: (!e.also.is_empty())
                .then(|| format!("{}{also}", lang.of("also told in ", "ورد كذلك في "))),
        }
    }

    fn person(&self, p: &Profile) -> Person {
        let lang = self.lang;
        let counts = [
            lang.count(p.articles, &lang::ARTICLES),
            lang.count(p.statements, &lang::STATEMENTS),
            lang.count(p.events, &lang::EVENTS),
        ];
        Person {
            name: clean(&p.actor.name),
            kind: words::actor(lang, &p.actor.kind),
            spellings: p
                .spellings
                .iter()
                .map(|s| (clean(&s.text), s.pages))
                .collect(),
            variants: p.variants.iter().map(|m| clean(&m.actor.name)).collect(),
            posts: p.posts.iter().map(|post| self.post(post)).collect(),
            counts: counts.join(lang.comma()),
        }
    }

    fn post(&self, post: &khabar_record::Post) -> Post {
        let first = post
            .first
            .as_deref()
            .map(|d| day::words(self.lang, &clean(d)));
        let last = post
            .last
            .as_deref()
            .map(|d| day::words(self.lang, &clean(d)));
        let when = match (first, last) {
            (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
            (Some(day), _) | (None, Some(day)) => day,
            (None, None) => String::new(),
        };
        Post {
            text: clean(&post.text),
            when,
            source: self.place(&post.source),
        }
    }

    fn speaker(&self, number: usize, s: &khabar_record::Speaker) -> Speaker {
        let lang = self.lang;
        let unnamed = lang.of(
            "Unnamed or unknown speakers",
            "قائلون لم يُسمَّوا أو لم يُعرفوا",
        );
        let said = s.positions.iter().flat_map(|p| &p.statements);
        let role = |a: &Actor| a.role.clone();
        let roles = said
            .filter_map(|s| s.speaker.as_ref().and_then(role))
            .map(|r| clean(&r));
        let longest = roles.max_by_key(|r| r.chars().count());
        Speaker {
            anchor: format!("p{number}"),
            name: s
                .actor
                .as_ref()
                .map_or(unnamed.to_owned(), |a| clean(&a.name)),
            role: s
                .actor
                .as_ref()
                .and_then(role)
                .map(|r| clean(&r))
                .or(longest),
            total: lang.count(s.total, &lang::STATEMENTS),
            positions: s.positions.iter().map(|p| self.position(p)).collect(),
        }
    }

    fn position(&self, p: &khabar_record::Position) -> Position {
        Position {
            label: words::position(self.lang, &p.act),
            said: p.statements.iter().map(|s| self.said(s)).collect(),
        }
    }

    fn said(&self, s: &Statement) -> Said {
        let lang = self.lang;
        let outlets: BTreeSet<String> = s.copies.iter().map(|c| show::outlet(&c.source)).collect();
        let count = lang.count(outlets.len(), &lang::OUTLETS);
        Said {
            anchor: format!("s{}", s.id),
            speaker: show::speaker(lang, s),
            text: show::content(s),
            form: words::form(lang, &s.form),
            to: names(&s.to),
            links: self.links(&s.chain, s.speaker.as_ref()),
            source: self.place(&s.source),
            carried: (!s.copies.is_empty())
                .then(|| format!("{}{count}", lang.of("Copies carried by ", "نقلت نسخًا منه "))),
            copies: s.copies.iter().map(|c| self.carried(c)).collect(),
        }
    }

    fn links(&self, chain: &[ChainLink], speaker: Option<&Actor>) -> Vec<Link> {
        let speaker = speaker.map(|a| clean(&a.name));
        let link = |link: &ChainLink| Link {
            label: words::link(self.lang, &link.kind),
            // A speaker's own speech or post needs no second name.
            by: show::issuer(link).filter(|by| Some(by) != speaker.as_ref()),
            inherited: link.inherited,
        };
        chain.iter().map(link).collect()
    }

    fn carried(&self, c: &Copy) -> Carried {
        let how = match c.same {
            true => self.lang.of("the same words", "بالكلمات نفسها").to_owned(),
            false => format!(
                "{} {:.0}%",
                self.lang.of("reworded, shares", "بتصرّف، يشترك في"),
                c.share * 100.0
            ),
        };
        Carried {
            source: self.place(&c.source),
            how,
            links: self.links(&c.chain, c.speaker.as_ref()),
        }
    }

    fn plan(&self, p: &Plan) -> Planned {
        let lang = self.lang;
        let iso = p.day.as_deref().map(clean);
        let day = iso.as_deref().map(|d| day::words(lang, d));
        let came = p.followed_by.iter().map(|e| self.happening(e)).collect();
        match &p.item {
            Item::Event(e) => Planned {
                label: words::event(lang, &e.kind),
                day,
                iso,
                who: names(&e.participants),
                to: Vec::new(),
                text: clean(&e.words.exact),
                source: self.place(&e.source),
                came,
            },
            Item::Statement(s) => Planned {
                label: words::act(lang, &s.act),
                day,
                iso,
                who: vec![show::speaker(lang, s)],
                to: names(&s.to),
                text: show::content(s),
                source: self.place(&s.source),
                came,
            },
        }
    }

    fn open(&self, q: &Question) -> Open {
        let lang = self.lang;
        let label = match q.kind {
            QuestionKind::NoOutcome => {
                lang.of("No outcome in the record", "لا يذكر السجل ما آل إليه")
            }
            QuestionKind::UnnamedSources => {
                lang.of("Rests on unnamed sources", "يستند إلى مصادر لم تُسمَّ")
            }
            QuestionKind::UnknownSpeaker => lang.of(
                "The page does not settle who speaks",
                "لا تحسم الصفحة من القائل",
            ),
            QuestionKind::Denied => lang.of("Denied by somebody", "نفاه أحدهم"),
        };
        let (label, text) = (label.to_owned(), clean(&q.words.exact));
        Open {
            label,
            text,
            source: self.place(&q.source),
        }
    }
}

fn names(actors: &[Actor]) -> Vec<String> {
    actors.iter().map(|a| clean(&a.name)).collect()
}
