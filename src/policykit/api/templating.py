"""Templates of a workspace: which there are, a copy to change, and whether a changed one still works."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from policykit.errors import TemplateError
from policykit.model.output import Draft

FOLDER = "templates"
SAMPLE_TEXT = (
    "云川省某项工作实施意见\n\n一、总体要求\n\n坚持依法行政，明确工作目标。\n\n"
    "二、主要任务\n\n（一）落实责任。各部门要在2026年6月底前完成责任分解。\n\n"
    "三、实施步骤\n\n（一）部署阶段（2026年3月）。各部门要制定计划。\n\n"
    "四、保障措施\n\n（一）加强领导。各部门要加强组织领导。\n"
)


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template. `own` is true for one that lies in the workspace's templates/ folder. `gates` are the sections
    that are left out where there is nothing to say, with the reason; `carries` is the plan that travels under it."""

    name: str
    description: str
    annexes: tuple[str, ...]
    own: bool
    gates: tuple[tuple[str, str], ...] = ()
    carries: str = ""


def templates(root: Path) -> tuple[TemplateLine, ...]:
    """All templates, the workspace's own first. Raises TemplateError for an own one that cannot be read."""
    from policykit.draft import load_template, template_names

    folder = root / FOLDER
    out = []
    for name in template_names(folder):
        made = load_template(name, folder)
        own = (folder / f"{name}.md").is_file()
        out.append(TemplateLine(name, made.description, made.annexes, own, made.gates, made.carries))
    return tuple(out)


def copy_template(root: Path, name: str, new_name: str) -> Path:
    """Copy a template into the workspace's templates/ folder under a new name, to be changed there.

    Raises TemplateError where there is no such template or the new name is taken or no file name.
    """
    from policykit.draft import load_template
    from policykit.draft.template import BUILTIN

    folder = root / FOLDER
    load_template(name, folder)  # says which there are, if this is none
    if not new_name or set(new_name) & set('/\\:*?"<>|') or new_name.startswith("."):
        raise TemplateError(f"“{new_name}”不能用作模板名称", hint='名称里不要有 / \\ : * ? " < > | 这些符号。')
    own = folder / f"{name}.md"
    text = own.read_text("utf-8") if own.is_file() else _built_in(BUILTIN, name)
    target = folder / f"{new_name}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise TemplateError(f"模板已经有了，没有覆盖：{target}", hint="换一个名称。") from error
    except OSError as error:
        raise TemplateError(
            f"写不了模板：{target}（{error.strerror or error}）", hint="检查文件夹的写入权限。"
        ) from error
    return target


def _built_in(folder: str, name: str) -> str:
    return files("policykit.draft").joinpath(folder, f"{name}.md").read_text("utf-8")


def check_template(root: Path, name: str) -> Draft:
    """Compose a small plan with the template. Raises TemplateError, naming the line, where it does not work."""
    from policykit.draft import Options, compose, load_template
    from policykit.extract import extract_bytes
    from policykit.pipeline import process
    from policykit.profile import Profile

    template = load_template(name, root / FOLDER)
    department = Profile("临江市试用局", classes=("各部门",), signature="临江市试用局")
    sample = process(extract_bytes(SAMPLE_TEXT.encode(), "试用来文.txt"))
    return compose(template, department, [sample], None, Options(templates=root / FOLDER))
