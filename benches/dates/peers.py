"""Answers of other date readers to the cases on standard input.

usage: peers.py dateparser|dateparser-coming|parsedatetime < cases.jsonl

Writes a line for each case: {"case": N, "found": [[start, end, value], …]},
offsets in code points. A reader's day is told as a month or year where the
reader itself says that it is one (`period`).
"""

import datetime
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def told(day, period):
    """An ISO value as exact as the reader says."""
    if period == "year":
        return f"{day.year:04}"
    if period == "month":
        return f"{day.year:04}-{day.month:02}"
    if period == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.date().isoformat()


def dateparser_reader(prefer):
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def read(text, day):
        settings = {"RELATIVE_BASE": day, "PREFER_DATES_FROM": prefer}
        found, at = [], 0
        for words, moment in search_dates(text, languages=["ar"], settings=settings) or []:
            start = text.find(words, at)
            if start < 0:
                start, words = 0, text
            at = start + len(words)
            data = DateDataParser(languages=["ar"], settings=settings).get_date_data(words)
            value = told(moment, data.period if data and data.date_obj else "day")
            found.append([start, start + len(words), value])
        return found

    return read


def parsedatetime_reader():
    import parsedatetime

    calendar = parsedatetime.Calendar()

    def read(text, day):
        found = calendar.nlp(text, sourceTime=day) or ()
        return [[a, b, moment.date().isoformat()] for moment, _, a, b, _ in found]

    return read


READERS = {
    "dateparser": lambda: dateparser_reader("current_period"),
    "dateparser-coming": lambda: dateparser_reader("future"),
    "parsedatetime": parsedatetime_reader,
}


def main():
    read = READERS[sys.argv[1]]()
    began = time.time()
    failed = 0
    for number, line in enumerate(sys.stdin):
        case = json.loads(line)
        day = datetime.datetime.fromisoformat(case["reference"])
        try:
            found = read(case["input"], day)
        except Exception:  # noqa: BLE001 - a reader that fails finds nothing
            found, failed = [], failed + 1
        print(json.dumps({"case": number, "found": found}, ensure_ascii=False))
    print(f"{sys.argv[1]}: {time.time() - began:.1f} s, failed on {failed}", file=sys.stderr)


main()
