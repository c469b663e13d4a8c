"""Reads reports of Stryker and prints, for each folder of Records.Core, what became of its mutants, and who survived.

    summary.py REPORT...        a file in several reports counts as in the newest, and one that is gone not at all
"""
import collections
import json
import os
import sys

CORE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Records.Core")
COLUMNS = ("Killed", "Timeout", "Survived", "NoCoverage", "RuntimeError", "Ignored")

files = {}
for report in sorted(sys.argv[1:], key=os.path.getmtime):
    with open(report, encoding="utf-8") as text:
        for path, file in json.load(text)["files"].items():
            path = path.split("Records.Core/")[-1]
            tried = [m for m in file["mutants"] if m["status"] not in ("CompileError", "Pending")]
            # What a run left out stands in its report as ignored, with this as the reason.
            is_tried = any(m.get("statusReason") != "Removed by mutate filter" for m in tried)
            if is_tried and os.path.exists(os.path.join(CORE, path)):
                files[path] = tried


def score(counts):
    found = counts["Killed"] + counts["Timeout"]
    missed = counts["Survived"] + counts["NoCoverage"]
    return f"{100 * found / (found + missed):.1f} %" if found + missed else "-"


def row(name, counts):
    return f"| {name} | {score(counts)} | " + " | ".join(str(counts[column]) for column in COLUMNS) + " |"


folders = collections.defaultdict(collections.Counter)
for path, mutants in files.items():
    folders[os.path.dirname(path)].update(m["status"] for m in mutants)

print("| folder | score | killed | timed out | survived | no test comes to it | crashed | left alone |")
print("| --- | --- | --- | --- | --- | --- | --- | --- |")
for folder in sorted(folders):
    print(row(f"`{folder}`", folders[folder]))
print(row("all", sum(folders.values(), collections.Counter())))

for path in sorted(files):
    for mutant in sorted(files[path], key=lambda m: (m["location"]["start"]["line"], m["location"]["start"]["column"])):
        if mutant["status"] in ("Survived", "NoCoverage"):
            place = mutant["location"]["start"]
            change = " ".join(mutant["replacement"].split())
            print(f"{mutant['status']} {path}:{place['line']}:{place['column']} {mutant['mutatorName']}: {change[:150]}")
