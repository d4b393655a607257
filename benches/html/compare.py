"""Body F1 and pages a second of khabar and its peers on the same pages.

F1 is over words (runs of letters and digits), counted with repetition, of the
text extracted and of the gold; the mean over the pages. "all" takes the text of
all articles of a page as gold, "main" only that of the first, since the peers
give one text a page; khabar is held to the same text in each column. A first
line that only repeats the headline is not counted against anyone.
"""

import collections
import json
import logging
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import lxml.html
import newspaper
import readability
import trafilatura

SECONDS = 10  # of processor time, for each peer's speed
KHABAR_ROUNDS = 100


def words(text):
    return re.findall(r"\w+", text)


def f1(gold, got):
    gold, got = collections.Counter(gold), collections.Counter(got)
    if not gold and not got:
        return 1.0
    return 2 * sum((gold & got).values()) / (sum(gold.values()) + sum(got.values()))


def by_trafilatura(raw, url):
    return trafilatura.extract(raw, url=url, include_comments=False) or ""


def by_readability(raw, url):
    # It wants text; the page's charset is told to it.
    html = readability.Document(raw.decode(CHARSET, "replace")).summary(html_partial=True)
    return "\n".join(lxml.html.fromstring(html).itertext()) if html.strip() else ""


def by_newspaper(raw, url):
    article = newspaper.Article(url or "http://example.org/", language="ar", fetch_images=False)
    article.download(input_html=raw.decode(CHARSET, "replace"))
    article.parse()
    return article.text


PEERS = {
    "trafilatura": by_trafilatura,
    "readability-lxml": by_readability,
    "newspaper4k": by_newspaper,
}


def without_headline(text, headline):
    first, _, rest = text.lstrip().partition("\n")
    return rest if words(first) == words(headline or "") else text


def main(extract, pages, gold):
    global CHARSET
    pages, gold = pathlib.Path(pages), pathlib.Path(gold)
    cases = []
    for file in sorted(gold.glob("*.json")):
        g = json.loads(file.read_text())
        raw = (pages / g["page"]).read_bytes()
        meta = json.loads((pages / (file.stem + ".meta.json")).read_text())
        bodies = [" ".join(a["body"]) for a in g["articles"]]
        cases.append((g, raw, meta.get("url"), words(" ".join(bodies)), words(bodies[0])))

    def run(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [extract, "--times", str(rounds), str(pages)]
        out = subprocess.run(command, capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return out, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    # What one round and the start cost is taken off.
    out, once = run(1)
    speed = (KHABAR_ROUNDS - 1) * len(cases) / (run(KHABAR_ROUNDS)[1] - once)
    read = {}
    for line in out.stdout.splitlines():
        page = json.loads(line)
        read[page["page"]] = [" ".join(a["body"]) for a in page["articles"]]
    rows = []
    every, first = [], []
    for g, _, _, all_words, main_words in cases:
        texts = read[g["page"]] or [""]
        every.append(f1(all_words, words(" ".join(texts))))
        first.append(f1(main_words, words(texts[0])))
    rows.append(("khabar", every, first, speed, 0))

    for name, extractor in PEERS.items():
        every, first, failed = [], [], 0
        for g, raw, url, all_words, main_words in cases:
            CHARSET = g["charset"]
            try:
                text = extractor(raw, url)
            except Exception:
                text, failed = "", failed + 1
            text = without_headline(text, g["articles"][0]["headline"])
            every.append(f1(all_words, words(text)))
            first.append(f1(main_words, words(text)))
        done, began = 0, time.process_time()
        while time.process_time() - began < SECONDS:
            g, raw, url, _, _ = cases[done % len(cases)]
            CHARSET = g["charset"]
            try:
                extractor(raw, url)
            except Exception:
                pass
            done += 1
        rows.append((name, every, first, done / (time.process_time() - began), failed))

    print(f"{len(cases)} pages, {sum(len(c[1]) for c in cases) // len(cases) // 1024} KB each on average")
    print(f"{'':18}{'F1 all':>8}{'F1 main':>9}{'worst':>8}{'pages/s':>9}{'khabar is':>12}")
    for name, every, first, pages_a_second, failed in rows:
        ratio = f"{speed / pages_a_second:.1f}x" if name != "khabar" else ""
        note = f"  ({failed} pages failed)" if failed else ""
        print(
            f"{name:18}{statistics.mean(every):8.3f}{statistics.mean(first):9.3f}{min(every):8.3f}"
            f"{pages_a_second:9.0f}{ratio:>12}{note}"
        )


main(*sys.argv[1:])
