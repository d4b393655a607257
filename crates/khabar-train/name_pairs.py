#!/usr/bin/env python3
"""Writes the single names of a names.sqlite3 (table `units`) as pairs for
`khabar-train costs`: rows of Latin form, Arabic form, count, in order; about a
fifth of the Latin forms, chosen by a hash, are held out.

usage: name_pairs.py names.sqlite3 TRAIN.tsv HELD.tsv
"""
import hashlib
import sqlite3
import sys

QUERY = "select latin, arabic_key, sum(count) from units where latin != '' group by 1, 2 order by 1, 2"


def main(database, train, held):
    rows = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True).execute(QUERY)
    with open(train, "w", encoding="utf-8") as t, open(held, "w", encoding="utf-8") as h:
        for latin, arabic, count in rows:
            latin = latin.lower()
            out = h if hashlib.md5(latin.encode()).digest()[0] < 50 else t
            out.write(f"{latin}\t{arabic}\t{count}\n")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
