"""Opinion groups by red-dwarf: reads a file of votes, prints time, memory and groups."""

import csv
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
from reddwarf.implementations.base import run_pipeline  # noqa: E402


def peak_kb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


path, rounds = sys.argv[1], int(sys.argv[2])
hidden, votes = [], []
with open(path) as rows:
    for participant, statement, vote in csv.reader(rows):
        if participant == "hidden":
            hidden.append(int(statement))
        else:
            votes.append(
                {
                    "participant_id": int(participant),
                    "statement_id": int(statement),
                    "vote": int(vote),
                    "modified": 0,
                }
            )
times = []
for _ in range(rounds):
    begun = time.perf_counter()
    result = run_pipeline(votes=votes, mod_out_statement_ids=hidden, random_state=0)
    times.append((time.perf_counter() - begun) * 1000)
groups = result.participants_df["cluster_id"].dropna()
print(
    json.dumps(
        {
            "ms": sorted(times)[len(times) // 2],
            "kb": peak_kb(),
            "groups": {str(who): int(group) for who, group in groups.items()},
        }
    )
)
