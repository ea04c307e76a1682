"""The report on a plan as plain values and as a text for people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.writing import write_text
from policykit.errors import RenderError
from policykit.model.address import spoken

if TYPE_CHECKING:
    from policykit.api.planning import PlanReport
    from policykit.draft.inheritance import Taken
    from policykit.model.output import Provenance

SHOWN = 80  # characters of a sentence in the summary


def to_json(report: PlanReport) -> dict[str, Any]:
    """The report as plain values: what was kept, localised, dropped, added, missing; length, cited law, omissions."""
    inherited, size = report.inheritance, report.length
    return {
        "complete": inherited.complete,
        "kept": [_taken(t) for t in inherited.kept],
        "localised": [_taken(t) for t in inherited.localised],
        "dropped": [{**_place(d.source), "reason": d.reason} for d in inherited.dropped],
        "added": [{"text": a.text, "basis": a.basis} for a in inherited.added],
        "missing": [_place(p) for p in inherited.missing],
        "length": {
            "characters": size.characters,
            "budget": size.budget,
            "over": size.over,
            "sections": [{"heading": h, "characters": n} for h, n in size.sections],
            "alike": [{"first": a.first, "second": a.second, "likeness": a.likeness} for a in size.alike],
        },
        "cited": [{"surface": c.surface, "verdict": c.verdict, "reason": c.reason} for c in report.cited],
        "omitted": [{"heading": h, "reason": r} for h, r in report.omitted],
        "unplaced_progress": [{"task": p.task, "state": p.state} for p in report.unplaced],
        "past_limits": [{**_place(p.source), "limit": p.limit, "last": p.last} for p in report.past],
        "unlisted_classes": [{"name": name, "duties": count} for name, count in report.unlisted],
        "addressed": [{"name": name, "paragraphs": count} for name, count in report.addressed],
    }


def _taken(taken: Taken) -> dict[str, Any]:
    changes = [{"rule": c.rule, "before": c.before, "after": c.after} for c in taken.changes]
    return {**_place(taken.source), "line": taken.line, "changes": changes}


def _place(source: Provenance) -> dict[str, str]:
    return {"source": f"{source.doc_id}~{source.address}", "spoken": _named(source), "quote": source.quote}


def _named(source: Provenance) -> str:
    return f"《{source.doc_title}》{spoken(source.address)}"


def summary(report: PlanReport) -> tuple[str, ...]:
    """The report in a few lines, for the screen."""
    inherited, size = report.inheritance, report.length
    out = [
        f"对照来文：原样保留 {len(inherited.kept)} 处，本地化 {len(inherited.localised)} 处，"
        f"没有列入 {len(inherited.dropped)} 处（都有理由），本单位增加 {len(inherited.added)} 处"
    ]
    if inherited.missing:
        out.append(f"有 {len(inherited.missing)} 处来文任务既没有写入也没有理由，请逐条处理")
    bare = sum(not a.basis for a in inherited.added)
    if bare:
        out.append(f"有 {bare} 处增加的内容没有写明依据，请补上")
    out += [
        f"单位概况没有写明来文的“{name}”是否包括本单位，因此没有列入 {count} 处；包括的请加进“来文中的类别”"
        for name, count in report.unlisted
    ]
    if report.addressed:
        names = "、".join(f"“{name}”（{count} 段）" for name, count in report.addressed)
        out.append(f"成稿里这些称呼照来文写，不是本单位的称呼：{names}；要改称的写进单位概况的“本地化”")
    out += [f"来文时限已过：{p.limit}（{_named(p.source)}“{p.text[:SHOWN]}”），请与来文机关商定" for p in report.past]
    out += [f"没有写“{heading}”：{reason}" for heading, reason in report.omitted]
    out += _long(report)
    out += [f"引用核对：{c.surface}：{c.reason}" for c in report.cited]
    out += [f"进展表里这一行没有对上任何任务：{p.task[:SHOWN]}" for p in report.unplaced]
    return tuple(out) if size.characters else ()


def _long(report: PlanReport) -> Iterable[str]:
    size = report.length
    if not size.over:
        yield f"篇幅：{size.characters} 字，在 {size.budget} 字以内"
        return
    longest = "、".join(f"{heading}（{n} 字）" for heading, n in size.sections[:3])
    yield f"篇幅：{size.characters} 字，超出 {size.over} 字；最长的部分：{longest}"
    for pair in size.alike[:3]:
        yield f"意思相近，可以合并：“{pair.first[:SHOWN]}”和“{pair.second[:SHOWN]}”"


def to_markdown(report: PlanReport, title: str) -> str:
    """The whole report, nothing shortened."""
    inherited = report.inheritance
    parts = [f"# 起草情况：{title}", *(f"- {line}" for line in summary(report))]
    sections: list[tuple[str, list[str]]] = [
        ("既没有写入也没有理由的", [f"{_named(p)}：{p.quote}" for p in inherited.missing]),
        ("本地化的", [_changed(t) for t in inherited.localised]),
        ("没有列入的", [f"{_named(d.source)}：{d.source.quote}（理由：{d.reason}）" for d in inherited.dropped]),
        ("本单位增加的", [f"{a.text}（依据：{a.basis or '【待填写：依据】'}）" for a in inherited.added]),
        ("原样保留的", [f"{_named(t.source)}：{t.source.quote}" for t in inherited.kept]),
    ]
    for heading, lines in sections:
        if lines:
            parts += [f"\n## {heading}（{len(lines)} 处）\n", *(f"{n}. {line}" for n, line in enumerate(lines, 1))]
    return "\n".join(parts) + "\n"


def _changed(taken: Taken) -> str:
    made = "；".join(f"“{c.before}”改为“{c.after}”（{c.rule}）" for c in taken.changes)
    return f"{_named(taken.source)}：{taken.source.quote}　{made}"


def write_report(report: PlanReport, title: str, path: Path, *, overwrite: bool = False) -> Path:
    """Write the report as .md or .json. Raises RenderError for another suffix or a file in the way."""
    if path.suffix.lower() not in (".md", ".json"):
        raise RenderError(f"起草情况不能写成这种格式：{path.suffix or path.name}", hint="请用 .md 或 .json。")
    as_json = path.suffix.lower() == ".json"
    text = json.dumps(to_json(report), ensure_ascii=False, indent=1) if as_json else to_markdown(report, title)
    return write_text(path, text, overwrite=overwrite)
