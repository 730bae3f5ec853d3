"""Groups letters with rensa or datasketch.

campaigns.py rensa|datasketch TEXTS COUNT GROUPS

TEXTS holds the letters, each ended by a zero byte; the first COUNT are grouped. GROUPS gets
four bytes a letter: the number of the letter that stands for its group. Prints the seconds
it took and the peak of memory in KiB. Both libraries get the shingles that Køreplan uses
(runs of three words) and the same threshold, and both in the way that is fastest for
groups: only one letter of each group is indexed, the others are asked about.
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


def with_rensa(texts):
    """The calls for whole batches, which do the work outside Python."""
    from rensa import RMinHash, RMinHashDeduplicator

    index = RMinHashDeduplicator(
        threshold=THRESHOLD, num_perm=PERMUTATIONS, use_lsh=True
    )
    groups = array.array("I")
    for start in range(0, len(texts), 10_000):
        batch = texts[start : start + 10_000]
        sketches = RMinHash.from_token_sets(
            [shingles(text) for text in batch], num_perm=PERMUTATIONS, seed=42
        )
        keys = [str(start + place) for place in range(len(batch))]
        index.add_pairs(list(zip(keys, sketches)))
        for key, like in zip(keys, index.get_duplicate_sets(sketches)):
            groups.append(int(like[0] if like else key))
    return groups


def with_datasketch(texts):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    sketches = {}
    groups = array.array("I")
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        best, most = number, THRESHOLD
        for key in index.query(sketch):
            alike = sketch.jaccard(sketches[key])
            if alike >= most:
                best, most = key, alike
        if best == number:
            index.insert(number, sketch)
            sketches[number] = sketch
        groups.append(best)
    return groups


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
