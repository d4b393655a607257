"""Times of the same queries on a Whoosh index of the same articles.

    whoosh_times.py FOLDER      with articles.jsonl and queries.jsonl

Whoosh, because it is pure Python and takes all of the kinds asked: phrases,
fields, prefixes, fuzzy words and boolean queries, which scorers such as bm25s
do not. Its best twenty are fetched without snippets, which is less work than
the others do. An index made once is used again. A prefix takes it a minute and a
word with `~` a second, so few of those are asked and they stand apart from all.
"""
import json
import pathlib
import sys
import time
from collections import defaultdict

from whoosh import index
from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser

folder = pathlib.Path(sys.argv[1])
# Asked so many of a kind.
FEW = {"prefix": 2, "fuzzy": 10}
words = RegexTokenizer() | LowercaseFilter()
schema = Schema(
    id=NUMERIC(stored=True),
    headline=TEXT(analyzer=words, field_boost=3.0),
    body=TEXT(analyzer=words),
    outlet=ID,
    month=ID,
)


def made():
    home = folder / "whoosh"
    if (home / "done").exists():
        return index.open_dir(home)
    home.mkdir(exist_ok=True)
    begun = time.process_time()
    ix = index.create_in(home, schema)
    writer = ix.writer(limitmb=512)
    with open(folder / "articles.jsonl", encoding="utf-8") as f:
        for line in f:
            writer.add_document(**json.loads(line))
    writer.commit(optimize=True)
    (home / "done").touch()
    print(f"Whoosh: indexed in {time.process_time() - begun:.0f} s of processor time")
    return ix


def at(times, part):
    times = sorted(times)
    return times[min(max(-int(-len(times) * part // 1), 1), len(times)) - 1] * 1e3


def main():
    searcher = made().searcher()
    parser = MultifieldParser(["headline", "body"], schema)
    parser.add_plugin(FuzzyTermPlugin())
    with open(folder / "queries.jsonl", encoding="utf-8") as f:
        queries = [json.loads(line) for line in f]
    times, empty = defaultdict(list), 0
    for q in queries:
        few = FEW.get(q["kind"])
        if q["query"] is None or (few and (q["warm"] or len(times[q["kind"]]) == few)):
            continue
        begun, spent = time.perf_counter(), time.thread_time()
        found = searcher.search(parser.parse(q["query"]), limit=20)
        hits = [hit["id"] for hit in found]
        took = time.perf_counter() - begun, time.thread_time() - spent
        if q["warm"]:
            continue
        empty += not hits
        times[q["kind"]].append(took)
        if not few:
            times["all"].append(took)
    print(f"Whoosh: milliseconds by the clock, and of a processor, asked once ({empty} without a result)")
    print(f"  {'':20}{'n':>6}{'p50':>9}{'p99':>9}{'p50':>9}{'p99':>9}")
    for kind in sorted(times):
        clock, processor = zip(*times[kind])
        row = [at(t, part) for t in (clock, processor) for part in (0.5, 0.99)]
        print(f"  {kind:20}{len(clock):6}" + "".join(f"{ms:9.2f}" for ms in row))


main()
