//! What the reading of dates promises for any text.

// The crate is pure; the time it takes is measured from outside.
#![allow(clippy::disallowed_methods)]

use khabar_read::dates::DateReader;
use khabar_text::Text;
use khabar_text::civil::Day;
use proptest::prelude::*;
use std::time::Instant;

#[test]
fn rows_of_words_that_lead_on_neither_nest_nor_take_long() {
    let reader = DateReader::builtin();
    for word in [
        "ثاني ثلاثاء بعد ",
        "سنة و",
        "من 3 إلى ",
        "آخر ",
        "اليوم حتى ",
        "أول أيام عيد الفطر ",
        "الأحد و",
        "3-",
        "مايو ",
        "الثلاثاء ",
    ] {
        let text = word.repeat(20_000);
        let begun = Instant::now();
        reader.read_text(&Text::new(&text), Day::parse("2019-06-16"));
        let took = begun.elapsed().as_secs();
        assert!(took < 30, "{word}: {took} s");
    }
}

#[test]
fn any_text_gives_ordered_spans_with_a_value_or_a_reason() {
    let reader = DateReader::builtin();
    let piece = "\\PC|[0-9/.-]{1,10}|[اأإبتثجحخدذرزسشصضطظعغفقكلمنهويىةء ]{1,12}|\n";
    let text = format!("({piece}){{0,40}}");
    proptest!(|(s in &*text, day in prop::option::of(-200_000..200_000))| {
        let mut last = 0;
        for t in reader.read_text(&Text::new(&s), day.map(Day)) {
            prop_assert!(t.span.start() >= last && t.span.end() > t.span.start());
            prop_assert!(s.get(t.span.start()..t.span.end()).is_some());
            prop_assert!(t.value.is_some() != t.unsettled.is_some());
            prop_assert!(t.candidates.len() != 1);
            prop_assert!(t.value.is_none() || t.candidates.is_empty());
            last = t.span.end();
        }
    });
}
