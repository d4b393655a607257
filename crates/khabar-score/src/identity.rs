//! Who is who: the machine's entities compared with the gold's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::matching::{pair, unpaired};
use crate::measures::{Mean, Scores};
use crate::page::{Entity, Id, Page};
use crate::text::{bare, or_none};

/// An entity with its folded surfaces, the name among them.
struct Named<'a> {
    entity: &'a Entity,
    surfaces: BTreeSet<String>,
}

/// Which gold entity each of the machine's entities is.
pub(crate) struct Identities<'a> {
    gold_of_machine: HashMap<&'a Id, &'a Id>,
    gold_names: HashMap<&'a Id, BTreeSet<String>>,
    machine_names: HashMap<&'a Id, BTreeSet<String>>,
}

impl<'a> Identities<'a> {
    /// Pairs persons, organisations and places by the surfaces they share,
    /// and scores them.
    pub(crate) fn match_entities(
        gold: &'a Page,
        machine: &'a Page,
        scores: &mut Scores,
        errors: &mut Vec<String>,
    ) -> Self {
        let mut gold_of_machine = HashMap::new();
        for kind in ["person", "org", "place"] {
            let (gold, machine) = (named(gold, kind), named(machine, kind));
            let pairs = pair(&gold, &machine, |gold, machine| {
                gold.surfaces.intersection(&machine.surfaces).count() as f64
            });
            let figure = match kind {
                "person" => &mut scores.person,
                "org" => &mut scores.org,
                _ => &mut scores.place,
            };
            figure.add(pairs.len(), gold.len(), machine.len());
            for &(i, j) in &pairs {
                gold_of_machine.insert(&machine[j].entity.id, &gold[i].entity.id);
            }
            let line = |what, named: &Named| {
                format!("{kind} {what}: {}", or_none(named.entity.name.as_deref()))
            };
            let missed = unpaired(gold.len(), &pairs, |pair| pair.0);
            errors.extend(missed.map(|i| line("missed", &gold[i])));
            let invented = unpaired(machine.len(), &pairs, |pair| pair.1);
            errors.extend(invented.map(|j| line("invented", &machine[j])));
            if kind == "person" {
                let (gold, machine) = (by_surface(&gold), by_surface(&machine));
                b_cubed(&gold, &machine, &mut scores.variants.recall);
                b_cubed(&machine, &gold, &mut scores.variants.precision);
            }
        }
        Identities {
            gold_of_machine,
            gold_names: names(gold),
            machine_names: names(machine),
        }
    }

    /// Whether a gold id and a machine's mean the same: both are none, or
    /// they were paired, or they share a surface (of whatever types).
    pub(crate) fn same(&self, gold: Option<&Id>, machine: Option<&Id>) -> bool {
        let (Some(gold), Some(machine)) = (gold, machine) else {
            return gold.is_none() && machine.is_none();
        };
        let share_a_name = || match (self.gold_names.get(gold), self.machine_names.get(machine)) {
            (Some(gold), Some(machine)) => !gold.is_disjoint(machine),
            _ => false,
        };
        self.gold_of_machine.get(machine) == Some(&gold) || share_a_name()
    }

    /// Folded surfaces of a gold entity.
    pub(crate) fn gold_names(&self, id: Option<&Id>) -> Option<&BTreeSet<String>> {
        self.gold_names.get(id?)
    }

    /// Folded surfaces of a machine's entity.
    pub(crate) fn machine_names(&self, id: Option<&Id>) -> Option<&BTreeSet<String>> {
        self.machine_names.get(id?)
    }
}

fn named<'a>(page: &'a Page, kind: &str) -> Vec<Named<'a>> {
    let of_kind = page
        .entities
        .iter()
        .filter(|entity| entity.kind.as_deref() == Some(kind));
    of_kind
        .map(|entity| Named {
            entity,
            surfaces: surfaces(entity),
        })
        .collect()
}

/// Of all entities; where an id comes twice, the last one's.
fn names(page: &Page) -> HashMap<&Id, BTreeSet<String>> {
    page.entities
        .iter()
        .map(|entity| (&entity.id, surfaces(entity)))
        .collect()
}

fn surfaces(entity: &Entity) -> BTreeSet<String> {
    let all = entity
        .surfaces
        .iter()
        .chain(&entity.name)
        .map(|surface| bare(surface));
    all.filter(|surface| !surface.is_empty()).collect()
}

/// Which entity has a surface: of several the last.
fn by_surface<'a>(entities: &'a [Named]) -> BTreeMap<&'a str, usize> {
    let all = entities.iter().enumerate();
    all.flat_map(|(i, named)| named.surfaces.iter().map(move |s| (s.as_str(), i)))
        .collect()
}

/// For each surface of `own`, the part of its cluster there that `other` puts
/// into one cluster with it.
fn b_cubed(own: &BTreeMap<&str, usize>, other: &BTreeMap<&str, usize>, mean: &mut Mean) {
    for (surface, cluster) in own {
        let in_other = other.get(surface);
        let mates = || {
            own.iter()
                .filter(|(_, c)| *c == cluster)
                .map(|(mate, _)| mate)
        };
        let shared = mates()
            .filter(|mate| in_other.is_some() && other.get(*mate) == in_other)
            .count();
        mean.add(shared as f64 / mates().count() as f64);
    }
}
