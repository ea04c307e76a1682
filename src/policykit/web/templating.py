"""Templates: Jinja with everything escaped unless said otherwise, and the few words all pages use."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from policykit.web.page_words import for_pages

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"


@cache
def environment() -> Environment:
    """The one environment; a name that a template gets wrong is an error, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["asset"] = asset
    made.filters["urlpart"] = lambda text: quote(str(text), safe="")
    made.filters["when"] = when
    made.filters["here"] = for_pages
    made.filters["count"] = lambda number: f"{number:,}"
    return made


def render(template: str, values: dict[str, Any]) -> str:
    """A page."""
    return environment().get_template(template).render(values)


def hidden_fields(csrf: str, back: str, method: str = "") -> Markup:
    """What every form of a page carries: the CSRF token, where to go afterwards, and a method other than POST."""
    made = Markup('<input type="hidden" name="csrf" value="{}"><input type="hidden" name="next" value="{}">')
    more = Markup('<input type="hidden" name="_method" value="{}">').format(method) if method else Markup("")
    return made.format(csrf, back) + more


@cache
def asset(name: str) -> str:
    """The address of a file of static/, with its digest, so that it may be cached for good."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def when(text: str) -> str:
    """An ISO time as people write it, in local time."""
    try:
        moment = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
