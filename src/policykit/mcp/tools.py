"""What each tool answers, as plain JSON values. Knows nothing of the protocol.

An assistant is not trusted with the disk: it reads files of the workspace's own folder only and writes into its
成稿 folder only, never over a file that is there.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from policykit.api.workspace import Workspace
from policykit.errors import UsageError

FINISHED = "成稿"  # the folder of the workspace that drafts are written to
MOST_HITS = 50
LONGEST_TEXT = 2_000_000  # characters of a text to check
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')

Json = dict[str, Any]


class Tools:
    """The use cases over one workspace. Every method raises PolicykitError with what to do next."""

    def __init__(self, root: Path) -> None:
        self._workspace = Workspace(root)

    def documents(self, words: str = "") -> Json:
        """Documents whose title, 文号 or path contains all the words; all where there are none."""
        wanted = words.split()
        with self._workspace.catalog() as catalog:
            rows = [
                {
                    "id": s.id,
                    "title": s.metadata.title,
                    "doc_number": s.metadata.doc_number,
                    "issuers": list(s.metadata.issuers),
                    "issued_date": s.metadata.issued_date,
                    "genre": s.metadata.genre,
                    "path": s.path,
                }
                for s in catalog.summaries()
            ]
        found = [r for r in rows if all(w in f"{r['title']} {r['doc_number']} {r['path']}" for w in wanted)]
        return {"total": len(found), "documents": found[:200]}

    def search(self, query: str, limit: int = 10, plain: bool = False) -> Json:
        """Hits of a query of the query language, or, where `plain`, the clauses that answer a plain question.

        Where the hits are few, `partial` are further clauses with only some of the words.
        """
        from policykit.search.result import hit_json, results_json

        limit = max(1, min(limit, MOST_HITS))
        with self._workspace.searching() as session:
            if plain:
                return {"question": query, "hits": [hit_json(h) for h in session.ask(query, limit=limit)]}
            return results_json(session.search(query, limit=limit, partial=True))

    def read_clause(self, reference: str) -> Json:
        """One clause as printed, with the form in which it may be cited and what is known of its validity."""
        from policykit.api.quoting import official_citation
        from policykit.api.showing import quotable_text, show_json

        with self._workspace.catalog() as catalog:
            at = self._workspace.reference(reference, catalog)
            document = self._workspace.load(at.doc_id, catalog)
            found = show_json(document, at.address)
            return {
                "ref": f"{document.id}~{at.address}",
                "cite_as": official_citation(document.metadata, at.address, document.source.path),
                "text": quotable_text(document, at.address),
                "citations": found["citations"],
                "deadlines": found["deadlines"],
                "duties": found["duties"],
                "validity": self._validity(catalog, document.id),
            }

    def check_citations(self, text: str, on: str = "") -> Json:
        """Every citation of a text checked against the workspace."""
        from policykit.api.citing import check_text

        if len(text) > LONGEST_TEXT:
            raise UsageError(f"文字太长：{len(text)} 字", hint=f"请分成几段，每段不超过 {LONGEST_TEXT} 字。")
        report = check_text(self._workspace, text, _day(on))
        return {**report.to_json(), "clean": report.clean}

    def check_file(self, file: str, on: str = "") -> Json:
        """The same for a file inside the workspace folder."""
        from policykit.api.citing import check_file

        report = check_file(self._workspace, self._inside(file), _day(on))
        return {**report.to_json(), "clean": report.clean}

    def cited_by(self, document: str) -> Json:
        """The clauses of the workspace that cite a document or one of its articles."""
        from policykit.api.citing import citing

        places = citing(self._workspace, document)
        return {"total": len(places), "places": [asdict(p) for p in places[:200]]}

    def status(self, documents: list[str], on: str = "") -> Json:
        """Whether documents are law on a day, with the grounds."""
        from policykit.api.status import statuses

        if not documents:
            raise UsageError("没有写明是哪份文件", hint="documents 里写标题、文号或编号。")
        return {"documents": [s.to_json() for s in statuses(self._workspace, documents, _day(on))]}

    def duties(self, sources: list[str], profile: str = "") -> Json:
        """The duties of documents, and with a profile which bind the department and why."""
        from policykit.api.drafting import duties

        lines = duties(self._workspace, sources, self._inside(profile) if profile else None)
        return {"total": len(lines), "duties": [line.to_json() for line in lines]}

    def draft(self, template: str, profile: str, sources: list[str], name: str, day: str = "") -> Json:
        """A plan written to 成稿/<name>; answers with what was dropped and what is still to be filled in."""
        from policykit.api.drafting import draft, write_output
        from policykit.model.codec import encode

        path = self._finished(name, (".docx", ".md"))
        made = draft(self._workspace, template, self._inside(profile), sources, _day(day))
        written = write_output(self._workspace, made, path)
        return {
            "files": [self._shown(p) for p in written],
            "lines": len(made.lines),
            "dropped": encode(made.dropped),
            "placeholders": list(made.placeholders),
        }

    def annex(self, kind: str, profile: str, sources: list[str], name: str) -> Json:
        """An annex table written to 成稿/<name>."""
        from policykit.api.drafting import annex, write_output

        path = self._finished(name, (".docx", ".xlsx", ".csv", ".md"))
        made = annex(self._workspace, kind, self._inside(profile) if profile else None, sources)
        written = write_output(self._workspace, made, path)
        return {"files": [self._shown(p) for p in written], "rows": len(made.rows), "notes": list(made.notes)}

    def verify(self, file: str) -> Json:
        """Every paragraph and row of a finished file against its record and the workspace."""
        from policykit.api.verifying import verify

        return verify(self._workspace, self._inside(file)).to_json()

    def _validity(self, catalog: Any, doc_id: str) -> Json:
        from policykit.api.register import register
        from policykit.cite.status import status

        known = status(register(catalog).index, doc_id)
        return {"force": known.force.value, "since": known.since, "by": known.by, "successor": known.successor}

    def _inside(self, name: str) -> Path:
        """A file under the workspace folder. Raises UsageError for any other place."""
        root = self._workspace.root.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise UsageError(f"只能读工作区文件夹里的文件：{name}", hint="把文件放进工作区文件夹再试。")
        return path

    def _finished(self, name: str, suffixes: tuple[str, ...]) -> Path:
        """A new file in 成稿 by the bare name given. Raises UsageError for a path or another suffix."""
        if not name.strip() or _NOT_IN_A_NAME.search(name) or name.startswith("."):
            raise UsageError(f"文件名不能用：{name}", hint="只写文件名，不带文件夹，如 方案.docx。")
        if Path(name).suffix.lower() not in suffixes:
            raise UsageError(f"不能写成这种格式：{name}", hint=f"后缀请用 {'、'.join(suffixes)}。")
        folder = self._workspace.root / FINISHED
        folder.mkdir(exist_ok=True)
        return folder / name

    def _shown(self, path: Path) -> str:
        return path.resolve().relative_to(self._workspace.root.resolve()).as_posix()


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"日期写法不对：{text}", hint="写成 2026-01-31。") from error
