//! Copies: properties of any text, and what an alignment and an origin show.

use khabar_link::copies::{
    Change, Copy, Evidence, Overlap, Shingles, Side, Words, align, groups, keys, origin, pairs,
};
use khabar_text::{Span, Text};
use proptest::prelude::*;

fn set(s: &str) -> Shingles {
    Shingles::of(&Text::new(s))
}

fn side(text: &str) -> Side<'_> {
    Side { text, names: &[] }
}

const REPORT: &str = "قال الوزير سالم النجار إن المصنع الجديد سيبدأ الإنتاج في الربيع، \
    وأضاف أن 120 عاملا سيعملون فيه. ولم يذكر الوزير كلفة المشروع ولا اسم الشركة المنفذة.";

#[test]
fn spelling_and_marks_make_no_other_shingles() {
    let a = set("أعلن الوزير، اليوم، إفتتاح المدرسة الكبرى");
    let b = set("اعلن الوزيرُ اليوم افتتاح المدرسه الكبري.");
    assert_eq!(a, b);
    assert_eq!(a.len(), 2);
}

#[test]
fn a_short_text_is_one_shingle_and_an_empty_one_none() {
    assert_eq!(set("خبر عاجل").len(), 1);
    assert!(set(" ، !").is_empty());
    assert_eq!(keys(&set("")), None);
}

#[test]
fn a_part_is_wholly_in_the_whole() {
    let part = REPORT.split('.').next().unwrap();
    let o = Overlap::new(&set(part), &set(REPORT));
    assert_eq!(o.a_in_b(), 1.0);
    assert!(o.b_in_a() < 0.8, "{o:?}");
}

#[test]
fn a_changed_number_is_flagged() {
    let other = REPORT.replace("120", "200");
    let al = align(side(REPORT), side(&other), &Words::builtin());
    let changed: Vec<_> = al
        .edits
        .iter()
        .filter(|e| e.change != Change::Same)
        .collect();
    assert_eq!(changed.len(), 1);
    let e = changed[0];
    assert_eq!((e.a.of(REPORT), e.b.of(&other)), ("120", "200"));
    assert!(e.flags.number && !e.flags.negation && !e.flags.name);
}

#[test]
fn a_number_in_other_figures_is_no_change() {
    let other = REPORT.replace("120", "١٢٠");
    let al = align(side(REPORT), side(&other), &Words::builtin());
    assert_eq!(al.edits.len(), 1);
    let a = "شارك خمسة لاعبين في المباراة";
    let b = "شارك 5 لاعبين في المباراة";
    let al = align(side(a), side(b), &Words::builtin());
    assert!(al.edits.iter().any(|e| e.change == Change::Changed));
    assert!(al.edits.iter().all(|e| !e.flags.number));
}

#[test]
fn a_lost_negation_is_flagged() {
    let other = REPORT.replace("ولم يذكر", "وذكر");
    let al = align(side(REPORT), side(&other), &Words::builtin());
    assert!(al.edits.iter().any(|e| e.flags.negation && !e.flags.number));
}

#[test]
fn a_changed_name_is_flagged() {
    let other = REPORT.replace("سالم النجار", "سليم الحداد");
    let name = |text: &str, name: &str| {
        let at = text.find(name).unwrap();
        [Span::new(at, at + name.len())]
    };
    let (na, nb) = (name(REPORT, "سالم النجار"), name(&other, "سليم الحداد"));
    let a = Side {
        text: REPORT,
        names: &na,
    };
    let b = Side {
        text: &other,
        names: &nb,
    };
    let al = align(a, b, &Words::builtin());
    assert!(al.edits.iter().any(|e| e.flags.name && !e.flags.number));
    // Without the spans of names nothing tells that it is one.
    let blind = align(side(REPORT), side(&other), &Words::builtin());
    assert!(blind.edits.iter().all(|e| !e.flags.name));
}

#[test]
fn what_a_copy_adds_and_drops_has_its_bytes() {
    let cut = "وأضاف أن 120 عاملا سيعملون فيه";
    let other = format!("{} وختم حديثه بالشكر", REPORT.replace(cut, ""));
    let al = align(side(REPORT), side(&other), &Words::builtin());
    let of = |c| al.edits.iter().find(move |e| e.change == c).unwrap();
    assert_eq!(of(Change::Dropped).a.of(REPORT), cut);
    assert!(of(Change::Dropped).b.is_empty());
    assert_eq!(of(Change::Added).b.of(&other), "وختم حديثه بالشكر");
}

#[test]
fn the_credited_outlet_is_the_origin_though_printed_later() {
    let whole = set(REPORT);
    let cut = set(REPORT.split('.').next().unwrap());
    let copy = |id, outlet, time, credits, shingles| Copy {
        id,
        outlet,
        time: Some(time),
        credits,
        shingles,
    };
    let group = [
        copy("1", "daily", 100, &["agency"][..], &cut),
        copy("2", "agency", 160, &[][..], &whole),
        copy("3", "weekly", 900, &["agency"][..], &whole),
    ];
    let found = origin(&group);
    assert_eq!(found[0].at, 1);
    assert!(found[0].evidence.contains(&Evidence::CreditedBy(2)));
    let daily = found.iter().find(|o| o.at == 0).unwrap();
    assert!(daily.evidence.contains(&Evidence::Earliest { by: 60 }));
    assert!(daily.evidence.contains(&Evidence::Credits("agency".into())));
}

#[test]
fn without_credits_and_times_the_fuller_text_is_the_origin() {
    let whole = set(REPORT);
    let cut = set(REPORT.split('.').next().unwrap());
    let copy = |id, shingles| Copy {
        id,
        outlet: id,
        time: None,
        credits: &[],
        shingles,
    };
    assert_eq!(origin(&[copy("a", &cut), copy("b", &whole)])[0].at, 1);
    assert!(origin(&[]).is_empty());
}

#[test]
fn groups_join_pairs_that_share_a_text() {
    let sets: Vec<_> = [REPORT, "نص آخر لا صلة له بالخبر الأول أبدا", REPORT, REPORT]
        .map(set)
        .to_vec();
    let found = pairs(&sets, 0.5);
    assert_eq!(found.len(), 3);
    assert_eq!(groups(sets.len(), &found), [vec![0, 2, 3]]);
}

/// The bands are a bet; over many made-up sets of a Jaccard of just over a
/// half they must find nearly all.
#[test]
fn pairs_of_half_in_common_are_found() {
    let mut sets = Vec::new();
    for i in 0..400_u64 {
        let hash = |n: u64| {
            (i * 1000 + n + 1)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(31)
        };
        let of = |range: std::ops::Range<u64>| {
            let mixed = range.map(|n| hash(n).wrapping_mul(0xbf58_476d_1ce4_e5b9));
            Shingles::from_hashes(mixed.collect())
        };
        sets.push(of(0..150));
        sets.push(of(49..199));
    }
    let found = pairs(&sets, 0.5);
    assert!(found.iter().all(|p| p.a % 2 == 0 && p.b == p.a + 1));
    assert!(found.len() >= 392, "{} of 400", found.len());
}

proptest! {
    #[test]
    fn any_text_is_wholly_in_itself(s in "\\PC{0,60}") {
        let a = set(&s);
        let o = Overlap::new(&a, &a);
        let want = if a.is_empty() { 0.0 } else { 1.0 };
        prop_assert_eq!((o.a_in_b(), o.b_in_a(), o.jaccard()), (want, want, want));
        prop_assert_eq!(pairs(&[a.clone(), a], 1.0).len(), want as usize);
    }

    #[test]
    fn overlap_is_symmetric_and_as_of_sets(
        a in prop::collection::vec(0_u64..30, 0..40),
        b in prop::collection::vec(0_u64..30, 0..40),
    ) {
        use std::collections::BTreeSet;
        let (x, y): (BTreeSet<_>, BTreeSet<_>) = (a.iter().collect(), b.iter().collect());
        let (sa, sb) = (Shingles::from_hashes(a.clone()), Shingles::from_hashes(b.clone()));
        let (there, back) = (Overlap::new(&sa, &sb), Overlap::new(&sb, &sa));
        prop_assert_eq!(there.common, x.intersection(&y).count());
        prop_assert_eq!(there.common, back.common);
        prop_assert_eq!((there.a, there.b), (back.b, back.a));
        prop_assert_eq!(there.jaccard(), back.jaccard());
    }

    #[test]
    fn every_word_is_in_one_edit_and_spans_are_in_bounds(
        a in "[ابت0-9 ،\n]{0,40}", b in "[ابت0-9 ،\n]{0,40}",
    ) {
        let al = align(side(&a), side(&b), &Words::builtin());
        let (mut ea, mut eb) = (0, 0);
        let rebuilt = |text: &str, spans: Vec<Span>| -> Vec<String> {
            spans.iter().flat_map(|s| words(s.of(text))).collect()
        };
        for e in &al.edits {
            prop_assert!(a.get(e.a.start()..e.a.end()).is_some());
            prop_assert!(b.get(e.b.start()..e.b.end()).is_some());
            // An empty side stands where the text goes on; it moves back never.
            prop_assert!(e.a.is_empty() || e.a.start() >= ea);
            prop_assert!(e.b.is_empty() || e.b.start() >= eb);
            ea = ea.max(e.a.end() * usize::from(!e.a.is_empty()));
            eb = eb.max(e.b.end() * usize::from(!e.b.is_empty()));
            if e.change == Change::Same {
                prop_assert_eq!(words(e.a.of(&a)), words(e.b.of(&b)));
            }
        }
        prop_assert_eq!(rebuilt(&a, al.edits.iter().map(|e| e.a).collect()), words(&a));
        prop_assert_eq!(rebuilt(&b, al.edits.iter().map(|e| e.b).collect()), words(&b));
    }

    #[test]
    fn any_two_texts_align_without_panic(a in "\\PC{0,40}", b in "\\PC{0,40}") {
        let al = align(side(&a), side(&b), &Words::builtin());
        prop_assert!(al.same <= al.words.0.min(al.words.1));
    }
}

/// The folded words and numbers of a text, in order.
fn words(s: &str) -> Vec<String> {
    let t = Text::new(s);
    let kept = (0..t.len()).filter(|i| !t.is_punct(*i));
    kept.map(|i| t.norm(i).to_string()).collect()
}
