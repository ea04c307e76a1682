"""Reading what a browser or a program sent: query values, JSON, forms and files, by the schema they must have."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from policykit.errors import UsageError
from policykit.web.guard.sizes import MOST_FILE, MOST_FILES
from policykit.web.problems import TooLarge
from policykit.web.routes import Param, Upload
from policykit.web.schema import read

FIELDS = 5000  # of one form: a table of duties has several a row
RESERVED = ("csrf", "next", "_method")
COPIED = 1 << 20  # bytes at once


@dataclass(slots=True)
class Sent:
    """The body of a request. `form` is true where a form sent it, so that its values are strings."""

    values: Any = field(default_factory=dict)
    csrf: str = ""
    next: str = ""
    method: str = ""
    form: bool = False
    files: list[Upload] = field(default_factory=list)
    folder: Path | None = None

    async def close(self) -> None:
        """Delete the files that nobody took away."""
        if self.folder is not None:
            await asyncio.to_thread(shutil.rmtree, self.folder, ignore_errors=True)


def read_query(request: Request, params: Iterable[Param]) -> dict[str, Any]:
    """The values after the ?, every one of `params` in it: its default, None, or an empty list where not given.

    Raises UsageError for a value that is not what it must be; names not asked for are passed over.
    """
    out: dict[str, Any] = {}
    for param in params:
        given = request.query_params.getlist(param.name)
        many = param.schema.get("type") == "array"
        if not given and param.required:
            raise UsageError(f"没有给出 {param.name}（{param.says}）", hint="在地址的 ? 后面写上。")
        if not given or (given == [""] and param.schema.get("type") != "string"):
            out[param.name] = [] if many else param.schema.get("default")
        else:
            out[param.name] = read(param.schema, given if many else given[-1], param.name, form=True)
    return out


async def read_sent(request: Request) -> Sent:
    """The body of a request that changes something. Raises UsageError, TooLarge."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    token = request.headers.get("x-csrf-token", "")
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return await _form(request, token)
    body = await request.body()
    try:
        values = json.loads(body) if body else {}
    except (ValueError, RecursionError) as error:
        raise UsageError(
            "提交的内容不是 JSON", hint="请求体写成 JSON，并注明 Content-Type: application/json。"
        ) from error
    return Sent(values, token)


async def _form(request: Request, token: str) -> Sent:
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=FIELDS, max_part_size=MOST_FILE)
    except HTTPException as error:
        raise UsageError("提交的表单无法读取，或文件太多", hint=f"一次最多 {MOST_FILES} 份文件。") from error
    sent = Sent(_values(form), form=True)
    sent.csrf = token or str(form.get("csrf", ""))
    sent.next, sent.method = str(form.get("next", "")), str(form.get("_method", "")).upper()
    uploads = [v for _, v in form.multi_items() if isinstance(v, UploadFile) and v.filename]
    try:
        if uploads:
            sent.folder = Path(tempfile.mkdtemp(prefix="policykit-"))
            sent.files = await asyncio.to_thread(_keep, uploads, sent.folder)
    except BaseException:
        await sent.close()
        raise
    finally:
        await form.close()
    return sent


def _values(form: FormData) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in form:
        values = [v for v in form.getlist(name) if isinstance(v, str)]
        if name not in RESERVED and values:
            out[name] = values if len(values) > 1 else values[0]
    return out


def _keep(uploads: list[UploadFile], folder: Path) -> list[Upload]:
    out = []
    for number, upload in enumerate(uploads):
        path = folder / str(number)
        with path.open("wb") as copy:
            shutil.copyfileobj(upload.file, copy, COPIED)
        size = path.stat().st_size
        name = upload.filename or ""
        if size > MOST_FILE:
            raise TooLarge(f"文件太大：{name}", hint=f"单份文件不能超过 {MOST_FILE // 1_000_000} MB。")
        out.append(Upload(name, path, size))
    return out
