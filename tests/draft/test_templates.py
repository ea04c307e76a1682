"""Templates: errors that name the place, visible holes, and values that are only ever text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from reading_texts import document

from policykit.draft import compose, load_template, template_names
from policykit.draft.template import parse
from policykit.errors import TemplateError
from policykit.model.output import Kind
from policykit.profile import Profile

CASES = yaml.safe_load((Path(__file__).resolve().parents[1] / "cases" / "draft" / "templates.yaml").read_text("utf-8"))
SOURCE = "临江市执法培训方案\n\n一、主要任务\n\n（一）组织培训。各部门要组织执法培训。\n"


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_template(case: dict[str, Any]) -> None:
    department = Profile(case.get("name", "临江市城市管理局"), signature="署名")
    template = parse(case["body"], "试验模板")
    if "error" in case:
        with pytest.raises(TemplateError) as raised:
            compose(template, department, [document(SOURCE)])
        assert [w for w in case["error"] if w not in str(raised.value)] == []
        return
    texts = [line.text for line in compose(template, department, [document(SOURCE)]).lines]
    assert [w for w in case["lines"] if w not in texts] == [], texts


@pytest.mark.parametrize("name", template_names())
def test_every_built_in_template_can_be_composed(name: str) -> None:
    made = compose(name, Profile("临江市城市管理局", signature="临江市城市管理局"), [document(SOURCE)])
    assert Kind.TITLE in [line.kind for line in made.lines[:3]]
    assert load_template(name).description


def test_front_matter_is_checked() -> None:
    with pytest.raises(TemplateError, match="不认识的条目"):
        parse("---\n作者: 甲\n---\n# 方案\n", "试验")
    with pytest.raises(TemplateError, match="没有写完"):
        parse("---\n名称: 甲\n# 方案\n", "试验")
    with pytest.raises(TemplateError, match="没有“没有”这个模板"):
        load_template("没有")
