"""To come."""

from __future__ import annotations

from policykit.web.routes import Endpoint, Page

PAGES: tuple[Page, ...] = ()
ENDPOINTS: tuple[Endpoint, ...] = ()
