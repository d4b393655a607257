"""Words a second of pyarabic's tokenizer and qalsadi's analyser beside
khabar's, on one core, by processor time.

usage: compare.py KHABAR_TRAIN MODEL TEXT LONG_TEXT
"""

import re
import resource
import subprocess
import sys
import time

from pyarabic import araby
from qalsadi import analex


def seconds(work, least=2.0):
    """Time of one run, the least of as many as fit into `least` seconds."""
    best, spent = float("inf"), 0.0
    while spent < least:
        start = time.process_time()
        work()
        took = time.process_time() - start
        best, spent = min(best, took), spent + max(took, 1e-3)
    return best


def khabar_run(binary, model, path):
    """Tokens read and processor seconds, loading included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    out = subprocess.run([binary, "speed", model, path], check=True, capture_output=True, text=True).stdout
    took = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return int(re.search(r"(\d+) tokens", out).group(1)), took


def khabar_speed(binary, model, short, long):
    """Words a second: loading cancels out between a short text and a long one."""
    runs = []
    for _ in range(3):
        (n, t), (m, u) = khabar_run(binary, model, short), khabar_run(binary, model, long)
        runs.append((m - n) / max(u - t, 1e-3))
    return max(runs)


def main(binary, model, text_path, long_path):
    with open(text_path, encoding="utf-8") as f:
        text = f.read()
    khabar = khabar_speed(binary, model, text_path, long_path)
    tokens = len(araby.tokenize(text))
    tokenizer = tokens / seconds(lambda: araby.tokenize(text))
    analyser = analex.Analex()
    # Lines, as the analyser is slow: a part of the text is enough.
    part = "\n".join(text.split("\n")[:120])
    words = len(araby.tokenize(part))
    analysed = words / seconds(lambda: analyser.check_text(part), least=1.0)
    print(f"khabar: folding, tokens, tagging  {khabar:>12,.0f} words/s")
    print(f"pyarabic: tokenize                {tokenizer:>12,.0f} words/s   khabar x {khabar / tokenizer:,.2f}")
    print(f"qalsadi: check_text               {analysed:>12,.0f} words/s   khabar x {khabar / analysed:,.0f}")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
