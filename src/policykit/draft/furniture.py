"""The parts of a 公文 around its text: red head, number, addressees, 附件说明, 署名 and date, 附注, 版记."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from policykit.draft.body import Node
from policykit.draft.placeholder import HOLE, hole
from policykit.draft.slots import Slot
from policykit.model.output import Kind, Line, Origin
from policykit.profile import Profile

YES = "是"


@dataclass(frozen=True, slots=True)
class Furniture:
    """`day` is the date as printed, empty where it is not known; `printed_on` likewise the day of printing. A plan
    that travels under a notice (`carried`) bears no signature of its own."""

    profile: Profile
    annex_titles: tuple[str, ...]
    day: str
    printed_on: str = ""
    carried: bool = False

    @property
    def slots(self) -> dict[str, Callable[[Slot, Node], bool]]:
        return {
            "份号": self._head_marks,
            "红头": self._mark,
            "文号": self._number,
            "主送": self._addressees,
            "附件说明": self._attachments,
            "落款": self._signature,
            "附注": self._note,
            "版记": self._imprint,
        }

    def _head_marks(self, slot: Slot, node: Node) -> bool:
        """份号, 密级 and 紧急程度, in that order downward, as far as the template asks for them."""
        number = hole("份号") if slot.option("份号") == YES else ""
        for text in (number, slot.option("密级"), slot.option("紧急")):
            if text:
                node.parts.append(_line(Kind.HEAD_MARK, text, Origin.TEMPLATE))
        return True

    def _mark(self, slot: Slot, node: Node) -> bool:
        text = f"{self.profile.name}{slot.option('后缀') or '文件'}"
        node.parts.append(_line(Kind.ISSUER_MARK, text, Origin.PROFILE))
        return True

    def _number(self, slot: Slot, node: Node) -> bool:
        """The number's prefix and year, as far as they are known; the serial number never is. 签发人 stands beside it
        in a paper to a superior."""
        prefix = self.profile.number_prefix or hole("发文机关代字")
        year = self.day[:4] if self.day else hole("年份")
        text = f"{prefix}〔{year}〕{hole('序号')}号"
        if slot.option("签发人") == YES:
            text += f"\t签发人：{self.profile.head.name if self.profile.head else hole('签发人')}"
        node.parts.append(_line(Kind.DOC_NUMBER, text, Origin.PROFILE))
        return True

    def _addressees(self, slot: Slot, node: Node) -> bool:
        """The department's units, or its superior where the template says so."""
        up = slot.option("上级") == YES
        named = self.profile.superior if up else "、".join(u.name for u in self.profile.units)
        node.parts.append(_line(Kind.SALUTATION, f"{named or hole('主送机关')}：", Origin.PROFILE))
        return True

    def _attachments(self, _: Slot, node: Node) -> bool:
        titles = self.annex_titles
        for number, title in enumerate(titles, start=1):
            lead = "附件：" if number == 1 else ""
            label = f"{number}." if len(titles) > 1 else ""
            node.closing.append(_line(Kind.ATTACHMENT_NOTE, lead + label + title, Origin.COMPUTED))
        return True

    def _signature(self, _: Slot, node: Node) -> bool:
        if not self.carried:
            node.closing.append(_line(Kind.SIGNATURE, self.profile.signature, Origin.PROFILE))
            node.closing.append(_line(Kind.DATE, self.day or hole("成文日期"), Origin.COMPUTED))
        return True

    def _note(self, slot: Slot, node: Node) -> bool:
        words = slot.option("内容")
        if words and not self.carried:
            node.closing.append(_line(Kind.NOTE, f"（{words.strip('（）')}）", Origin.TEMPLATE))
        return bool(words)

    def _imprint(self, _: Slot, node: Node) -> bool:
        if self.carried:
            return True
        if self.profile.copies:
            node.closing.append(_line(Kind.IMPRINT, f"抄送：{'，'.join(self.profile.copies)}。", Origin.PROFILE))
        printer = self.profile.printer or hole("印发机关")
        day = self.printed_on or hole("印发日期")
        node.closing.append(_line(Kind.IMPRINT, f"{printer}\t{day}印发", Origin.PROFILE))
        return True


def _line(kind: Kind, text: str, origin: Origin) -> Line:
    return Line("", kind, text, Origin.PLACEHOLDER if HOLE.search(text) else origin)
