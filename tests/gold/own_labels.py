"""Scoring against the project's own labels: short references to documents that lie outside the repository.

The figures mean what those of ../shared/tools/score.py mean; headings and actions are compared by the ends that
the labels keep. Run as a script to print one row a document:

    python tests/gold/own_labels.py ../shared/data/policy
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

LABELS = Path(__file__).parent / "own"
SPECIAL = {"preamble", "signature", "cover"}
Counts = tuple[int, int, int]  # hits, size of the labels, size of what was read


def squeeze(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def bare(address: str | None) -> str:
    return "/".join(re.sub(r"[（）()、.．。\s]", "", part) for part in (address or "").split("/"))


def prf(gold: list[Any], got: list[Any], free: set[Any]) -> Counts:
    g, p = Counter(gold), Counter(got)
    hit = sum((g & p).values())
    return hit, sum(g.values()), hit + sum(n for key, n in (p - g).items() if key not in free)


def f1(counts: Counts) -> float:
    hit, gold, got = counts
    return 2 * hit / (gold + got) if gold + got else 1.0


def score(label: dict[str, Any], doc: dict[str, Any]) -> dict[str, Counts]:
    """The counts of each figure for one document; `doc` is what `parse --json` prints."""
    out: dict[str, Counts] = {}
    full = [squeeze((c["label"] or "") + (c["heading"] or "") + c["text"]) for c in doc["clauses"]]
    gone, kept = label.get("vanish", []), label.get("survive", [])
    out["vanish"] = (sum(not any(squeeze(v) in t for t in full) for v in gone), len(gone), len(gone))
    out["survive"] = (sum(squeeze(s) in "".join(full) for s in kept), len(kept), len(kept))
    out["outline"], out["order"] = outline(label, doc)
    out["cite"] = citations(label, doc)
    gold = [d for d in label.get("deadlines") or [] if not d.get("uncertain")]
    free = {limit(d) for d in label.get("deadlines") or []} | {
        (bare(d["clause"]), squeeze(d["text"])) for d in label.get("deadlines") or []
    }
    texts = {(bare(d["clause"]), squeeze(d["text"])) for d in gold if not (d.get("start") or d.get("end"))}
    got = [t if (t := (bare(d["clause"]), squeeze(d["text"]))) in texts else limit(d) for d in doc["deadlines"]]
    out["deadline"] = prf([limit(d) for d in gold], got, free)
    out["actor"], out["action"] = duties(label, doc)
    out["meta"] = metadata(label, doc)
    return out


def outline(label: dict[str, Any], doc: dict[str, Any]) -> tuple[Counts, Counts]:
    unsure = {bare(a) for a in label.get("uncertain_outline") or []}
    gold = [(bare(str(a)), squeeze(h)[:10]) for a, h in label["outline"]]
    got = [
        (bare(c["address"]), re.sub(r"[。：:；;，,]$", "", squeeze(c["heading"])[:10]))
        for c in doc["clauses"]
        if c["label"] and c["address"] not in SPECIAL
    ]
    sure = [(a, re.sub(r"[。：:；;，,]$", "", h)) for a, h in gold if a not in unsure]
    places = {a: i for i, (a, _) in enumerate(got)}
    pairs = list(zip([a for a, _ in sure], [a for a, _ in sure][1:], strict=False))
    ordered = sum(a in places and b in places and places[a] < places[b] for a, b in pairs)
    return prf(sure, got, {x for x in got if x[0] in unsure}), (ordered, len(pairs), len(pairs))


def citations(label: dict[str, Any], doc: dict[str, Any]) -> Counts:
    def key(c: dict[str, Any]) -> tuple[str, str]:
        return bare(c["clause"]), squeeze(c.get("title")).strip("《》")

    every = label.get("citations") or []
    gold = [c for c in every if not c.get("self") and not c.get("uncertain")]
    used: set[int] = set()
    for c in gold:
        for i, p in enumerate(doc["citations"]):
            agree = all(squeeze(p.get(k)) == squeeze(c[k]) for k in ("doc_number", "article") if c.get(k))
            if i not in used and key(p) == key(c) and agree:
                used.add(i)
                break
    free = {key(c) for c in every}
    extra = sum(i not in used and key(p) not in free for i, p in enumerate(doc["citations"]))
    return len(used), len(gold), len(used) + extra


def limit(d: dict[str, Any]) -> tuple[Any, ...]:
    dates = tuple(str(d[k]) if d.get(k) else None for k in ("start", "end"))
    return (bare(d["clause"]), *dates) if any(dates) else (bare(d["clause"]), squeeze(d["text"]))


def duties(label: dict[str, Any], doc: dict[str, Any]) -> tuple[Counts, Counts]:
    labelled = {bare(str(a)) for a, _ in label["outline"]} | SPECIAL
    until = label.get("duties_until")
    if until:
        labelled = set(SPECIAL)
        for address, _ in label["outline"]:
            labelled.add(bare(str(address)))
            if bare(str(address)) == bare(until):
                break
    every = label.get("duties") or []
    sure = [d for d in every if not d.get("uncertain")]
    found = [d for d in doc["duties"] if bare(d["clause"]) in labelled]

    def actors(records: list[dict[str, Any]]) -> set[tuple[str, str]]:
        return {(bare(d["clause"]), squeeze(a)) for d in records for a in d.get("actors") or []}

    actor = prf(list(actors(sure)), list(actors(found)), actors(every))
    whole = {bare(c["address"]): squeeze(c["text"]) for c in doc["clauses"]}

    def covered(d: dict[str, Any]) -> bool:
        want = stretch(whole.get(bare(d["clause"]), ""), squeeze(d["starts"]), squeeze(d["ends"]))
        for p in found:
            have = squeeze(p["action"])
            if bare(p["clause"]) == bare(d["clause"]):
                common = sum((Counter(want) & Counter(have)).values())
                if common >= 0.8 * len(want) and common >= 0.5 * len(have):
                    return True
        return False

    return actor, (sum(map(covered, sure)), len(sure), len(sure))


def stretch(text: str, starts: str, ends: str) -> str:
    """The shortest stretch of the text with these ends; the two alone where the text has none."""
    found = starts + ends
    at = text.find(starts)
    shortest = len(text) + 1
    while at >= 0:
        end = text.find(ends, at)
        if end >= 0 and end + len(ends) - at < shortest:
            shortest = end + len(ends) - at
            found = text[at : end + len(ends)]
        at = text.find(starts, at + 1)
    return found


def metadata(label: dict[str, Any], doc: dict[str, Any]) -> Counts:
    want, got = label.get("metadata") or {}, doc["metadata"]
    title = squeeze(got["title"])
    checks = []
    if want.get("title_starts"):
        starts, ends = squeeze(want["title_starts"]), squeeze(want.get("title_ends"))
        checks.append(title.startswith(starts) and title.endswith(ends))
    for name in ("doc_number", "issued_date", "genre", "issuers", "addressees"):
        if name in want:
            a, b = want[name], got[name]
            many = isinstance(b, list)
            same = (
                sorted(map(squeeze, a or [])) == sorted(map(squeeze, b))
                if many
                else squeeze(str(a or "")) == squeeze(b)
            )
            checks.append(same)
    return sum(checks), len(checks), len(checks)


def totals(folder: Path, only: set[str] | None = None) -> tuple[dict[str, dict[str, Counts]], dict[str, Counts]]:
    """Counts by document and in all, reading the originals in `folder`."""
    from policykit.contract import parse_json
    from policykit.pipeline import read

    rows: dict[str, dict[str, Counts]] = {}
    total: dict[str, Counts] = {}
    for path in sorted(LABELS.glob("*.yaml")):
        label = yaml.safe_load(path.read_text("utf-8"))
        if only is not None and str(label["file"]) not in only:
            continue
        source = next(folder.glob(f"{label['file']}_*"))
        rows[path.stem] = score(label, parse_json(read(source)))
        for name, counts in rows[path.stem].items():
            old = total.get(name, (0, 0, 0))
            total[name] = (old[0] + counts[0], old[1] + counts[1], old[2] + counts[2])
    return rows, total


if __name__ == "__main__":
    by_document, in_all = totals(Path(sys.argv[1]), set(sys.argv[2:]) or None)
    for document, counts in [*by_document.items(), ("TOTAL", in_all)]:
        print(f"{document:6s} " + " ".join(f"{name} {f1(c):.3f}" for name, c in counts.items()))
