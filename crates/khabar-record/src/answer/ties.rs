//! Who met whom.

use super::events;
use super::fetch::{Fetch, list};
use super::types::*;
use crate::error::Result;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Types of events that bring people together.
pub(crate) const MEETINGS: &[&str] = &["meeting", "visit", "call", "dialogue", "agreement"];

/// Actors and ties of one answer, events of a tie.
const ACTORS: usize = 14;
const TIES: usize = 40;
const EVENTS: usize = 12;
/// Of an event with more participants (a list of those present) these count.
const PARTICIPANTS: usize = 12;

/// An event and who took part in it, as what.
pub(crate) struct Row {
    pub met: Met,
    pub who: Vec<(Actor, Option<String>)>,
}

impl Row {
    /// None where the event brings nobody together or did not happen.
    pub fn of(e: &Event) -> Option<Row> {
        if e.status != "happened" || !MEETINGS.contains(&e.kind.as_str()) {
            return None;
        }
        let who = e.participants.iter().cloned().zip(e.roles.iter().cloned());
        Some(Row {
            met: Met {
                event: e.id,
                kind: e.kind.clone(),
                day: e.date.clone().or_else(|| e.source.day.clone()),
            },
            who: who.collect(),
        })
    }
}

/// The states that participants stand for met nobody, and those of one
/// delegation, or of the hosts, did not meet each other.
fn met(a: Option<&str>, b: Option<&str>) -> bool {
    let there = |r: Option<&str>| !matches!(r, Some("side" | "target" | "appointee"));
    there(a) && there(b) && !(a == b && matches!(a, Some("host" | "visitor")))
}

/// Pairs counted over events, each once. `one` puts the actors that are one
/// under one of them; `centre`: those asked about, to whom all ties lead where
/// `alone` is set.
pub(crate) fn ties(rows: &[Row], one: &HashMap<i64, Actor>, centre: &[i64], alone: bool) -> Ties {
    let mut actors: HashMap<i64, Actor> = HashMap::new();
    let mut pairs: BTreeMap<(i64, i64), Vec<&Met>> = BTreeMap::new();
    for row in rows {
        let mut there: Vec<(i64, Option<&str>)> = Vec::new();
        // Nobody can be counted who is in no identity.
        for (a, role) in row.who.iter().filter(|(a, _)| a.id > 0).take(PARTICIPANTS) {
            let a = one.get(&a.id).unwrap_or(a);
            if !there.iter().any(|t| t.0 == a.id) {
                actors.entry(a.id).or_insert_with(|| a.clone());
                there.push((a.id, role.as_deref()));
            }
        }
        for (k, &(a, as_a)) in there.iter().enumerate() {
            for &(b, as_b) in &there[k + 1..] {
                let asked = !alone || centre.contains(&a) || centre.contains(&b);
                if asked && met(as_a, as_b) {
                    pairs
                        .entry((a.min(b), a.max(b)))
                        .or_default()
                        .push(&row.met);
                }
            }
        }
    }
    let mut weight: HashMap<i64, usize> = HashMap::new();
    for (&(a, b), events) in &pairs {
        *weight.entry(a).or_default() += events.len();
        *weight.entry(b).or_default() += events.len();
    }
    let mut order: Vec<i64> = weight.keys().copied().collect();
    let rank = |id: &i64| centre.iter().position(|c| c == id).unwrap_or(centre.len());
    order.sort_by_key(|id| (rank(id), std::cmp::Reverse(weight[id]), *id));
    order.truncate(ACTORS);
    let place = |id: i64| order.iter().position(|&o| o == id);
    let all = pairs.len();
    let mut out: Vec<Tie> = Vec::new();
    for ((a, b), mut events) in pairs {
        let (Some(a), Some(b)) = (place(a), place(b)) else {
            continue;
        };
        events.sort_by(|x, y| y.day.cmp(&x.day).then(x.event.cmp(&y.event)));
        out.push(Tie {
            one: a.min(b),
            other: a.max(b),
            count: events.len(),
            kinds: super::statements::counted(events.iter().map(|m| m.kind.clone())),
            events: events.into_iter().take(EVENTS).cloned().collect(),
        });
    }
    out.sort_by_key(|t| (std::cmp::Reverse(t.count), t.one, t.other));
    out.truncate(TIES);
    Ties {
        left_out: all - out.len(),
        actors: order.iter().filter_map(|id| actors.remove(id)).collect(),
        ties: out,
    }
}

/// The meetings among these events, with all who took part.
pub(crate) fn rows(f: &Fetch<'_>, keys: &[events::Key]) -> Result<Vec<Row>> {
    let meets = |k: &&events::Key| k.status == "happened" && MEETINGS.contains(&k.kind.as_str());
    let keys: Vec<&events::Key> = keys.iter().filter(meets).collect();
    let sql = "SELECT p.event, p.role, a.id, a.kind, a.name FROM participants p
               JOIN identities i ON i.entity = p.entity JOIN actors a ON a.id = i.actor
               WHERE p.event IN (SELECT value FROM json_each(?1)) ORDER BY p.event, p.entity";
    let mut q = f.db.prepare_cached(sql)?;
    let mut found = q.query([list(keys.iter().map(|k| k.id))])?;
    let mut who: HashMap<i64, Vec<(Actor, Option<String>)>> = HashMap::new();
    while let Some(r) = found.next()? {
        let actor = Actor {
            id: r.get(2)?,
            kind: r.get(3)?,
            name: r.get(4)?,
            role: None,
        };
        who.entry(r.get(0)?).or_default().push((actor, r.get(1)?));
    }
    let row = |k: &events::Key| Row {
        met: Met {
            event: k.id,
            kind: k.kind.clone(),
            day: k.day.clone(),
        },
        who: who.remove(&k.id).unwrap_or_default(),
    };
    Ok(keys.into_iter().map(row).collect())
}

/// Ids without repetition, in their order.
pub(crate) fn distinct(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut seen = HashSet::new();
    ids.filter(|id| seen.insert(*id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(event: i64, kind: &str, who: &[(i64, &str)]) -> Row {
        let actor = |id: i64| Actor {
            id,
            kind: "person".into(),
            name: format!("n{id}"),
            role: None,
        };
        Row {
            met: Met {
                event,
                kind: kind.into(),
                day: Some(format!("2024-01-{event:02}")),
            },
            who: who
                .iter()
                .map(|&(id, role)| (actor(id), Some(role.to_string())))
                .collect(),
        }
    }

    #[test]
    fn pairs_are_counted_and_a_delegation_does_not_meet_itself() {
        let rows = [
            row(1, "meeting", &[(1, "party"), (2, "party")]),
            row(
                2,
                "visit",
                &[(1, "host"), (2, "visitor"), (3, "visitor"), (4, "side")],
            ),
            row(3, "call", &[(2, "party"), (9, "party")]),
        ];
        let one = HashMap::from([(9, rows[0].who[0].0.clone())]);
        let t = ties(&rows, &one, &[1], false);
        let names: Vec<&str> = t.actors.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["n1", "n2", "n3"]);
        let counts: Vec<(usize, usize, usize)> =
            t.ties.iter().map(|t| (t.one, t.other, t.count)).collect();
        assert_eq!(counts, [(0, 1, 3), (0, 2, 1)]);
        assert_eq!(t.ties[0].events[0].event, 3, "latest first");
        assert_eq!(t.ties[0].kinds.len(), 3);
        assert_eq!(t.left_out, 0);
    }

    #[test]
    fn of_very_many_the_most_frequent_stay() {
        let mut rows: Vec<Row> = (2..40)
            .map(|k| row(k, "meeting", &[(1, "party"), (k, "party")]))
            .collect();
        rows.push(row(50, "meeting", &[(1, "party"), (39, "party")]));
        rows.push(row(51, "meeting", &[(7, "party"), (8, "party")]));
        let t = ties(&rows, &HashMap::new(), &[1], true);
        assert_eq!(t.actors.len(), ACTORS);
        assert_eq!((t.actors[1].id, t.ties[0].count), (39, 2));
        assert_eq!(t.ties.len() + t.left_out, 38, "the pair without 1 is none");
    }
}
