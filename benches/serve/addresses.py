"""Addresses to ask, a file a kind, from what the record itself holds.

    addresses.py BASE FOLDER
"""

import json
import pathlib
import sys
import urllib.parse
import urllib.request

base, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def api(path):
    with urllib.request.urlopen(f"{base}/api/v1/{path}") as answer:
        return json.load(answer)


def quoted(text):
    return urllib.parse.quote(text)


said = api("statements?limit=1000")["statements"]
names = sorted({s["speaker"]["name"] for s in said if s["speaker"]})[:40]
articles = sorted({s["source"]["article"] for s in said})
words = sorted({w for s in said[:200] for w in s["content"][0]["exact"].split() if len(w) > 4})
spread = lambda items: items[:: max(1, len(items) // 40)][:40]
kinds = {
    "search": [f"/ar/search?q={quoted(w)}" for w in spread(words)],
    "article": [f"/ar/article/{n}" for n in spread(articles)],
    "statement": [f"/ar/statement/{s['id']}" for s in spread(said)],
    "person": [f"/ar/who?name={quoted(n)}" for n in names],
    "dossier": [f"/ar/dossier?name={quoted(a)}&name={quoted(b)}" for a, b in zip(names, names[1:])],
    "api-search": [f"/api/v1/search?q={quoted(w)}" for w in spread(words)],
}
for kind, addresses in kinds.items():
    (folder / f"{kind}.txt").write_text("\n".join(addresses) + "\n")
