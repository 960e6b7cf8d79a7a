#!/usr/bin/env bash
# One would guess that pytauargus's default suppress="OPT(1)", documented as optimal suppression, looks
# for the smallest loss. In 0.6.0 the solver ends at once with TIME LIMIT EXCEEDED and its first
# heuristic is taken, which only its log tells. OPT(1,1) searches on, ends with an optimal solution,
# and withholds fewer persons of the same table under the same rule.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pytauargus==0.6.0
cat > suppress.py <<'P'
import random
from importlib.metadata import version

from pytauargus import protect

chance = random.Random(1)
places = [(f"a{i}", f"b{j}", f"c{k}") for i in range(6) for j in range(6) for k in range(4)]
persons = [one for one in places for _ in range(int(chance.expovariate(0.06)))]
records = {name: [one[at] for one in persons] for at, name in enumerate("ABC")}
records["N"] = [1.0] * len(persons)
print("pytauargus", version("pytauargus"), "-", len(persons), "persons, cells of fewer than 5 suppressed")
for asked in ("OPT(1)", "OPT(1,1)"):
    (table,) = protect(records, list("ABC"), "N", safety_rules="FREQ(5,20)", suppress=asked).tables
    hidden = [row["N"] for row in table.rows if row["status"] in "UM"]
    with open("CSPlogfile.txt") as log:
        ended = " ".join(line.strip() for line in log if "SDC" in line)
    print(f"{asked}: {len(hidden)} cells and {sum(hidden):.0f} persons withheld; {ended}")
P
env/bin/python suppress.py | tee seen.txt
withheld() { sed -n "s/^$1: .* and \([0-9]*\) persons.*/\1/p" seen.txt; }
grep -q '^OPT(1): .*TIME LIMIT EXCEEDED' seen.txt
test "$(withheld 'OPT(1)')" -gt "$(withheld 'OPT(1,1)')"
