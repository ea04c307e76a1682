"""Finds who is bound where in a sentence: subjects, 由X…, 会同X, 督促X…, 组织X…, 以X为主, X担任组长."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from policykit.annotate.agencies import Actor, Kind, actor_at, lexicon
from policykit.annotate.duties.binding import CONDITION_ENDS, Binding, Form, Found
from policykit.annotate.duties.sentences import LEADING, stretches, subject_start
from policykit.annotate.duties.settling import settle
from policykit.annotate.duties.statements import has_duty_word, permits
from policykit.model.annotation import Role

_BY = re.compile(
    r"(?:交|转|统一|仍|分别|均|原则上)?由(?!于|此)|(?:划转|移交|交|下放)(?:至|给)|以(?=[^，。；]{2,30}(?:为主(?!体?的)|共同))"
)
_TRIES = 4  # a stretch names few bodies; more mentions of the word are text without marks
_SELF_RULED = re.compile(r"，(?:根据|结合|按照?|依据|立足)(?:自身|各自|本)")  # 其余企业，根据自身情况，合理确定…
_OFFICE = re.compile(r"履行[^，。；的]{2,40}职责(?=[，。；])")
_BARRED = re.compile(r"(?:严格禁止|严禁|禁止|不准|不许|不允许)")
# One set of first characters, what must follow each being looked for behind it: that is searched fastest.
_HINT = re.compile(
    r"[由交移划放转为共主督敦责会协联商组总](?:(?<=由)|(?<=[交移划放转])[至给]|(?<=为)主|(?<=共)同|(?<=主)体|(?<=督)[促导]|(?<=敦)促"
    r"|(?<=责)(?:成|任人)|(?<=[会协])同|(?<=联)合|(?<=[商会])(?=[有相同财省市县区国各])|(?<=组)织|(?<=总)责)"
)
_BY_END = re.compile(r"(?:为主|共同|统一行使|行使|办理|承担)")
_URGE = re.compile(
    r"(?:督促(?:[和、]?(?:指导|检查)|落实)?|督导(?!组|推进组|检查|单位|机构|小组|队|评估|机制)|敦促|责成|指导督促)(?!其|检查$)"
)
_WITH = re.compile(
    r"(?:会同|协同(?!推进|监管|机制|高效|治理|发展|联动|配合)|联合(?=各|市|省|区|县|有关|相关|属地|同级|当地|公安|税务|财政)|[商会](?=有关|相关|同级|财政|省|市|县|区|国|各))"
)
_ORGANISE = re.compile(r"组织(?:协调|指导)?(?!法|领导|开展|实施|机构|对|召开|编制|制定|协调|部)")
_THING = re.compile(
    r"(?:情况|结果|成效|事项|经费|工作|费用|资金|责任|制度)(?:应当|应|要|统一|均|一律|将|逐步|依法|必须)?(?:纳入|列入|作为|列支|计入)"
    r"|所需的?(?:经费|费用|资金)$"
)
_FIRST = re.compile(
    r"(?:是|为|作为)(?:[^，。；]{0,40}的)?(?:第一|直接|主要)责任人|负总责|履行[^，。；]{0,24}第一责任人(?:职责|责任)?"
)
_POST = re.compile(
    r"(?:各[^，。；的]{0,8})?(?:党政|单位|部门|机关)?(?:一把手|主要(?:负责人|负责同志|领导)|负责人|分管领导|分管负责人|法定代表人)$"
)
_AS_HEAD = re.compile(
    r"(?:担任|出任|任|兼任)[^，。；、]{0,18}(?:组长|主任|队长|总指挥|指挥长|召集人|负责人|站长|所长|主席|会长|院长)"
)
_SEAT = re.compile(r"(?:组长|主任|队长|总指挥|指挥长|召集人|负责人)(?:原则上|一般)?$")
_RELATIVE = re.compile(r"[^，。；]{0,18}的")
_CHANGED = re.compile(r"(?:放宽|调整|扩展|扩大|提高|降低|缩短|延长|下调|上调|变更|改)(?:至|到|为)")
_FORBIDDEN = re.compile(r"不得|严禁|禁止")
_FIRM = re.compile(r"(?<!各)企业$|商户$|商场$")
_FOUND = re.compile(r"(?:同时|并)?(?:组建|成立|设立|建立)")
_LISTED = re.compile(r"(?:包括|范围|如下|分别为|分别是|主要有|主要为)：")
_COMPRISES = re.compile(r"(?:应当?|要|主要|一般)*(?:包括|包含|由[^，。；]{2,40}(?:组成|构成))")
_MODAL_NEXT = re.compile(r"[要应须]|必须|负责|统筹|保障|安排|落实|做好|承担")
_STAFF = re.compile(
    r"([^，。；的、]{1,24}?(?:机关|部门|单位|机构|委员会|政府))的?[^，。；的、机部单]{0,10}(?:人员|队伍|力量)(?:数量|总数|配备)?"
    r"(?:原则上|一般|总体上)?(?:应当?|要|须)?(?:不少于|不低于|不得少于|不得低于|达到|不超过)"
)
_STAFF_SIGN = re.compile(r"不(?:得?[少低]于|超过)|达到")  # stands in every match of the above
# 发热人员应安排单独居住: something is done to the persons, by whom is not said.
_DONE_TO = re.compile(r"应当?(?:立即|及时|统一|优先|妥善|一律|按规定)*(?:安排(?!专|人)|转运|送往|送至|隔离(?!观察))")
_ANYBODY = re.compile(r"(?:任何|所有|一切|无关|闲杂|外来|其他)")
_OVER = re.compile(r"对[^，。；、]{2,16}、")
_VETTED = re.compile(r"(?:出具|同意|批准|审核|审查|审批|核准|确认|认定|核实|查实|评审|鉴定|备案)")
_OPTION = ("自愿", "自主选择")  # 由家长和学生自愿选择: nobody is bound
_COMPOSED = re.compile(r"(?:等)?(?:共同)?(?:组成|构成)")
_SEATED = re.compile(r"(?:下设|内设|设在|设于|挂靠|设立?在)")
_MEMBERS = re.compile(r"为(?:副?组长|[^，。；]{0,16}成员|副?主任)|(?:等)?(?:为|任)(?:组员|委员)")
_SUPPORT = re.compile(r"(?:为|作)(?:补充)?(?:协同|配合|补充)")
_SUPERVISOR = re.compile(r"以(?=[^，。；]{2,40}为(?:监督|责任|实施|牵头|工作)?主体(?!的))")


def find(text: str, start: int, end: int) -> Found:
    """Every binding of the sentence `text[start:end]`."""
    spans = stretches(text, start, end)
    out: list[Binding] = []
    told = False
    listed = _LISTED.search(text, start, end) if text.find("：", start, end) >= 0 else None
    hinted = _HINT.search(text, start, end) is not None
    staffed = _STAFF_SIGN.search(text, start, end) is not None
    for index, (a, b) in enumerate(spans):
        if listed and a >= listed.end() and not has_duty_word(text[a:b]):
            continue  # what 包括：… counts up is no subject
        at = subject_start(text, a, b) if text[a] in LEADING else a
        first = text[at : at + 1]
        subject = _barred(text, at, b, end) if first in "严禁不" else None
        if first not in "严禁不由":
            subject = actor_at(text, at, min(end, b + 1))
        if subject and subject.start > at and _part_of_order(text, subject, spans, index):
            subject = None
        if subject:
            subject = _each_over(text, subject, b, end)
        elif staffed:
            subject = _staff_of(text, at, b)
        if text.startswith("确需", a) or (out and _aside(text, a, out[-1], spans[index - 1][1])):
            subject = None  # 确需企业提供材料的，: how things stand
        if subject and first == "经" and index + 1 < len(spans) and _VETTED.match(text, subject.end):
            subject = None  # 经认可的机构出具证明，: a condition
        if subject and _idle(text, subject, b, end):
            told = told or index == 0
            subject = None
        if subject:
            subject = _staffed(text, _founded(subject))
            conditional = text[a:b].endswith(CONDITION_ENDS) and index + 1 < len(spans)
            role = _subject_role(text, subject, b)
            # X为补充协同 lies inside another's duty, which goes on behind it.
            form = Form.HEAD if role is Role.ASSIST else Form.SUBJECT
            out.append(Binding(index, a, subject, form, role, conditional))
        if hinted:
            out.extend(_inside(text, a, b, end, index, subject))
    if any(b.form is Form.HEAD and b.role is Role.HEAD and _FOUND.match(text, spans[b.index][0]) for b in out):
        # 成立由X任组长，Y任副组长…的领导小组: the posts lie inside the founding.
        out = [replace(b, form=Form.HEAD) if b.role is Role.HEAD else b for b in out]
    settled, allowed = settle(out, text, spans, end)
    return Found(tuple(spans), tuple(settled), told and not settled, tuple(allowed))


def _idle(text: str, subject: Actor, b: int, end: int) -> bool:
    """A subject that is bound to nothing: a thing about it, a member, a seat, a class of persons without duty word."""
    after = text[subject.end : end]
    if _THING.search(text, subject.end, b) and not _MODAL_NEXT.match(after):
        return True
    if _MEMBERS.match(after):
        return True
    if _COMPRISES.match(after):
        return True
    if _SEATED.match(after) and "下设" not in subject.names[0]:
        return not re.match(r"，(?:并|同时)?(?:负责|承担|要|应)", text[b : b + 6])
    if subject.kind is Kind.PERSON and _DONE_TO.match(after):
        return True
    if subject.kind is Kind.PERSON or _FIRM.search(subject.names[-1]):
        barred = _BARRED.search(text[max(subject.start - 4, 0) : subject.start])
        own = barred or _SELF_RULED.match(after) or _OFFICE.search(after)
        return not own and not has_duty_word(after) and not _STAFF.search(text[subject.start : subject.end + 12])
    return False


def _founded(subject: Actor) -> Actor:
    """指挥部下设办公室，负责日常工作: the office acts, not what it is part of."""
    name = subject.names[0]
    at = max(name.rfind("下设"), name.rfind("内设"))
    if len(subject.names) > 1 or at <= 0 or len(name) - at < 5 or name.startswith("其") or name[at + 2] == "的":
        return subject
    return replace(subject, names=(name[at + 2 :],))


def _staffed(text: str, subject: Actor) -> Actor:
    """X机关…人员不少于…: the body that must have the staff, not the staff, is bound."""
    if subject.kind is Kind.PERSON and (found := _STAFF.match(text, subject.start)) and found.end() > subject.end:
        name = found.group(1)
        return Actor(subject.start, subject.start + len(name), (name,), Kind.BODY)
    return subject


def _part_of_order(text: str, barred: Actor, spans: list[tuple[int, int]], index: int) -> bool:
    """封闭现场，禁止所有人员进出: part of the order to whoever must close it; 处置时，禁止任何人员前往 stands alone."""
    return (
        index > 0 and bool(_ANYBODY.match(barred.names[0])) and not text[: spans[index - 1][1]].endswith(CONDITION_ENDS)
    )


def _aside(text: str, a: int, last: Binding, end: int) -> bool:
    """有条件的地区，特别是沿江各镇要…: the one before is bound, this is part of it."""
    return last.actor.end == end and text.startswith(("特别是", "尤其是"), a)


def _staff_of(text: str, at: int, b: int) -> Actor | None:
    """各级执法机关的审核人员不少于…, where no actor begins: again the body must have the staff."""
    found = _STAFF.match(text, at, b)
    return Actor(at, at + len(found.group(1)), (found.group(1),), Kind.BODY) if found else None


def _each_over(text: str, subject: Actor, b: int, end: int) -> Actor:
    """各级政府对所属部门、上级政府对下级政府要加强指导: two subjects with one predicate."""
    over = _OVER.match(text, subject.end, b)
    other = actor_at(text, over.end(), min(end, b + 1)) if over else None
    if over is None or other is None or not text.startswith("对", other.end):
        return subject
    return replace(subject, end=other.end, names=subject.names + other.names)


def _subject(text: str, at: int, b: int, end: int) -> Actor | None:
    return None if text.startswith("由", at) else actor_at(text, at, min(end, b + 1))


def _barred(text: str, at: int, b: int, end: int) -> Actor | None:
    """严禁X做Y binds X; like all who are only forbidden something, X does not act on in the next sentence.

    A name may as well begin with those characters (不动产登记机构), so without such a word it is looked for at once.
    """
    word = _BARRED.match(text, at)
    if word is None:
        return _subject(text, at, b, end)
    if lexicon.opener().match(text, word.end()):
        return None  # 严禁违反…: what is forbidden, not to whom
    found = actor_at(text, word.end(), min(end, b + 1))
    return replace(found, kind=Kind.PERSON) if found else None


def _subject_role(text: str, actor: Actor, b: int) -> Role | None:
    after = text[actor.end : b]
    if _AS_HEAD.match(after) or _FIRST.match(after):
        return Role.HEAD
    if _SUPPORT.match(after):
        return Role.ASSIST
    return None


def _inside(text: str, a: int, b: int, end: int, index: int, subject: Actor | None) -> list[Binding]:
    """Bindings named behind a word such as 由 or 督促 within the stretch."""
    out: list[Binding] = []
    begin = subject.end if subject else a
    if not _HINT.search(text, begin, b):
        return out
    for word in islice(_BY.finditer(text, begin, b), _TRIES):
        if actor := _done_by(text, word.end(), b, end):
            if word.start() > a and (_RELATIVE.match(text, actor.end, b) or _FORBIDDEN.search(text, a, word.start())):
                continue
            if text.startswith(_OPTION, actor.end):
                continue
            of = _RELATIVE.match(text, actor.end, b) if word.start() == a else None
            if of and actor_at(text, of.end(), min(end, b + 1)):
                continue  # 由财政拨付经费的单位…: that unit is spoken of
            if _COMPOSED.match(text, actor.end, b):
                continue  # 会议由X、Y组成: members are bound to nothing
            if _CHANGED.search(text, word.end(), b):
                continue  # 由三年放宽至一年: from one state to another
            if word.start() > a and permits(text[a : word.start()]):
                continue
            role = Role.HEAD if _AS_HEAD.match(text, actor.end, b) or _headed(text, a, word.start(), actor) else None
            founding = _FOUND.match(text, a, word.start())
            form = Form.HEAD if role is Role.HEAD and founding else Form.SUBJECT
            out.append(Binding(index, actor.start if form is Form.HEAD else a, actor, form, role, by=True))
            break
    for word in islice(_SUPERVISOR.finditer(text, begin, b), _TRIES):
        if actor := actor_at(text, word.end(), b):
            role = Role.SUPERVISE if "监督主体" in text[actor.end : b] else None
            out.append(Binding(index, a, actor, Form.SUBJECT, role))
    for word in islice(_URGE.finditer(text, begin, b), _TRIES):
        if actor := actor_at(text, word.end(), min(end, b + 1), loose=True):
            out.append(Binding(index, word.start(), actor, Form.URGED))
            break
    for word in islice(_WITH.finditer(text, begin, b), _TRIES):
        before = (subject, *(one.actor for one in out))
        if word.group() in ("商", "会") and not any(a and a.end == word.start() for a in before):
            continue
        if actor := actor_at(text, word.end(), min(end, b + 1), loose=True):
            out.append(Binding(index, word.start(), actor, Form.HELPER, Role.ASSIST))
            break
    for word in islice(_ORGANISE.finditer(text, begin, b), _TRIES):
        actor = actor_at(text, word.end(), min(end, b + 1), loose=False) or _listed(text, word.end(), b)
        if actor and actor.kind is Kind.BODY:
            out.append(Binding(index, word.start(), actor, Form.ORGANISED))
            break
    for word in islice(_FIRST.finditer(text, begin, b), _TRIES):
        if post := _POST.search(text[begin : word.start()]):
            actor = Actor(begin + post.start(), begin + post.end(), (post.group(),), Kind.POST)
            # 行政执法机关主要负责人是…第一责任人: with the name of the body, where all before the word is that.
            whole = actor_at(text[begin : word.start()] + "应当", 0)
            if whole and whole.kind is Kind.POST and whole.end == word.start() - begin:
                actor = replace(whole, start=begin, end=word.start())
            out.append(Binding(index, actor.start, actor, Form.HEAD, Role.HEAD))
    return out


def _headed(text: str, a: int, by: int, actor: Actor) -> bool:
    """组长由X担任: X heads the group."""
    return bool(_SEAT.search(text, a, by)) and text.startswith(("担任", "出任", "兼任"), actor.end)


def _done_by(text: str, at: int, b: int, end: int) -> Actor | None:
    if found := actor_at(text, at, min(end, b + 1)) or _by_end(text, at, b):
        return found
    # 由X调度: a verb of two characters that closes the stretch, whatever it is.
    close = b - 1 if text[b - 1 : b] in "。；" else b
    last = actor_at(text, at, close - 2, loose=True) if close - at >= 4 else None
    return last if last and last.end == close - 2 else None


def _by_end(text: str, at: int, b: int) -> Actor | None:
    """由X行使 and 以X为主, where the predicate is no common verb."""
    if found := _BY_END.search(text, at, b):
        return actor_at(text, at, found.start(), loose=True)
    return None


def _listed(text: str, at: int, b: int) -> Actor | None:
    """组织A、B和C，对…: a row of bodies that runs to the comma."""
    actor = actor_at(text, at, b, loose=True)
    return actor if actor and actor.end == b else None
