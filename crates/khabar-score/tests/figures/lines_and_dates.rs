//! Running text, articles, dates.

use crate::{prf, score, share};
use serde_json::{Value, json};

const LINES: &str = "عنوان\nأكد الوزير\n\nوأضاف\nخبر آخر\nنص قصير\n";

#[test]
fn body_is_counted_in_code_points_and_by_article() {
    let gold = json!({"lines": ["H1", "B1", "-", "B1", "H2", "B2"]});
    // Other numbers for the same articles; the first line is too much.
    let machine = json!({"lines": ["B7", "B7", "-", "B7", "X", "B3"]});
    assert_eq!(
        score(LINES, gold.clone(), machine).0.body,
        prf(10 + 5 + 7, 22, 27)
    );
    // The second article is not set apart: it has no number left.
    let machine = json!({"lines": ["X", "B1", "-", "B1", "X", "B1"]});
    assert_eq!(score(LINES, gold.clone(), machine).0.body, prf(15, 22, 22));
    // Labels that are missing, all or some, are no running text.
    assert_eq!(score(LINES, gold.clone(), json!({})).0.body, prf(0, 22, 0));
    assert_eq!(
        score(LINES, gold.clone(), json!({"lines": null})).0.body,
        prf(0, 22, 0)
    );
    let machine = json!({"lines": ["X", "B1"]});
    assert_eq!(score(LINES, gold.clone(), machine).0.body, prf(10, 22, 10));
    // Labels past the end of the page do not count.
    let machine = json!({"lines": ["X", "B1", "-", "B1", "X", "B2", "B2", "B2"]});
    assert_eq!(score(LINES, gold, machine).0.body, prf(22, 22, 22));
}

#[test]
fn the_article_that_shares_most_takes_its_number_first() {
    // Machine article 1 shares 3 with gold 1, article 2 shares 9 with it.
    let text = "ابت\nابتثجحخدذ\nرز\n";
    let gold = json!({"lines": ["B1", "B1", "B2"]});
    let machine = json!({"lines": ["B1", "B2", "B1"]});
    assert_eq!(score(text, gold, machine).0.body, prf(9 + 2, 14, 14));
    // Machine article 1 shares 3 with gold 1, but 9 with gold 2.
    let gold = json!({"lines": ["B1", "B2", "B3"]});
    let machine = json!({"lines": ["B1", "B1", "B2"]});
    assert_eq!(score(text, gold, machine).0.body, prf(9 + 2, 14, 14));
}

#[test]
fn articles_are_found_by_their_text() {
    let gold = json!({
        "lines": ["H1", "B1", "-", "B1", "H2", "B2"],
        "articles": [
            {"id": 1, "headline": "عنوان  الخبر", "published": "2024-08-27", "outlet": "وكالة الأنباء"},
            {"id": 2, "headline": "خبر آخر", "published": null, "outlet": null},
            {"id": 3, "headline": "", "published": null},
        ],
    });
    let right = json!({
        "lines": ["H5", "B5", "-", "B5", "H4", "B4"],
        "articles": [
            {"id": 4, "headline": "خبر آخر", "outlet": "سانا"},
            {"id": 5, "headline": " عنوان الخبر\n", "published": "2024-08-27", "outlet": "«وكاله الانباء»"},
        ],
    });
    let scores = score(LINES, gold.clone(), right).0;
    assert_eq!(scores.headline, share(2, 2));
    // The third is not there, which is not the same as without a date.
    assert_eq!(scores.published, share(2, 3));
    assert_eq!(scores.outlet, share(1, 1));

    let wrong = json!({
        "lines": ["H1", "B1", "-", "B1", "H2", "B2"],
        "articles": [
            {"id": 1, "headline": "عنوان", "published": "2024-08", "outlet": "الأنباء"},
            {"id": "2", "headline": "خبر آخر", "published": null},
        ],
    });
    let scores = score(LINES, gold.clone(), wrong).0;
    assert_eq!(scores.headline, share(0, 2));
    assert_eq!(
        scores.published,
        share(0, 3),
        "the id \"2\" is not the id 2"
    );
    assert_eq!(scores.outlet, share(0, 1));

    // Without running text in common, articles are not found by number.
    let unplaced = json!({"articles": gold["articles"]});
    let scores = score(LINES, gold, unplaced).0;
    assert_eq!(
        (scores.headline, scores.published),
        (share(0, 2), share(0, 3))
    );
}

#[test]
fn dates_overlap_by_half_and_repeat_in_order() {
    //          0123456789...
    let text = "أمس ثم أمس ثم اليوم الثلاثاء";
    let gold = json!({"dates": [
        {"exact": "أمس", "value": "2024-08-26"},
        {"exact": "أمس", "value": "2024-08-25"},
        {"exact": "اليوم الثلاثاء", "value": "2024-08-27"},
        {"exact": "غدا", "value": null},
    ]});
    let machine = json!({"dates": [
        {"start": 7, "end": 10, "value": "2024-08-25"},
        {"start": 0, "end": 3, "value": null},
        {"start": 9, "end": 19, "value": "2024-08-27"},
        {"start": 3, "end": 6, "value": null},
    ]});
    let (scores, errors) = score(text, gold.clone(), machine);
    assert_eq!(scores.date, prf(3, 4, 4));
    assert_eq!(scores.date_value, share(2, 3));
    assert_eq!(errors, ["date 'أمس': None for 2024-08-26"]);

    // 4 code points of the shorter one's 9 are less than half of it.
    let machine = json!({"dates": [{"start": 9, "end": 18, "value": "2024-08-27"}]});
    let gold = json!({"dates": [gold["dates"][2]]});
    assert_eq!(score(text, gold, machine).0.date, prf(0, 1, 1));
}

#[test]
fn a_gold_date_says_which_occurrence() {
    let text = "اليوم واليوم واليوم";
    let machine = |start: usize| json!({"dates": [{"start": start, "end": start + 5}]});
    let at = |dates: Value, start| {
        score(text, json!({"dates": dates}), machine(start))
            .0
            .date
            .hits
    };
    assert_eq!(at(json!([{"exact": "اليوم", "n": 3}]), 14), 1);
    assert_eq!(at(json!([{"exact": "اليوم", "n": 0}]), 0), 1);
    let dates = json!([{"exact": "اليوم"}, {"exact": "اليوم", "n": 0}]);
    assert_eq!(at(dates, 7), 1, "0 is as good as none");
    // After the second comes the third; past the last it is the first.
    let dates = json!([{"exact": "اليوم", "n": 2}, {"exact": "اليوم"}]);
    assert_eq!(at(dates, 14), 1);
    assert_eq!(at(json!([{"exact": "اليوم", "n": 4}]), 0), 1);
}
