//! Which channel covers which statements: a chain is set where the text names
//! it and inherited by the statements it covers.

use super::context::Context;
use super::draft::Draft;
use khabar_model::{EntityKind, Link, LinkKind};

/// Gives every statement its chain: its own channel, the communiqué that
/// covers it, the agency that carried it, or what its speaker's other
/// statements came through.
pub fn set_chains(c: &Context<'_>, drafts: &mut [Draft], told: Option<(usize, Link)>) {
    let papers: Vec<(usize, Link)> = drafts
        .iter()
        .filter_map(|d| {
            let s = d
                .setter
                .as_ref()
                .filter(|s| s.speaks && s.kind == LinkKind::Statement)?;
            Some((d.at, s.link(false), s.definite))
        })
        .scan(None::<Link>, |first, (at, link, definite)| {
            // "البيان" is the communiqué named before, not another one.
            let link = if definite {
                first.clone().unwrap_or(link)
            } else {
                link
            };
            *first = Some(link.clone());
            Some((at, link))
        })
        .collect();
    let papers: Vec<(usize, Link)> = if papers.is_empty() {
        told.into_iter().collect()
    } else {
        papers
    };
    let one_paper = papers.windows(2).all(|w| w[0].1.span == w[1].1.span);
    let agency = drafts.iter().find_map(|d| {
        d.agency
            .clone()
            .filter(|_| d.setter.as_ref().is_some_and(|s| s.speaks))
    });
    for k in 0..drafts.len() {
        let d = &drafts[k];
        let mut chain: Vec<Link> = Vec::new();
        if d.unnamed {
            chain.extend(sources_links(drafts, k));
        }
        let paper = papers
            .iter()
            .rev()
            .find(|(at, _)| *at <= d.at)
            .or_else(|| papers.first().filter(|_| one_paper))
            .map(|(at, l)| Link {
                inherited: *at != d.at,
                ..l.clone()
            });
        let own = d.setter.as_ref().filter(|s| !s.speaks);
        let governor = governor(drafts, k);
        let carrier = governor
            .filter(|_| d.nested)
            .and_then(|g| carried_by(c, &drafts[g]));
        if let Some(link) = carrier.filter(|_| own.is_none()) {
            chain = vec![link];
        } else if let Some(g) = governor.filter(|_| own.is_none() && chain.is_empty()) {
            chain = drafts[g]
                .statement
                .chain
                .iter()
                .map(Link::taken_over)
                .collect();
        } else if let Some(s) = own {
            chain.push(s.link(false));
            chain.extend(s.relay.clone());
            let before = |l: &Link| l.span.start() <= d.statement.cue.start();
            chain.extend(
                paper
                    .clone()
                    .filter(|l| s.kind == LinkKind::Speech && before(l)),
            );
        } else if let Some(links) = carried_on(drafts, k) {
            chain = links;
        } else if let Some(p) = &paper {
            chain.push(p.clone());
        } else if !d.unnamed {
            chain.extend(by_speaker(drafts, k));
        }
        let on_paper =
            paper.is_some() && chain.last().is_some_and(|l| l.kind == LinkKind::Statement);
        let carried = chain.iter().any(|l| l.kind == LinkKind::Agency);
        match (&d.agency, &agency) {
            (Some(a), _) if !carried => chain.push(a.clone()),
            (_, Some(a)) if on_paper && !carried => chain.push(a.taken_over()),
            _ => {}
        }
        drafts[k].statement.chain = chain;
    }
    // A headline tells what the lead tells, by the same way.
    let lead = drafts
        .iter()
        .find(|d| !d.headline)
        .map(|d| d.statement.chain.clone())
        .unwrap_or_default();
    for d in drafts
        .iter_mut()
        .filter(|d| d.headline && d.statement.chain.is_empty())
    {
        d.statement.chain = lead.iter().map(Link::taken_over).collect();
    }
}

/// An agency that tells what others said: the link of the reports inside its own.
fn carried_by(c: &Context<'_>, d: &Draft) -> Option<Link> {
    let by = d.statement.entity?;
    let entity = &c.names.entities[by];
    let agency =
        entity.kind == EntityKind::Org && entity.surfaces.iter().any(|s| c.lex.is_agency(s));
    let span = d.statement.source.unwrap_or(d.statement.cue);
    agency.then_some(Link {
        kind: LinkKind::Agency,
        by: Some(by),
        span,
        inherited: true,
    })
}

/// The statement whose sentence carries statement `k` with it: the report a
/// participle belongs to, or the one whose content it is part of.
fn governor(drafts: &[Draft], k: usize) -> Option<usize> {
    let d = &drafts[k];
    if !(d.participle || d.nested) {
        return None;
    }
    (0..k)
        .rev()
        .find(|&g| d.sentence.contains(&drafts[g].at) && (d.participle || !drafts[g].nested))
}

/// The channel named with another statement of the same speaker: the last one
/// before, else the first one after.
fn by_speaker(drafts: &[Draft], k: usize) -> Option<Link> {
    let speaker = drafts[k].statement.entity?;
    let mine = |d: &&Draft| {
        d.statement.entity == Some(speaker) && d.setter.as_ref().is_some_and(|s| !s.speaks)
    };
    let before = drafts[..k].iter().rev().find(mine);
    let set = before.or_else(|| drafts[k..].iter().find(mine))?;
    set.setter.as_ref().map(|s| s.link(true))
}

/// Unnamed sources, and who passed their words on, from where they were named.
fn sources_links(drafts: &[Draft], k: usize) -> Vec<Link> {
    let set = drafts[..=k].iter().rev().find(|d| d.unnamed && d.explicit);
    let Some((set, span)) = set.and_then(|d| Some((d, d.statement.source?))) else {
        return Vec::new();
    };
    let inherited = set.at != drafts[k].at;
    let sources = Link {
        kind: LinkKind::Sources,
        by: None,
        span,
        inherited,
    };
    let relay = set.agency.clone().filter(|_| inherited && set.reported);
    std::iter::once(sources)
        .chain(relay.map(|l| l.taken_over()))
        .collect()
}

/// "نقلت الوكالة عن فلان قوله… وأضاف": who passed the words on still does,
/// until a source is named again; and what nobody known goes on to say in the
/// same sentence comes the same way.
fn carried_on(drafts: &[Draft], k: usize) -> Option<Vec<Link>> {
    let d = &drafts[k];
    if d.explicit || d.unnamed {
        return None;
    }
    let before = drafts[..k].iter().rev().take_while(|b| !b.headline);
    let unknown = d.statement.entity.is_none();
    let set = before
        .take(3)
        .find(|b| b.explicit || b.reported || unknown)?;
    let nobody = d.statement.entity.is_none() && d.sentence.contains(&set.at);
    let same = (set.reported || nobody) && set.statement.entity == d.statement.entity;
    let chain = &set.statement.chain;
    (same && !chain.is_empty()).then(|| chain.iter().map(Link::taken_over).collect())
}
