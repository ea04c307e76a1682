"""Tables that people changed in a spreadsheet program: every honest change is taken over, every doubtful one told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from duty_workspace import SOURCE, DutyWorkspace
from openpyxl.worksheet.worksheet import Worksheet

from policykit.api.assigning import RowChange, RowState, duty_table, save_duties
from policykit.api.drafting import annex, write_output
from policykit.api.duty_import import ImportReport, import_duties
from policykit.cli import main
from policykit.errors import UsageError

FIRST = 3  # the first row below the header
KINDS = ("任务分工表", "职责清单")
Edit = Callable[[Worksheet], None]


@pytest.fixture
def place(tmp_path: Path) -> DutyWorkspace:
    return DutyWorkspace(tmp_path)


def written(place: DutyWorkspace, kind: str = "职责清单") -> Path:
    path = place.profile.parent / f"{kind}.xlsx"
    made = annex(place.workspace, kind, place.profile, place.sources)
    return write_output(place.workspace, made, path, overwrite=True)[0]


def edited(place: DutyWorkspace, edit: Edit, kind: str = "职责清单") -> Path:
    """The table saved again by another program after a person's edit."""
    path = written(place, kind)
    book = openpyxl.load_workbook(path)
    edit(book.worksheets[0])
    book.save(path)
    return path


def column(sheet: Worksheet, name: str) -> int:
    return next(c.column for c in sheet[FIRST - 1] if c.value == name)


def put(name: str, words: str, value: object) -> Edit:
    """Set the cell of column `name` in the row whose 具体措施 has `words`."""

    def edit(sheet: Worksheet) -> None:
        sheet.cell(at(sheet, words), column(sheet, name)).value = value  # type: ignore[assignment]

    return edit


def at(sheet: Worksheet, words: str) -> int:
    text = column(sheet, "具体措施")
    return next(n for n in range(FIRST, sheet.max_row + 1) if words in str(sheet.cell(n, text).value or ""))


def taken(place: DutyWorkspace, path: Path, **options: object) -> ImportReport:
    return import_duties(place.workspace, place.profile, path, "林可", save=True, **options)  # type: ignore[arg-type]


def units(place: DutyWorkspace) -> dict[str, str]:
    rows = duty_table(place.workspace, place.profile, place.sources).rows
    return {r.text[:12]: r.unit for r in rows if r.keep}


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_table_changes_nothing(place: DutyWorkspace, kind: str) -> None:
    report = taken(place, edited(place, lambda sheet: None, kind))
    assert (report.changed, report.refused, report.missing, report.unread) == ((), (), (), ())
    assert report.unchanged == report.read > 0 and not report.saved


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_unit_is_saved(place: DutyWorkspace, kind: str) -> None:
    name = "牵头单位" if kind == "任务分工表" else "牵头科室"
    report = taken(place, edited(place, put(name, "清单应当每年", " 综合执法支队 \n"), kind))
    assert [c.cells for c in report.changed] == [((("牵头科室", "法制科", "综合执法支队")),)]
    assert units(place)["清单应当每年更新一次。"] == "综合执法支队"
    again = taken(place, edited(place, lambda sheet: None, kind))
    assert (again.changed, again.refused) == ((), ())


def test_an_empty_helper_beside_a_lead_that_was_set_means_none(place: DutyWorkspace) -> None:
    place.revise(SOURCE.replace("（四）加强培训。", "（四）落实保障。市级各部门要落实经费预算，及时拨付经费。"))
    before = next(r for r in duty_table(place.workspace, place.profile, place.sources).rows if "全员培训" in r.text)
    assert not before.keep and before.helpers

    def edit(sheet: Worksheet) -> None:
        put("是否列入", "全员培训", "是")(sheet)
        put("牵头科室", "全员培训", before.unit)(sheet)

    report = taken(place, edited(place, edit, "职责清单"))
    assert not report.refused
    after = next(r for r in duty_table(place.workspace, place.profile, place.sources).rows if "全员培训" in r.text)
    assert (after.keep, after.unit, after.helpers) == (True, before.unit, ())


@pytest.mark.parametrize("kind", KINDS)
def test_sorted_moved_and_blank(place: DutyWorkspace, kind: str) -> None:
    name = "牵头单位" if kind == "任务分工表" else "牵头科室"

    def edit(sheet: Worksheet) -> None:
        put(name, "列入部门预算", "法制科")(sheet)
        last = at(sheet, "列入部门预算")
        rows = [[c.value for c in sheet[n]] for n in range(FIRST, last + 1)]
        heads = [c.value for c in sheet[FIRST - 1]]
        turned = [list(reversed(r)) for r in reversed(rows)]
        for c, value in enumerate(reversed(heads), 1):
            sheet.cell(FIRST - 1, c).value = value
        for n, row in enumerate(turned):
            for c, value in enumerate(row, 1):
                sheet.cell(FIRST + n, c).value = value
        sheet.insert_rows(FIRST + 2, 2)

    report = taken(place, edited(place, edit, kind))
    assert not report.refused and not report.missing and len(report.changed) == 1
    assert units(place)["市级各部门要将所需经费列"] == "法制科"


def test_merged_units_hold_for_every_row(place: DutyWorkspace) -> None:
    def edit(sheet: Worksheet) -> None:
        head = column(sheet, "牵头科室")
        sheet.cell(FIRST, head).value = "综合执法支队"
        sheet.merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=head, end_column=head)

    report = taken(place, edited(place, edit))
    assert len(report.changed) == 2 and set(list(units(place).values())[:2]) == {"综合执法支队"}


def test_numbers_dates_and_names(place: DutyWorkspace) -> None:
    def edit(sheet: Worksheet) -> None:
        for n in range(FIRST, sheet.max_row):
            sheet.cell(n, 1).value = str(sheet.cell(n, 1).value)
        cell = sheet.cell(FIRST, column(sheet, "完成时限"))
        cell.value = date(2026, 5, 31)
        cell.number_format = 'yyyy"年"m"月"d"日"'
        put("配合科室", "清单应当每年", "办公室， 综合执法支队")(sheet)
        put("责任人", "录入案件信息", "闻笛")(sheet)

    report = taken(place, edited(place, edit))
    assert not report.refused
    rows = duty_table(place.workspace, place.profile, place.sources).rows
    assert [r.own_deadline for r in rows if r.own_deadline] == ["2026年5月31日前"]
    assert [r.helpers for r in rows if "清单应当每年" in r.text] == [("办公室", "综合执法支队")]
    assert [r.people for r in rows if "录入案件信息" in r.text] == [("闻笛",)]


def test_dropped_with_and_without_a_reason(place: DutyWorkspace) -> None:
    report = taken(place, edited(place, put("是否列入", "列入部门预算", "否")))
    assert "写明理由" in report.refused[0].why and not report.changed

    def edit(sheet: Worksheet) -> None:
        put("是否列入", "列入部门预算", "×")(sheet)
        put("不列入的理由", "列入部门预算", "由市财政统筹")(sheet)
        put("是否列入", "完成全员培训", "是")(sheet)
        put("不列入的理由", "完成全员培训", None)(sheet)
        put("牵头科室", "完成全员培训", "法制科")(sheet)

    report = taken(place, edited(place, edit))
    assert not report.refused and len(report.changed) == 2
    rows = duty_table(place.workspace, place.profile, place.sources).rows
    assert [(r.keep, r.reason) for r in rows if "部门预算" in r.text] == [(False, "由市财政统筹")]
    assert [(r.keep, r.unit) for r in rows if "全员培训" in r.text] == [(True, "法制科")]


REFUSED: tuple[tuple[str, Edit, str, str], ...] = (
    (
        "文字改动",
        put("具体措施", "不少于2名", "市城市管理局要自立案之日起3个工作日内录入案件信息，配备不少于1名专职人员。"),
        "不少于1名",
        "文字被改动",
    ),
    ("两个牵头", put("牵头科室", "清单应当每年", "法制科、办公室"), "清单应当", "只能有一个牵头"),
    ("没有的科室", put("牵头科室", "清单应当每年", "宣传教育处"), "清单应当", "没有这个科室"),
    ("错字", put("牵头科室", "清单应当每年", "法制可"), "清单应当", "是不是“法制科”"),
    ("空着", put("牵头科室", "清单应当每年", None), "清单应当", "没有写牵头科室"),
    ("同上", put("牵头科室", "清单应当每年", "同上"), "清单应当", "请写全"),
    ("推迟", put("完成时限", "公示率达到", "2026年12月底前"), "公示率达到", "晚于来文"),
    ("看不懂", put("是否列入", "清单应当每年", "待定"), "清单应当", "应写“是”或“否”"),
)


@pytest.mark.parametrize(("edit", "words", "why"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_refused_rows_are_named(place: DutyWorkspace, edit: Edit, words: str, why: str) -> None:
    before = units(place)
    report = taken(place, edited(place, edit))
    (refused,) = report.refused
    assert words in refused.text and why in refused.why and "第" in refused.place
    assert units(place) == before and not report.clean and not report.missing


def test_an_altered_row_stops_no_other(place: DutyWorkspace) -> None:
    def edit(sheet: Worksheet) -> None:
        REFUSED[0][1](sheet)
        put("牵头科室", "列入部门预算", "法制科")(sheet)

    report = taken(place, edited(place, edit))
    assert len(report.refused) == 1 and len(report.changed) == 1 and report.saved


def test_inserted_rows(place: DutyWorkspace) -> None:
    def insert(basis: str | None) -> Edit:
        def edit(sheet: Worksheet) -> None:
            sheet.insert_rows(FIRST + 2)
            for name, value in (
                ("具体措施", "建立案件周调度制度。"),
                ("牵头科室", "综合执法支队"),
                ("依据条款", basis),
            ):
                sheet.cell(FIRST + 2, column(sheet, name)).value = value

        return edit

    assert "写明依据" in taken(place, edited(place, insert(None))).refused[0].why
    report = taken(place, edited(place, insert("局务会〔2026〕3号")))
    assert report.changed[0].cells[0] == ("增加", "", "是")
    rows = duty_table(place.workspace, place.profile, place.sources).rows
    assert [(r.text, r.basis) for r in rows if r.state is RowState.ADDED] == [
        ("建立案件周调度制度。", "局务会〔2026〕3号")
    ]
    for kind in KINDS:
        again = taken(place, edited(place, lambda sheet: None, kind))
        assert (again.changed, again.refused, again.missing) == ((), (), ())


def test_a_deleted_row_drops_nothing(place: DutyWorkspace) -> None:
    report = taken(place, edited(place, lambda sheet: sheet.delete_rows(at(sheet, "列入部门预算"))))
    assert len(report.missing) == 1 and "部门预算" in report.missing[0]
    assert "市级各部门要将所需经费列" in units(place)


def test_one_duty_in_two_rows(place: DutyWorkspace) -> None:
    def twice(unit: str) -> Edit:
        def edit(sheet: Worksheet) -> None:
            values = [c.value for c in sheet[FIRST]]
            sheet.insert_rows(FIRST + 1)
            for n, value in enumerate(values, 1):
                sheet.cell(FIRST + 1, n).value = value
            sheet.cell(FIRST + 1, column(sheet, "牵头科室")).value = unit

        return edit

    same = taken(place, edited(place, twice("法制科")))
    assert not same.refused and "只算一次" in same.unread[0][1]
    other = taken(place, edited(place, twice("办公室")))
    assert "只能有一个牵头" in other.refused[0].why and not other.changed


def test_somebody_else_decided_meanwhile(place: DutyWorkspace) -> None:
    path = edited(place, put("牵头科室", "清单应当每年", "办公室"))
    row = next(r for r in duty_table(place.workspace, place.profile, place.sources).rows if "清单应当" in r.text)
    save_duties(place.workspace, place.profile, place.sources, [RowChange(row.key, 0, unit="综合执法支队")], "陆山")
    report = taken(place, path)
    assert "陆山" in report.refused[0].why and units(place)["清单应当每年更新一次。"] == "综合执法支队"


def test_a_cell_nobody_touched_never_overwrites(place: DutyWorkspace) -> None:
    path = edited(place, put("牵头科室", "列入部门预算", "法制科"))
    row = next(r for r in duty_table(place.workspace, place.profile, place.sources).rows if "清单应当" in r.text)
    save_duties(place.workspace, place.profile, place.sources, [RowChange(row.key, 0, unit="综合执法支队")], "陆山")
    report = taken(place, path)
    assert not report.refused and len(report.changed) == 1
    assert units(place)["清单应当每年更新一次。"] == "综合执法支队"


def test_a_new_version_of_the_source_meanwhile(place: DutyWorkspace) -> None:
    path = edited(place, put("牵头科室", "清单应当每年", "办公室"))
    place.revise(SOURCE.replace("清单应当每年更新一次", "清单应当每半年更新一次"))
    report = taken(place, path)
    assert [r.text for r in report.refused] == ["清单应当每年更新一次。"] and not report.changed


def test_without_its_record_the_sources_must_be_named(place: DutyWorkspace) -> None:
    path = edited(place, put("牵头科室", "清单应当每年", "办公室"))
    book = openpyxl.load_workbook(path)
    del book["_policykit"]
    book.save(path)
    with pytest.raises(UsageError, match="没有留下来文的记录"):
        taken(place, path)
    assert len(taken(place, path, sources=place.sources).changed) == 1


def test_shown_before_it_is_saved(place: DutyWorkspace, capsys: pytest.CaptureFixture[str]) -> None:
    path = edited(place, put("牵头科室", "清单应当每年", "办公室"))
    words = ["duties", "import", str(path), "--for", str(place.profile), "--workspace", str(place.workspace.root)]
    assert main(words) == 0
    assert "法制科 → 办公室" in (said := capsys.readouterr().out) and "还没有保存" in said
    assert units(place)["清单应当每年更新一次。"] == "法制科"
    assert main([*words, "--yes", "--by", "林可"]) == 0
    assert "已保存" in capsys.readouterr().out and units(place)["清单应当每年更新一次。"] == "办公室"
    history = ["duties", "history", "--for", str(place.profile), "--workspace", str(place.workspace.root)]
    assert main(history) == 0 and "林可" in capsys.readouterr().out
    out = place.profile.parent / "清单.xlsx"
    listing = ["duties", "--for", str(place.profile), "-o", str(out), "--workspace", str(place.workspace.root)]
    assert main(listing) == 0 and out.is_file()


def test_no_table_at_all(place: DutyWorkspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    book.save(tmp_path / "通讯录.xlsx")
    with pytest.raises(UsageError, match="没有找到职责表"):
        taken(place, tmp_path / "通讯录.xlsx")
