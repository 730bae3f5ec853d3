"""Groups letters with rensa or datasketch.

campaigns.py rensa|datasketch TEXTS COUNT GROUPS

TEXTS holds the letters, each ended by a zero byte; the first COUNT are grouped. GROUPS gets
four bytes a letter: the number of the letter that stands for its group. Prints the seconds
it took and the peak of memory in KiB. Both libraries get the shingles that Køreplan uses
(runs of three words) and the same threshold, and both in the way that is fastest for
groups: only letters that are like no earlier one are indexed, and what a letter is like
is one group with it.
"""

import array
import re
import sys
import time
import zlib

THRESHOLD = 0.7
PERMUTATIONS = 128
WORDS = re.compile(r"\w+")


def shingles(text):
    words = WORDS.findall(text.lower())
    return list(map(" ".join, zip(words, words[1:], words[2:])))


class Groups:
    """Which letters are together (disjoint sets)."""

    def __init__(self, count):
        self.parents = array.array("I", range(count))

    def find(self, letter):
        parents = self.parents
        while parents[letter] != letter:
            parents[letter] = parents[parents[letter]]
            letter = parents[letter]
        return letter

    def unite(self, one, other):
        one, other = self.find(one), self.find(other)
        self.parents[max(one, other)] = min(one, other)

    def all(self):
        return array.array("I", map(self.find, range(len(self.parents))))


def with_rensa(texts):
    """The calls for whole batches, which do the work outside Python."""
    from rensa import RMinHash, RMinHashDeduplicator

    index = RMinHashDeduplicator(
        threshold=THRESHOLD, num_perm=PERMUTATIONS, use_lsh=True
    )
    groups = Groups(len(texts))
    for start in range(0, len(texts), 10_000):
        batch = texts[start : start + 10_000]
        sketches = RMinHash.from_token_sets(
            [shingles(text) for text in batch], num_perm=PERMUTATIONS, seed=42
        )
        keys = [str(start + place) for place in range(len(batch))]
        index.add_pairs(list(zip(keys, sketches)))
        for number, like in enumerate(index.get_duplicate_sets(sketches), start):
            for key in like:
                groups.unite(number, int(key))
    return groups.all()


def with_datasketch(texts):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    sketches = {}
    groups = Groups(len(texts))
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        like = [
            key
            for key in index.query(sketch)
            if sketch.jaccard(sketches[key]) >= THRESHOLD
        ]
        for key in like:
            groups.unite(number, key)
        if not like:
            index.insert(number, sketch)
            sketches[number] = sketch
    return groups.all()


def main(peer, texts, count, groups):
    with open(texts, encoding="utf-8") as file:
        texts = file.read().split("\0")[: int(count)]
    began = time.perf_counter()
    found = {"rensa": with_rensa, "datasketch": with_datasketch}[peer](texts)
    took = time.perf_counter() - began
    with open(groups, "wb") as file:
        found.tofile(file)
    with open("/proc/self/status") as file:
        peak = next(line.split()[1] for line in file if line.startswith("VmHWM"))
    print(took, peak)


main(*sys.argv[1:])
