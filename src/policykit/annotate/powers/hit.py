"""A word of power found in an article, with the body that acts there."""

from __future__ import annotations

from dataclasses import dataclass

from policykit.annotate.powers.bodies import Body

# What nobody outside the administration does, whoever is named in the sentence.
_HARD = ("罚款", "没收", "吊销", "吊扣", "暂扣", "查封", "停产停业")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of power at `[start, end)` and who acts. `outside` says that an outsider acts, `body` may be None."""

    kind: str
    way: str
    start: int
    end: int
    body: Body | None
    outside: bool
    optional: bool
    word: str = ""

    @property
    def hard(self) -> bool:
        """Whether nobody outside the administration does such a thing, whoever is named in the sentence."""
        return self.word in _HARD
