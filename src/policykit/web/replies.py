"""Answers that are not pages: files to keep, and the way back to a page of this server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from policykit.web.routes import Download


def download(given: Download) -> Response:
    """A file that the browser keeps, never shows: an original may be a web page of anybody's."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(given.name, safe='')}"}
    if isinstance(given.content, Path):
        return FileResponse(given.content, media_type=given.media_type, headers=headers)
    return Response(given.content, media_type=given.media_type, headers=headers)


def again(request: Request) -> Response:
    """A page that opens itself once more: a link on another site brings no SameSite=Strict cookie, this one does."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    page = Markup('<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={}"><title>…</title>')
    return HTMLResponse(page.format(here))


def wants_page(request: Request, form: bool) -> bool:
    """Whether a browser sent a form by itself, so that it must be shown a page next."""
    return form and "text/html" in request.headers.get("accept", "")


def local(address: str) -> str:
    """An address of this server, or its first page for any other."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return quote(address, safe="/?&=#%~:+,;@!$'()*") if plain and address.isprintable() else "/"
