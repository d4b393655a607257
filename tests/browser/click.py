"""The reading room in a browser: every page, both languages, two widths.

    click.py KHABAR RECORD CHROMIUM [FOLDER]

Starts `khabar serve`, follows links and fills in forms as a reader would, and
prints what is wrong. Exit code 1 where something is.
"""

import collections
import json
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SIZES = {"desktop": (1200, 900), "phone": (390, 844)}
LANGS = {"ar": "rtl", "en": "ltr"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Room:
    """A running server."""

    def __init__(self, khabar, record):
        command = [khabar, "serve", "--record", record, "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        found = re.search(r"http://[0-9.:]+", line)
        if not found:
            raise SystemExit(f"the server did not start: {line}")
        self.base = found.group()

    def json(self, path):
        with urllib.request.urlopen(f"{self.base}/api/v1/{path}") as answer:
            return json.load(answer)

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=30)


def addresses(room):
    """One address of each kind of page, with names the record holds."""
    statements = room.json("statements?limit=500")["statements"]
    told = max(statements, key=lambda s: len(s["copies"]))
    named = next(s for s in statements if s["speaker"])
    events = room.json("events?limit=500")["events"]
    pair = max((e["participants"] for e in events), key=len)
    event = max(events, key=lambda e: (len(e["also"]), len(e["participants"])))
    by = [s for s in statements if s["speaker"] and s["about"]]
    most = collections.Counter((s["speaker"]["name"], s["about"][0]["name"]) for s in by)
    moved, about = (urllib.parse.quote(n) for n in most.most_common(1)[0][0])
    tied = collections.Counter(p["name"] for e in events for p in e["participants"])
    busy = urllib.parse.quote(tied.most_common(1)[0][0])
    people = [p["name"] for e in events for p in e["participants"] if p["kind"] == "person"]
    person = urllib.parse.quote(collections.Counter(people).most_common(1)[0][0])
    orgs = [p["name"] for e in events for p in e["participants"] if p["kind"] == "org"]
    org = urllib.parse.quote(collections.Counter(orgs).most_common(1)[0][0])
    name = urllib.parse.quote(named["speaker"]["name"])
    names = "&".join("name=" + urllib.parse.quote(p["name"]) for p in pair[:2])
    known = {s["source"]["outlet"] for s in statements if s["source"]["outlet"]}
    outlets = "&".join("outlet=" + urllib.parse.quote(o) for o in sorted(known)[:2])
    words = told["content"][0]
    at = f"{words['start']}-{words['end']}"
    return {
        "home": "",
        "search": f"search?q={name}",
        "search-nothing": "search?q=xyzzy",
        "statements": "statements",
        "statements-by": f"statements?by={name}",
        "events": "events",
        "event": f"event/{event['id']}",
        "story": f"story/{event['source']['article']}",
        "stories": "stories",
        "stories-with": f"stories?with={name}",
        "who": f"who?name={name}",
        "who-none": "who?name=xyzzy",
        "who-person": f"who?name={person}",
        "who-organisation": f"who?name={org}",
        "who-busiest": f"who?name={busy}",
        "who-days": f"who?name={person}&since=2025-09&until=2025-09",
        "changes": f"changes?by={moved}&about={about}",
        "changes-empty": "changes",
        "search-days": f"search?q={name}&from=2025-09-01&to=2025-09-30",
        "dossier": f"dossier?{names}",
        "dossier-empty": "dossier",
        "article": f"article/{told['source']['article']}",
        "article-at": f"article/{told['source']['article']}?at={at}#at",
        "statement": f"statement/{told['id']}",
        "aside": "aside",
        "decisions": "decisions?all=1",
        "outlets": f"outlets?{outlets}",
        "new": "new",
        "api": "api",
        "article-all": f"article/{told['source']['article']}?all=1#dropped",
        "missing": "article/999999",
    }


def look(page, direction):
    """What is wrong with the page that is shown."""
    wrong = []
    wide = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    if wide[0] > wide[1]:
        wrong.append(f"wider than the window: {wide[0]} > {wide[1]}")
    if page.evaluate("getComputedStyle(document.body).direction") != direction:
        wrong.append(f"does not run {direction}")
    arabic = page.evaluate(
        """[...document.querySelectorAll('blockquote, .text, .printed p.body')]
           .filter(e => /[\\u0621-\\u064a]/.test(e.textContent.trim().slice(0, 12)))
           .filter(e => getComputedStyle(e).direction !== 'rtl').length"""
    )
    if arabic:
        wrong.append(f"{arabic} Arabic passages run from left to right")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    for v in found.response["violations"]:
        node = v["nodes"][0]
        wrong.append(f"axe {v['id']}: {v['help']} ({len(v['nodes'])}×) {node['html'][:160]}")
    return wrong


def click_through(page, base, lang):
    """As a reader goes: search, article, statement, speaker, other language."""
    page.goto(f"{base}/{lang}/")
    page.keyboard.press("/")
    page.keyboard.type("العراق")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator(".hits > li").count() > 0, "the search finds nothing"
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/article/*")
    page.locator("figure.q blockquote a").first.click()
    page.wait_for_url("**/statement/*")
    assert page.locator("svg.tree rect").count() >= 2, "there is no tree"
    page.locator("svg.tree a").first.click()
    page.wait_for_url(re.compile("/who\\?|/statement/"))
    page.goto(f"{base}/{lang}/events")
    page.locator("a.tag").first.click()
    page.wait_for_url("**/event/*")
    assert page.locator("blockquote mark").count() == 1, "the event's words are not marked"
    page.locator("dl.facts dd a").first.click()
    page.wait_for_url("**/who?*")
    assert page.locator("#timeline .days li").count() > 0, "there is no timeline"
    page.locator("a.lang").click()
    other = "en" if lang == "ar" else "ar"
    page.wait_for_url(f"**/{other}/**")


def brush(page, base, lang):
    """Drags over bars of the histogram, and does the same with the keyboard."""
    page.goto(f"{base}/{lang}/search?q=" + urllib.parse.quote("العراق"))
    bars = page.locator("svg.months a[data-from]")
    assert bars.count() > 2, "there is no histogram"
    found = page.locator(".hits > li").count()
    boxes = [bars.nth(k).locator("rect.slot").bounding_box() for k in (0, 1)]
    middle = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes]
    page.mouse.move(*middle[0])
    page.mouse.down()
    page.mouse.move(*middle[1], steps=4)
    page.mouse.up()
    page.wait_for_url("**from=*")
    asked = page.locator(".find input").input_value()
    assert re.search(r"published:\d{4}-\d\d-01\.\.\d{4}-\d\d-\d\d", asked), asked
    assert 0 < page.locator(".hits > li").count() < found, "the brush does not narrow"
    page.locator("form.dates a").click()
    assert page.locator(".hits > li").count() == found, "the days are not taken back"
    page.locator("form.dates input[name=from]").focus()
    page.locator("form.dates input[name=from]").fill("2025-10-01")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=2025-10-01*")
    bar = page.locator("svg.months a[data-from]").first
    if bar.count():
        bar.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("published%3A"))


def main():
    khabar, record, chromium = sys.argv[1:4]
    folder = Path(sys.argv[4]) if len(sys.argv) > 4 else None
    room = Room(khabar, record)
    faults = looked = 0
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            for lang, direction in LANGS.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                said = []
                page.on("console", lambda m: said.append(f"console {m.type}: {m.text}"))
                page.on("pageerror", lambda e: said.append(f"script: {e}"))
                for name, path in addresses(room).items():
                    said.clear()
                    page.goto(f"{room.base}/{lang}/{path}")
                    wrong = look(page, direction)
                    if (size, lang) == ("phone", "ar"):
                        page.emulate_media(color_scheme="dark")
                        dark = look(page, direction)
                        wrong += [f"dark: {w}" for w in dark if "contrast" in w]
                        page.emulate_media(color_scheme="light")
                    # The browser itself remarks on a page that is not there.
                    wrong += [s for s in said if not (name == "missing" and "404" in s)]
                    looked += 1
                    faults += len(wrong)
                    for w in wrong:
                        print(f"{name} {lang} {size}: {w}")
                    if folder:
                        folder.mkdir(parents=True, exist_ok=True)
                        picture = folder / f"{name}-{lang}-{size}.png"
                        page.screenshot(path=str(picture), full_page=size == "desktop")
                try:
                    click_through(page, room.base, lang)
                    brush(page, room.base, lang)
                except Exception as e:
                    faults += 1
                    print(f"clicking through {lang} {size}: {e}")
                page.close()
        browser.close()
    code = room.stop()
    if code != 0:
        faults += 1
        print(f"the server ended with {code}")
    print(f"{looked} pages looked at, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
