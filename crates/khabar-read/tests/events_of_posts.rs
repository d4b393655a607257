//! Events whose participants only the posts on the page tell.

use khabar_model::{Capture, wire};
use khabar_read::Reader;

/// Kind and participants of the events of a page with these sentences.
fn events(body: &str) -> Vec<String> {
    let text = format!("عنوان الخبر في الصحيفة\n\n2025-09-14\n\n{body}\n");
    let capture = Capture::new("page.txt", text);
    let page = Reader::new().unwrap().read(&capture);
    let wire = serde_json::to_value(wire::page(&capture, &page)).unwrap();
    let name = |id: &serde_json::Value| {
        let all = wire["entities"].as_array().unwrap();
        let e = all.iter().find(|e| e["id"] == *id).unwrap();
        e["surfaces"][0].as_str().unwrap().to_string()
    };
    let list = wire["events"].as_array().unwrap().iter();
    list.map(|e| {
        let who = e["participants"].as_array().unwrap();
        let who: Vec<String> = who.iter().map(name).collect();
        format!("{}: {}", e["type"].as_str().unwrap(), who.join("; "))
    })
    .collect()
}

#[test]
fn a_post_with_its_preposition_means_its_holder() {
    let read = events(
        "استقبل الرئيس المصري سعيد الحداد الوزير ناصر العمري. وتحدث الأمير خالد بن سعد الكعبي، \
         خلال اتصال أجراه أمس بالرئيس المصري، عن ملف المياه.",
    );
    assert!(
        read.contains(&"call: سعيد الحداد; خالد بن سعد الكعبي".to_string()),
        "{read:?}"
    );
}

#[test]
fn a_peer_is_who_holds_the_post_elsewhere() {
    let read = events(
        "التقى وزير الخارجية السعودي عادل الكعبي وزير الخارجية المصري سامر الحداد. \
         وذلك خلال المؤتمر الصحفي الذي عقده اليوم مع نظيره المصري بمقر الوزارة.",
    );
    assert!(
        read.contains(&"other: سامر الحداد; عادل الكعبي".to_string()),
        "{read:?}"
    );
}

#[test]
fn his_country_is_that_of_his_post() {
    let read = events(
        "وقال وزير الخارجية الإيراني جواد الحداد إن البرلمان يراجع الاتفاق الذي أبرمه وفد بلاده \
         مع القوى الثلاث، وهي روسيا وفرنسا والصين. وتعد إيران طرفا في ذلك.",
    );
    assert!(
        read.contains(&"agreement: إيران; روسيا; فرنسا; الصين".to_string()),
        "{read:?}"
    );
}

#[test]
fn the_regime_whose_forces_strike_is_a_body() {
    let read = events("قصفت قوات النظام مدينة حمص أمس، وقال شهود إن النظام الغذائي لم يتغير.");
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(read[0].starts_with("attack: النظام"), "{read:?}");
}
