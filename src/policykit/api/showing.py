"""A document or one of its clauses for people: text as read, and the account of what cleaning did."""

from __future__ import annotations

from typing import Any

from policykit.api.reading import outline, parse_json
from policykit.errors import UsageError
from policykit.model.address import by_labels, spoken
from policykit.model.document import Clause, Document

SHOWN_CHARACTERS = 40  # of a removed or changed stretch in the ledger listing


def clauses_under(document: Document, address: str) -> tuple[Clause, ...]:
    """The clause with this address and its sub-clauses, in print order. An item may be named with its 款 or
    without. Raises UsageError where there is none."""
    full = {short: long for long, short in by_labels(c.address for c in document.clauses).items()}
    address = full.get(address, address)
    found = tuple(c for c in document.clauses if c.address == address or c.address.startswith(address + "/"))
    if found:
        return found
    paragraph = _paragraph(document, address)
    if paragraph is not None:
        return (paragraph,)
    near = [c.address for c in document.clauses if address.split("/")[0] in c.address][:8]
    hint = f"相近的地址有：{'，'.join(near)}。" if near else "不带 ~地址 运行一次可看到全部地址。"
    raise UsageError(f"《{document.metadata.title}》里没有这一条：{address}", hint=hint)


def _paragraph(document: Document, address: str) -> Clause | None:
    """An article's 款 (`第三条/第二款`), which is no clause of its own, as one."""
    from policykit.lang.numerals import parse

    article, _, label = address.rpartition("/")
    clause = document.clause(article)
    if clause is None or not (label.startswith("第") and label.endswith("款")):
        return None
    number = parse(label[1:-1])
    if number is None or not 1 <= number <= len(clause.paragraphs):
        return None
    span = clause.paragraphs[number - 1]
    return Clause(address, clause.level + 1, clause.kind, label, None, document.text[span], (span,))


def clause_text(document: Document, address: str) -> str:
    """The clause with its sub-clauses, or for an empty address the document's outline."""
    if not address:
        return outline(document)
    lines = [f"《{document.metadata.title or document.source.path}》 {spoken(address)}"]
    for clause in clauses_under(document, address):
        lines.append("")
        lines.append(clause.full_text)
    return "\n".join(lines)


def show_json(document: Document, address: str) -> dict[str, Any]:
    """As `parse --json`; with an address only that clause, its sub-clauses and what was found in them."""
    data = parse_json(document)
    if not address:
        return data
    labels = by_labels(c.address for c in document.clauses)
    wanted = {labels.get(c.address, c.address) for c in clauses_under(document, address)}
    data["clauses"] = [c for c in data["clauses"] if c["address"] in wanted]
    for name in ("citations", "deadlines", "duties", "indicators", "tables"):
        data[name] = [item for item in data[name] if item["clause"] in wanted]
    return data


def ledger_text(document: Document) -> str:
    """What cleaning took out or changed, with the printed characters, in the order of the raw file."""
    ledger = document.ledger
    entries = [(r.raw_span, f"去掉〔{r.rule}〕{_short(r.raw_span.of(document.raw))}") for r in ledger.removed]
    entries += [(c.raw_span, f"改动〔{c.rule}〕{_short(c.before)} → {_short(c.after)}") for c in ledger.changed]
    lines = [f"原文 {ledger.raw_chars} 字，保留 {ledger.kept_chars} 字"]
    lines += [f"  第 {span.start} 字起 {text}" for span, text in sorted(entries, key=lambda e: e[0]) if text.strip()]
    return "\n".join(lines)


def _short(text: str) -> str:
    flat = text.replace("\n", "⏎").replace("\t", "⇥")
    return flat if len(flat) <= SHOWN_CHARACTERS else f"{flat[:SHOWN_CHARACTERS]}…（{len(flat)} 字）"
