//! Statements.

use crate::{prf, score, share};
use serde_json::{Value, json};

/// Two statements, with cues at 0 and 33.
const SPEECH: &str = "أكد الوزير أن العلاقات متينة جدا وأضاف أن الحوار مستمر";

fn speech() -> Value {
    json!({
        "entities": [
            {"id": "p1", "type": "person", "name": "الوزير"},
            {"id": "o1", "type": "org", "name": "الوزارة"},
        ],
        "statements": [
            {"cue": {"exact": "أكد"}, "entity": "p1", "form": "indirect", "act": "state",
             "content": [{"exact": "العلاقات متينة جدا"}],
             "via": [{"kind": "statement", "by": "o1"}, {"kind": "agency"}]},
            {"cue": {"exact": "وأضاف"}, "entity": null, "form": "direct", "act": "praise",
             "content": [{"exact": "الحوار"}, {"exact": "مستمر"}], "via": []},
        ],
    })
}

#[test]
fn a_speech_is_its_own_likeness() {
    let (scores, errors) = score(SPEECH, speech(), speech());
    assert_eq!(errors, [""; 0]);
    for figure in [scores.cue, scores.content, scores.statement] {
        assert_eq!(figure, prf(2, 2, 2));
    }
    for figure in [scores.source, scores.act, scores.form] {
        assert_eq!(figure, share(2, 2));
    }
    assert_eq!(scores.chain, share(1, 1));
}

#[test]
fn statements_are_matched_by_overlapping_cues() {
    let mut machine = speech();
    machine["statements"][0]["cue"] = json!({"start": 2, "end": 10});
    machine["statements"][1]["cue"] = json!({"exact": "الحوار"});
    let (scores, errors) = score(SPEECH, speech(), machine);
    assert_eq!(scores.cue, prf(1, 2, 2));
    assert_eq!((scores.act, scores.form), (share(1, 1), share(1, 1)));
    // What is missed has no source, not even an implicit one.
    assert_eq!(scores.source, share(1, 2));
    assert_eq!(
        errors,
        [
            "statement missed: 'وأضاف' at 33: 'وأضاف أن الحوار مستمر'",
            "statement invented: 'الحوار' at 42: 'الحوار مستمر'",
        ]
    );
}

#[test]
fn a_gold_cue_that_is_not_there_is_told() {
    let mut gold = speech();
    gold["statements"][1]["cue"] = json!({"exact": "وأضاف", "n": 2});
    let (scores, errors) = score(SPEECH, gold, speech());
    assert_eq!(scores.cue, prf(1, 2, 2));
    assert_eq!(errors[0], "bad gold cue");
    // A machine's statement without any is refused with its file, but nothing
    // fails here.
    let mut machine = speech();
    machine["statements"][1]["cue"] = Value::Null;
    let (_, errors) = score(SPEECH, speech(), machine);
    assert_eq!(errors[1], "statement invented: no cue");
}

#[test]
fn content_is_the_same_from_four_fifths_on() {
    // 16 code points without the spaces: 13 of them are enough, 12 are not.
    let with = |content: Value| {
        let mut machine = speech();
        machine["statements"][0]["content"] = content;
        score(SPEECH, speech(), machine)
    };
    let start = "أكد الوزير أن ".chars().count();
    let (scores, _) = with(json!([{"start": start, "end": start + 14}]));
    assert_eq!(scores.content, prf(2, 2, 2));
    let (scores, errors) = with(json!([{"start": start, "end": start + 8}, {"exact": "متين"}]));
    assert_eq!(
        (scores.content, scores.statement),
        (prf(1, 2, 2), prf(1, 2, 2))
    );
    assert_eq!(scores.source, share(2, 2));
    assert_eq!(errors, ["content of 'أكد' at 0: 'العلاقاتمتين'"]);
    let (scores, errors) = with(json!(null));
    assert_eq!(scores.content, prf(1, 2, 2));
    assert_eq!(errors, ["content of 'أكد' at 0: ''"]);
    // Spans past the end are cut, not fatal.
    assert_eq!(
        with(json!([{"start": start, "end": 900}])).0.content,
        prf(1, 2, 2)
    );
}

#[test]
fn the_source_is_the_same_entity_or_name() {
    let with = |entity: Value, kind: &str| {
        let mut machine = speech();
        machine["entities"][0]["type"] = kind.into();
        machine["statements"][0]["entity"] = entity;
        score(SPEECH, speech(), machine)
    };
    assert_eq!(with(json!("p1"), "person").0.source, share(2, 2));
    assert_eq!(
        with(json!("p1"), "product").0.source,
        share(2, 2),
        "by name"
    );
    for (entity, shown) in [
        (json!("o1"), "['الوزاره'] for ['الوزير']"),
        (json!(null), "['none'] for ['الوزير']"),
        (json!("p9"), "['none'] for ['الوزير']"),
    ] {
        let (scores, errors) = with(entity, "person");
        assert_eq!(
            (scores.source, scores.statement),
            (share(1, 2), prf(1, 2, 2))
        );
        assert_eq!(scores.content, prf(2, 2, 2));
        assert_eq!(errors, [format!("source of 'أكد' at 0: {shown}")]);
    }
}

#[test]
fn an_entity_once_paired_stays_so_when_its_id_comes_again() {
    let mut machine = speech();
    let again = json!({"id": "p1", "type": "product", "name": "درع"});
    machine["entities"].as_array_mut().unwrap().push(again);
    assert_eq!(score(SPEECH, speech(), machine).0.source, share(2, 2));
}

#[test]
fn labels_and_chain_are_compared() {
    let mut machine = speech();
    machine["statements"][0]["act"] = "urge".into();
    machine["statements"][1]["form"] = Value::Null;
    machine["statements"][0]["via"] = json!([{"kind": "agency"}, {"kind": "statement"}]);
    let scores = score(SPEECH, speech(), machine.clone()).0;
    assert_eq!((scores.act, scores.form), (share(1, 2), share(1, 2)));
    assert_eq!(scores.chain, share(0, 1), "in another order");
    machine["statements"][0]["via"] = json!([{"kind": "statement"}, {"kind": "agency", "by": 7}]);
    assert_eq!(score(SPEECH, speech(), machine).0.chain, share(1, 1));
    assert_eq!(
        score(SPEECH, speech(), json!({})).0.chain,
        share(0, 1),
        "missed"
    );
}
