"""The application: every page and endpoint of the table, with the guards around them.

Requests are read here, run in worker threads, and answered here; what a page or an endpoint does is in pages/.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from policykit.web.answering import Dispatcher
from policykit.web.guard.headers import SafeHeaders
from policykit.web.guard.hosts import HostCheck
from policykit.web.guard.sizes import SizeLimit
from policykit.web.openapi import BASE, document
from policykit.web.page_table import endpoints, pages
from policykit.web.press import Press
from policykit.web.routes import Endpoint
from policykit.web.templating import STATIC
from policykit.web.workbench import Workbench

THREADS = 2  # requests worked on at once: more would only take turns on the interpreter


def build(root: Path, *, names: Iterable[str] = (), password: bool = False, inline: bool = False) -> Starlette:
    """The ASGI application for a workspace folder. Raises WorkspaceError where it is none.

    `names` are further host names of this machine; `password` asks for the one kept in the workspace; `inline` is
    for tests (`Workbench`).
    """
    bench = Workbench(root, inline=inline)
    bench.asks_password = password
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="answer")
    press = None if inline else Press(root)
    if press:
        bench.beginning = press.prepare
    dispatcher = Dispatcher(bench, pool, {p.path for p in pages()}, press)
    table = document(endpoints())

    async def openapi(request: Request) -> Response:
        return JSONResponse(table)

    async def home(request: Request) -> Response:
        return Response(status_code=303, headers={"Location": "/search"})

    # Addresses are tried in this order: pages first, which are asked for most.
    routes: list[BaseRoute] = [Route(page.path, dispatcher.page(page)) for page in pages()]
    routes += [Route("/", home), Route("/api/openapi.json", openapi)]
    operations: dict[str, dict[str, Endpoint]] = {}
    for endpoint in endpoints():
        operations.setdefault(BASE + endpoint.path, {})[endpoint.method] = endpoint
    for path, methods in operations.items():
        # A form can only GET and POST: it names another method in `_method`.
        posted = {"POST"} if set(methods) - {"GET"} else set()
        routes.append(Route(path, dispatcher.operation(methods), methods=sorted({*methods, *posted})))
    routes.append(Mount("/static", _Static(directory=STATIC)))
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(SafeHeaders),
            Middleware(HostCheck, names=tuple(names)),
            Middleware(SizeLimit),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4),
        ],
        exception_handlers={404: dispatcher.missing, 405: dispatcher.missing, 500: dispatcher.fault},
    )
    app.state.bench = bench
    app.state.pool, app.state.press = pool, press
    return app


class _Static(StaticFiles):
    """Files whose address names their digest may be kept for good; what a script imports is asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        kept = "public, max-age=31536000, immutable" if scope["query_string"].startswith(b"v=") else "no-cache"
        response.headers["Cache-Control"] = kept
        return response
