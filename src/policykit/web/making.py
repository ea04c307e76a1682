"""Pages made of a state of the corpus: what stands around each, and which of them are kept ready."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.requests import Request

from policykit.web.printing import Composing, Piece, place
from policykit.web.routes import NAVIGATION, Call, Page
from policykit.web.templating import hidden_fields, render
from policykit.web.workbench import Workbench

KEPT_BASKETS = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """The address of a page, without the server's name."""

    path: str
    query: str = ""

    @classmethod
    def of(cls, request: Request) -> Asked:
        return cls(request.url.path, request.url.query)

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


class PageMaker:
    """Makes the pages of one workbench in the thread it is asked in. `served` are the paths that have a page."""

    def __init__(self, bench: Workbench, served: set[str]) -> None:
        self._bench = bench
        self._navigation = tuple((path, name) for path, name in NAVIGATION if path in served)
        self._baskets: dict[str, tuple[int, int]] = {}  # version and size, by person

    def shared(self, page: Page, call: Call) -> Hashable | None:
        """What a page that may be kept depends on beside its address and the corpus; None for one that may not."""
        return page.shared(call) if page.shared and call.person else None

    def place(self, asked: Asked, more: Hashable) -> Hashable:
        """Where a page is kept."""
        return self._bench.asks_password, date.today(), asked.path, asked.query, more

    def shelved(self, page: Page, call: Call, asked: Asked) -> tuple[Piece, ...] | None:
        """The page as it was kept ready, if the corpus is still as it was."""
        more = self.shared(page, call)
        if more is None or not (revision := self._bench.current()):
            return None
        return self._bench.shelf.get(self.place(asked, more), revision)

    def made(self, page: Page, call: Call, asked: Asked) -> str | tuple[Piece, ...]:
        """The page's text, or where it may be kept its pieces, which are then kept."""
        more = self.shared(page, call)
        if more is None or not self._bench.indexed():
            return render(page.template, {**self.frame(asked, call), **page.run(call)})
        return self.kept(page, call, asked, more)[1]

    def kept(self, page: Page, call: Call, asked: Asked, more: Hashable) -> tuple[Hashable, tuple[Piece, ...]]:
        """What a shared page is made of, as far as that is known, and its pieces; they are kept."""
        shelf, at, state = self._bench.shelf, self.place(asked, more), call.reader.revision
        if (held := shelf.get(at, state)) is not None:  # made while this request waited for its turn
            return None, held
        ground = page.ground(call) if page.ground else None
        if ground is not None and (held := shelf.again(at, state, ground)) is not None:
            return ground, held
        with Composing() as composing:
            own = {"csrf": place("csrf"), "person": place("person"), "basket_count": place("count")}
            values = {**self.frame(asked, call, place("csrf")), **own, **page.run(call)}
            pieces = composing.pieces(render(page.template, values))
        shelf.put(at, state, pieces, ground)
        return ground, pieces

    def frame(self, asked: Asked, call: Call, token: str = "") -> dict[str, Any]:
        """What base.html needs."""
        return {
            "csrf": call.csrf,
            "person": call.person,
            "navigation": self._navigation,
            "here": asked.path,
            "address": str(asked),
            "basket_count": self.basket_count(call.person),
            "title": "",
            "fields": lambda back="", method="": hidden_fields(token or call.csrf, back or asked.path, method),
            "asks_password": self._bench.asks_password,
        }

    def basket_count(self, person: str) -> int:
        """How many clauses a person has collected; read again only after a change, for every page shows it."""
        version = self._bench.records.version("basket", person) if person else 0
        known = self._baskets.get(person)
        if known is None or known[0] != version:
            held = self._bench.records.get("basket", person) if version else None
            known = (held.version, len(held.data["clauses"])) if held else (0, 0)
            if len(self._baskets) > KEPT_BASKETS:
                self._baskets.clear()
            self._baskets[person] = known
        return known[1]
