"""A limit that is over before the plan is written is said."""

from __future__ import annotations

from datetime import date

from reading_texts import document, profile

from policykit.draft.annexes.rows import tasks_of
from policykit.draft.past import past_limits

SOURCE = (
    "临江市执法规范化方案\n\n一、主要任务\n\n（一）编制清单。各部门要在2026年4月15日前编制清单。"
    "各部门要在2026年9月底前公布清单。各部门要在每年3月底前更新清单。\n\n临江市人民政府\n2026年3月1日\n"
)


def test_only_what_is_over_and_does_not_recur() -> None:
    tasks = tasks_of(profile(), [document(SOURCE)])
    assert [(p.limit, p.last) for p in past_limits(tasks, date(2026, 5, 20))] == [("2026年4月15日前", "2026-04-15")]
    assert past_limits(tasks, date(2026, 4, 14)) == ()
    assert len(past_limits(tasks, date(2026, 12, 1))) == 2
