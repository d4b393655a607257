"""Addresses to ask, a file a kind, from what the record itself holds.

    addresses.py BASE FOLDER [EACH]

EACH different addresses of each kind (40 unless told): articles and statements
anywhere in the record, people, pairs of names and words that stand in them.
The same record gives the same addresses.
"""

import json
import pathlib
import random
import sys
import urllib.error
import urllib.parse
import urllib.request

base, folder = sys.argv[1], pathlib.Path(sys.argv[2])
each = int(sys.argv[3]) if len(sys.argv) > 3 else 40
chance = random.Random(7)


def api(path):
    try:
        with urllib.request.urlopen(f"{base}/api/v1/{path}") as answer:
            return json.load(answer)
    except urllib.error.HTTPError:
        return None


def quoted(text):
    return urllib.parse.quote(text, safe="")


def some(items):
    items = sorted(items)
    chance.shuffle(items)
    return items[:each]


def numbers(most):
    return chance.sample(range(1, most + 1), min(each, most))


counts = api("counts")
people, pairs, words, two, phrases = set(), set(), set(), set(), set()
for n in chance.sample(range(1, counts["articles"] + 1), min(each, counts["articles"], 1500)):
    article = api(f"article/{n}")
    if not article:
        continue
    actors = {m["actor"]["name"]: m["actor"]["kind"] for m in article["mentions"]}
    people |= {a for a, kind in actors.items() if kind == "person"}
    named = sorted(a for a, kind in actors.items() if kind != "product")
    pairs |= {tuple(sorted(chance.sample(named, 2))) for _ in range(4) if len(named) > 1}
    for block in article["blocks"]:
        found = [w.strip("\"«»“”()[]،.:؛؟!-") for w in block["exact"].split()]
        found = [w if len(w) > 3 else "" for w in found]
        words |= set(filter(None, found))
        for k in range(0, len(found) - 1, 7):
            if found[k] and found[k + 1]:
                two.add(f"{found[k]} {chance.choice(list(filter(None, found)))}")
                phrases.add(f'"{found[k]} {found[k + 1]}"')
names = some(people)
asked = some(words)[: each - each // 2 - each // 10] + some(two)[: each // 2] + some(phrases)[: each // 10]
chance.shuffle(asked)
kinds = {
    "search": [f"/ar/search?q={quoted(w)}" for w in asked],
    "article": [f"/ar/article/{n}" for n in numbers(counts["articles"])],
    "statement": [f"/ar/statement/{n}" for n in numbers(counts["statements"])],
    "person": [f"/ar/who?name={quoted(n)}" for n in names],
    "dossier": [f"/ar/dossier?name={quoted(a)}&name={quoted(b)}" for a, b in some(pairs)],
    "api-search": [f"/api/v1/search?q={quoted(w)}" for w in asked],
}
for kind, addresses in kinds.items():
    (folder / f"{kind}.txt").write_text("\n".join(addresses) + "\n")
