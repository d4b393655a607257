//! Entities, their spellings, and the events they take part in.

use crate::{close, prf, score};
use khabar_score::Report;
use serde_json::{Value, json};

fn people() -> Value {
    json!({"entities": [
        {"id": "p1", "type": "person", "name": "قاسم الأعرجي", "surfaces": ["قاسم الأعرجي", "الأعرجي"]},
        {"id": "p2", "type": "person", "name": "توم غوفاس", "surfaces": ["توم غوفاس", "غوفاس"]},
        {"id": "o1", "type": "org", "name": "الناتو", "surfaces": ["حلف الناتو"]},
        {"id": "o2", "type": "org", "name": "البنتاغون"},
        {"id": "g1", "type": "place", "name": "بغداد", "surfaces": ["بغداد"]},
        {"id": "x1", "type": "product", "name": "درع"},
    ]})
}

#[test]
fn entities_share_a_surface_within_their_type() {
    let machine = json!({"entities": [
        {"id": 1, "type": "person", "name": "الاعرجى"},
        {"id": 2, "type": "person", "name": "خافيير", "surfaces": []},
        {"id": 3, "type": "org", "surfaces": ["حلف «الناتو»"]},
        {"id": 4, "type": "org"},
        {"id": 5, "type": "org", "name": "بغداد"},
        {"id": 6, "name": "بغداد"},
    ]});
    let (scores, errors) = score("", people(), machine);
    assert_eq!(scores.person, prf(1, 2, 2));
    assert_eq!(scores.org, prf(1, 2, 3));
    assert_eq!(scores.place, prf(0, 1, 0));
    assert_eq!(
        errors,
        [
            "person missed: توم غوفاس",
            "person invented: خافيير",
            "org missed: البنتاغون",
            "org invented: None",
            "org invented: بغداد",
            "place missed: بغداد",
        ]
    );
}

#[test]
fn the_entity_with_more_shared_surfaces_wins() {
    let machine = json!({"entities": [
        {"id": "a", "type": "person", "name": "الأعرجي"},
        {"id": "b", "type": "person", "name": "قاسم الأعرجي", "surfaces": ["الأعرجي"]},
    ]});
    let (_, errors) = score("", people(), machine);
    assert!(
        errors.contains(&"person invented: الأعرجي".to_owned()),
        "{errors:?}"
    );
}

#[test]
fn variants_are_b_cubed() {
    assert_eq!(score("", people(), people()).0.variants.f1(), Some(1.0));
    // One cluster of three for two of two: one spelling is missing.
    let machine = json!({"entities": [
        {"id": 1, "type": "person", "surfaces": ["قاسم الأعرجي", "الأعرجي", "غوفاس"]},
    ]});
    let variants = score("", people(), machine).0.variants;
    // Each of the pair 2/3, the third 1/3.
    assert!(close(
        variants.precision.mean(),
        (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0) / 3.0
    ));
    // Of the pair both whole; of the other two, one half found and one not.
    assert!(close(variants.recall.mean(), (1.0 + 1.0 + 0.5 + 0.0) / 4.0));
    let (p, r) = (5.0 / 9.0, 2.5 / 4.0);
    assert!(close(variants.f1(), 2.0 * p * r / (p + r)));
}

#[test]
fn a_spelling_of_two_persons_is_the_last_ones() {
    let gold = json!({"entities": [
        {"id": 1, "type": "person", "surfaces": ["علي", "علي حسن"]},
        {"id": 2, "type": "person", "surfaces": ["علي", "علي كريم"]},
    ]});
    let machine = json!({"entities": [
        {"id": 1, "type": "person", "surfaces": ["علي", "علي كريم"]},
        {"id": 2, "type": "person", "surfaces": ["علي حسن"]},
    ]});
    assert_eq!(score("", gold, machine).0.variants.f1(), Some(1.0));
}

#[test]
fn without_persons_found_the_mean_of_nothing_is_a_bare_zero() {
    let scores = score("", people(), json!({})).0;
    assert_eq!(scores.variants.f1(), None);
    let table = Report {
        scores,
        ..Report::default()
    }
    .to_table();
    assert!(
        table.contains("\nvariants      n/a   p=0 r=0.000\n"),
        "{table}"
    );
}

#[test]
fn events_share_participants_and_do_not_clash_in_date() {
    let hits = |machine: Value| {
        let gold = json!({"entities": people()["entities"], "events": [
            {"type": "meeting", "participants": ["p1", "p2", "o1"], "date": "2024-08-27", "exact": "التقى\nالأعرجي"},
        ]});
        let machine = json!({"entities": people()["entities"], "events": [machine]});
        let (scores, errors) = score("", gold, machine);
        assert_eq!((scores.event.gold, scores.event.machine), (1, 1));
        let missed = ["event missed: meeting 'التقى\\nالأعرجي'"];
        assert_eq!(errors, &missed[scores.event.hits..]);
        scores.event.hits
    };
    let meeting = |participants: Value, date: Value| {
        hits(json!({"type": "meeting", "participants": participants, "date": date}))
    };
    assert_eq!(meeting(json!(["o1", "p1"]), json!("2024-08-27")), 1);
    assert_eq!(meeting(json!(["o1"]), json!("2024-08-27")), 0);
    assert_eq!(meeting(json!(["o1", null]), json!("2024-08-27")), 0);
    assert_eq!(meeting(json!(["o1", "p1"]), json!(null)), 1);
    assert_eq!(meeting(json!(["o1", "p1"]), json!("2024-08")), 1);
    assert_eq!(meeting(json!(["o1", "p1"]), json!("2024-08-26")), 0);
    assert_eq!(
        hits(json!({"type": "call", "participants": ["o1", "p1"]})),
        0
    );
}

#[test]
fn an_events_date_may_be_more_exact_than_the_golds() {
    let hits = |date: &str| {
        let event =
            |date: &str| json!({"events": [{"type": "aid", "participants": [null], "date": date}]});
        score("", event("2024-08"), event(date)).0.event.hits
    };
    assert_eq!((hits("2024-08-27"), hits("2024-07-27")), (1, 0));
}

#[test]
fn an_event_without_participants_needs_the_same_date() {
    let hits = |date: Value| {
        let gold = json!({"events": [{"type": "vote", "participants": [], "date": "2024", "exact": "اقتراع"}]});
        score(
            "",
            gold,
            json!({"events": [{"type": "vote", "date": date}]}),
        )
        .0
        .event
        .hits
    };
    assert_eq!(
        (
            hits(json!("2024")),
            hits(json!("2024-08")),
            hits(json!(null))
        ),
        (1, 0, 0)
    );
}

#[test]
fn the_event_of_the_same_day_goes_first() {
    let gold = json!({"entities": people()["entities"], "events": [
        {"type": "call", "participants": ["p1", "p2"], "date": "2024-08-27", "exact": "الأول"},
        {"type": "call", "participants": ["p1", "p2"], "date": "2024-08-26", "exact": "الثاني"},
    ]});
    // The undated one would do for either, the dated one only for the first.
    let machine = json!({"entities": people()["entities"], "events": [
        {"type": "call", "participants": ["p1", "p2"]},
        {"type": "call", "participants": ["p1", "p2"], "date": "2024-08-27"},
    ]});
    assert_eq!(score("", gold, machine).0.event, prf(2, 2, 2));
}
