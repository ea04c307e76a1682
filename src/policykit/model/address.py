"""Addresses of clauses and the references that name one across documents.

An address is the printed labels joined by `/`: `二/（一）/1`, `第三条/第二款/（一）`, `第三条之一`. Labels keep their
brackets and lose their closing stop (`一、` is `一`, `1.` is `1`). A label that repeats among its siblings
gets `#2`. Parts without a number are `cover`, `preamble` and `signature`; a table is `表1`, its row `表1/第3行`.
A reference is `<document id>~<address>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from policykit.model.slots import direct

COVER = "cover"
PREAMBLE = "preamble"
SIGNATURE = "signature"

SPOKEN = {COVER: "印发通知", PREAMBLE: "引言", SIGNATURE: "落款"}


@direct
@dataclass(frozen=True, slots=True, order=True)
class ClauseRef:
    """One clause of one document. `address` empty means the document as a whole."""

    doc_id: str
    address: str = ""

    def __str__(self) -> str:
        return f"{self.doc_id}~{self.address}" if self.address else self.doc_id

    @classmethod
    def parse(cls, text: str) -> ClauseRef:
        """Read `<doc id>~<address>` or a bare document id. Never fails: an odd address simply finds nothing."""
        doc_id, _, address = text.strip().partition("~")
        return cls(doc_id, address)


def join(*labels: str) -> str:
    """Labels, outermost first, as one address; empty ones are left out."""
    return "/".join(label for label in labels if label)


def parent(address: str) -> str:
    """The address one level up, or the empty string."""
    return address.rpartition("/")[0]


_DECIMAL = re.compile(r"^[0-9]+(?:\.[0-9]+)+$")
_COUNTED = re.compile(r"/第[^/]{1,6}款(?=/)")


def by_labels(addresses: Iterable[str]) -> dict[str, str]:
    """Each address as its printed labels alone give it: `第三条/第二款/（一）` is `第三条/（一）`.

    A 款 has no printed label. It stays in the second of two lists of one article, which nothing else tells apart
    from the first.
    """
    out: dict[str, str] = {}
    known = list(addresses)
    taken = set(known)
    for address in known:
        if "款/" not in address:
            out[address] = address
            continue
        short = _COUNTED.sub("", address)
        out[address] = address if short in taken else short
        taken.add(out[address])
    return out


@lru_cache(maxsize=4096)
def spoken(address: str) -> str:
    """The address as one would write it in a document: `二、（一）1.`, `第三条第二款第（一）项`, `1.2.3（1）`."""
    if address in SPOKEN:
        return SPOKEN[address]
    out: list[str] = []
    article = False
    for part in address.split("/"):
        label, _, repeat = part.partition("#")
        again = f"［第{repeat}处］" if repeat else ""
        if label.startswith("第"):
            article = article or "条" in label
            out.append(label)
        elif article and label.startswith("（"):
            out.append(f"第{label}项")
        elif article and label.isdigit():
            out.append(f"第{label}目")
        elif label.startswith(("（", "表", "附")) or not label:
            out.append(label)
        elif label.isdigit():
            out.append(f"{label}.")
        elif _DECIMAL.match(label):
            out = [label]  # 1.2.3 holds the numbers above it
        elif label in SPOKEN:
            out.append(SPOKEN[label])
        else:
            out.append(f"{label}、")
        out.append(again)
    return "".join(out)
