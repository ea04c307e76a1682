"""The table of the workbench: every page and every operation, in the order in which they are listed."""

from __future__ import annotations

import importlib

from policykit.web.routes import Endpoint, Page

PAGE_MODULES: tuple[str, ...] = (
    "policykit.web.pages.account",
    "policykit.web.pages.jobs",
    "policykit.web.pages.corpus",
    "policykit.web.pages.document",
    "policykit.web.pages.versions",
    "policykit.web.pages.searching",
    "policykit.web.pages.reading",
    "policykit.web.pages.basket",
    "policykit.web.pages.comparing",
    "policykit.web.pages.works",
    "policykit.web.pages.duties",
    "policykit.web.pages.drafting",
    "policykit.web.pages.verifying",
    "policykit.web.pages.profile",
    "policykit.web.pages.charts",
)
"""Each has PAGES and ENDPOINTS."""


def pages() -> tuple[Page, ...]:
    """Every page of the workbench."""
    return tuple(p for m in PAGE_MODULES for p in importlib.import_module(m).PAGES)


def endpoints() -> tuple[Endpoint, ...]:
    """Every operation of the API."""
    return tuple(e for m in PAGE_MODULES for e in importlib.import_module(m).ENDPOINTS)
