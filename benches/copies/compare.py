"""Times rensa and datasketch on the shingles that khabar dumped.

Every program starts from the shingles' hashes in memory and ends with its
pairs. khabar's pairs are verified exactly; the others stop at their
candidates, which is less work, and are charged nothing for verifying. Each
is run three times and its least processor time is taken.
"""
import re
import subprocess
import sys
import time

import numpy as np
from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

program, articles, dump = sys.argv[1:]
data = np.fromfile(dump, dtype="<u8")
n = int(data[0])
offsets = data[1 : n + 2]
hashes = data[n + 2 :]
sets = [hashes[int(offsets[i]) : int(offsets[i + 1])] for i in range(n)]
full = [i for i in range(n) if len(sets[i])]


def best(run, times=3):
    least, out = None, None
    for _ in range(times):
        begun = time.process_time()
        out = run()
        took = time.process_time() - begun
        least = took if least is None else min(least, took)
    return least, out


def jaccard(a, b):
    common = len(np.intersect1d(sets[a], sets[b], assume_unique=True))
    return common / (len(sets[a]) + len(sets[b]) - common)


def rensa(perms, bands, token_sets):
    def run():
        found = set()
        lsh = RMinHashLSH(threshold=0.5, num_perm=perms, num_bands=bands)
        sketches = RMinHash.from_token_sets(token_sets, perms, 42)
        lsh.insert_many(sketches)
        for a, near in enumerate(lsh.query_all(sketches)):
            found.update((full[a], full[b]) for b in near if a < b)
        return found

    return run


def rensa_flags(perms, bands):
    """Its fastest path, from the flat hashes; it tells only which texts have a
    duplicate, not of what."""
    def run():
        lsh = RMinHashLSH(threshold=0.5, num_perm=perms, num_bands=bands)
        rows = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, perms, 42)
        return lsh.insert_matrix_and_query_duplicate_flags(rows)

    return run


def datasketch(perms, bands):
    def run():
        found = set()
        lsh = MinHashLSH(params=(bands, perms // bands), num_perm=perms)
        low = np.uint64(0xFFFFFFFF)
        for i in full:
            m = MinHash(num_perm=perms, hashfunc=lambda h: h)
            m.update_batch(sets[i] & low)
            found.update((j, i) for j in lsh.query(m))
            lsh.insert(i, m)
        return found

    return run


linked = []
for _ in range(3):
    out = subprocess.run([program, articles, "--sample", "1"], capture_output=True, text=True, check=True).stdout
    linked.append(float(re.search(r"linked ([0-9.]+) s", out)[1]))
ours = min(linked)
count = int(re.search(r"pairs (\d+)", out)[1])
print(f"khabar            {ours:8.3f} s  {count} pairs, all verified")

tokens = [[h.tobytes() for h in sets[i]] for i in full]
for perms, bands in ((40, 20), (128, 32)):
    took, found = best(rensa(perms, bands, tokens))
    true = sum(jaccard(a, b) >= 0.5 for a, b in found)
    print(f"rensa {perms:4}/{bands:<3}     {took:8.3f} s  {len(found)} candidates, {true} of Jaccard 0.5 or more; khabar is {took / ours:.1f} times as fast")
    took, _ = best(rensa_flags(perms, bands))
    print(f"rensa flags {perms:3}/{bands:<3}{took:8.3f} s  flags only; khabar is {took / ours:.1f} times as fast")
took, found = best(datasketch(40, 20), times=1)
true = sum(jaccard(a, b) >= 0.5 for a, b in found)
print(f"datasketch 40/20  {took:8.3f} s  {len(found)} candidates, {true} of Jaccard 0.5 or more; khabar is {took / ours:.1f} times as fast")
