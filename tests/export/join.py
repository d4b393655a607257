"""Reads exported tables with DuckDB and checks what docs/tables.md says of them.

    join.py FOLDER DOCUMENT
"""

import json
import os
import re
import sys

import duckdb

folder, document = sys.argv[1:3]
text = open(document, encoding="utf-8").read()
wrong = []


def rows_of(query):
    return duckdb.sql(query).fetchall()


def number(query):
    return rows_of(query)[0][0]


def expect(is_so, what):
    if not is_so:
        wrong.append(what)


TYPES = {"text": "VARCHAR", "int": "BIGINT", "real": "DOUBLE", "bool": "BOOLEAN"}
tables = re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.S | re.M)
expect(len(tables) > 10, "the document names no tables")
os.chdir(os.path.join(folder, "parquet"))
for name, body in tables:
    want = []
    for column, kind in re.findall(r"^\| `(\w+)` \| (\w+) \|", body, re.M):
        if kind == "words":
            want += [(f"{column}_start", "BIGINT"), (f"{column}_end", "BIGINT"), (column, "VARCHAR")]
        else:
            want.append((column, TYPES[kind]))
    got = rows_of(f"DESCRIBE SELECT * FROM '{name}.parquet'")
    expect([(c[0], c[1]) for c in got] == want, f"{name}: {got} instead of {want}")
    rows = number(f"SELECT count(*) FROM '{name}.parquet'")
    csv = number(f"SELECT count(*) FROM read_csv('../csv/{name}.csv', header=true, all_varchar=true)")
    expect(csv == rows, f"{name}: CSV has other rows than Parquet")
    with open(f"../jsonl/{name}.jsonl", encoding="utf-8") as lines:
        expect(sum(1 for line in lines if json.loads(line)) == rows, f"{name}: JSON Lines too")

# The example of the document, and references that lead nowhere.
example = re.search(r"```sql\n(.*?)```", text, re.S).group(1).rstrip().rstrip(";")
expect(len(rows_of(example)) == 10, "the document's query finds nothing")
for child, column, parent in [
    ("articles", "page", "pages"),
    ("statements", "article", "articles"),
    ("contents", "statement", "statements"),
    ("links", "statement", "statements"),
    ("parties", "statement", "statements"),
    ("participants", "event", "events"),
    ("mentions", "actor", "actors"),
    ("spellings", "actor", "actors"),
]:
    lost = number(
        f"SELECT count(*) FROM '{child}.parquet' c ANTI JOIN '{parent}.parquet' p USING ({column})"
        f" WHERE c.{column} IS NOT NULL"
    )
    expect(lost == 0, f"{child}: {lost} rows whose {column} is not in {parent}")
# Words stand where they say: of one page, by code points.
off = number("SELECT count(*) FROM 'contents.parquet' WHERE length(content) <> content_end - content_start")
expect(off == 0, "contents are not as long as their span")

for form in ("plover", "prov", "ftm"):
    with open(f"../{form}.out", encoding="utf-8") as lines:
        expect(all(json.loads(line) for line in lines), form)
with open("../csl.out", encoding="utf-8") as file:
    expect(len(json.load(file)) > 10, "CSL-JSON")

for w in wrong:
    print("WRONG:", w)
print(f"{len(tables)} tables read, {len(wrong)} faults")
sys.exit(1 if wrong else 0)
