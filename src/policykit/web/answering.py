"""From a request to an answer: who asks, what was sent, the work in a thread, and errors in Chinese."""

from __future__ import annotations

import asyncio
import gzip
import sys
import traceback
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import Executor
from datetime import date
from typing import Any

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from policykit.errors import PolicykitError
from policykit.web.guard.sessions import COOKIE, LASTS, Session
from policykit.web.printing import Composing, Piece, filled, place
from policykit.web.problems import Conflict, Refused, TooMany, Unauthorized, status_of
from policykit.web.replies import again, download, local, wants_page
from policykit.web.requests import Sent, read_query, read_sent
from policykit.web.routes import NAVIGATION, Call, Endpoint, Page
from policykit.web.schema import read
from policykit.web.templating import hidden_fields, render
from policykit.web.workbench import Workbench

Answer = Callable[[Request], Awaitable[Response]]
CHANGING = frozenset(("POST", "PUT", "PATCH", "DELETE"))
KEPT_BASKETS = 1000


class Dispatcher:
    """Answers requests for pages and endpoints of one workbench; the work is done in the threads of `pool`."""

    def __init__(self, bench: Workbench, pool: Executor, served: set[str]) -> None:
        self._bench, self._pool = bench, pool
        self._navigation = tuple((path, name) for path, name in NAVIGATION if path in served)
        self._baskets: dict[str, tuple[int, int]] = {}  # version and size, by person

    # -- pages -------------------------------------------------------------------------------------

    def page(self, page: Page) -> Answer:
        async def answer(request: Request) -> Response:
            session, fresh = self._session(request)
            if fresh and request.headers.get("sec-fetch-site") == "cross-site":
                return again(request)
            try:
                if page.login and not self._allowed(session):
                    return self._to("/login", request)
                if page.person and not session.person:
                    return self._to("/welcome", request)
                call = self._call(request, session, read_query(request, page.params))
                pieces = self._shelved(page, call, request)
                if pieces is None:
                    made = await self._run(lambda: self._made(page, call, request))
                    pieces = made if isinstance(made, tuple) else None
                if pieces is None:
                    response: Response = HTMLResponse(made)
                else:
                    response = self._filled(pieces, call, request)
            except PolicykitError as error:
                response = self._problem_page(request, session, error)
            if fresh:
                self._keep(response, request, session)
            return response

        return answer

    def _shelved(self, page: Page, call: Call, request: Request) -> tuple[Piece, ...] | None:
        """The page as it was kept ready, if the corpus is still as it was."""
        more = page.shared(call) if page.shared and call.person else None
        if more is None or not (revision := self._bench.current()):
            return None
        return self._bench.shelf.get(self._place(request, more), revision)

    def _place(self, request: Request, more: Hashable) -> Hashable:
        url = request.url
        return self._bench.asks_password, date.today(), url.path, url.query, more

    def _made(self, page: Page, call: Call, request: Request) -> str | tuple[Piece, ...]:
        """The page made in this thread: its text, or where it may be kept its pieces, which are then kept."""
        more = page.shared(call) if page.shared and call.person else None
        if more is None or not self._bench.indexed():
            return render(page.template, {**self._frame(request, call), **page.run(call)})
        shelf, at, state = self._bench.shelf, self._place(request, more), call.reader.revision
        if (held := shelf.get(at, state)) is not None:  # made while this request waited for its turn
            return held
        ground = page.ground(call) if page.ground else None
        if ground is not None and (held := shelf.again(at, state, ground)) is not None:
            return held
        with Composing() as composing:
            own = {"csrf": place("csrf"), "person": place("person"), "basket_count": place("count")}
            values = {**self._frame(request, call, place("csrf")), **own, **page.run(call)}
            pieces = composing.pieces(render(page.template, values))
        shelf.put(at, state, pieces, ground)
        return pieces

    def _filled(self, pieces: tuple[Piece, ...], call: Call, request: Request) -> Response:
        own = {"csrf": call.csrf, "person": str(escape(call.person)), "count": str(self._basket_count(call.person))}
        body = filled(pieces, own)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return HTMLResponse(body, headers={"Content-Encoding": "gzip"})
        return HTMLResponse(gzip.decompress(body))

    def _frame(self, request: Request, call: Call, token: str = "") -> dict[str, Any]:
        """What base.html needs."""
        here = request.url.path
        return {
            "csrf": call.csrf,
            "person": call.person,
            "navigation": self._navigation,
            "here": here,
            "address": here + (f"?{request.url.query}" if request.url.query else ""),
            "basket_count": self._basket_count(call.person),
            "title": "",
            "fields": lambda back="", method="": hidden_fields(token or call.csrf, back or here, method),
            "asks_password": self._bench.asks_password,
        }

    def _basket_count(self, person: str) -> int:
        """How many clauses a person has collected; read again only after a change, for every page shows it."""
        version = self._bench.records.version("basket", person) if person else 0
        known = self._baskets.get(person)
        if known is None or known[0] != version:
            held = self._bench.records.get("basket", person) if version else None
            known = (held.version, len(held.data["clauses"])) if held else (0, 0)
            if len(self._baskets) > KEPT_BASKETS:
                self._baskets.clear()
            self._baskets[person] = known
        return known[1]

    # -- endpoints ---------------------------------------------------------------------------------

    def operation(self, methods: dict[str, Endpoint]) -> Answer:
        async def answer(request: Request) -> Response:
            session, fresh = self._session(request)
            sent = Sent()
            try:
                endpoint = methods.get(request.method)
                if request.method in CHANGING:
                    self._from_here(request)
                    sent = await read_sent(request)
                    endpoint = methods.get(sent.method or request.method)
                    if not self._bench.sessions.is_csrf(session, sent.csrf) or fresh:
                        raise Refused("这个请求不是从工作台的页面发出的，或页面放得太久", hint="刷新页面后再试一次。")
                if endpoint is None:
                    return self._missing(request, 405)
                if endpoint.login and not self._allowed(session):
                    raise Unauthorized("需要先登录", hint="打开 /login 输入密码。")
                if endpoint.person and not session.person:
                    raise Refused("还没有填写姓名，不能修改", hint="打开 /welcome 填写；程序用 POST /api/v1/person。")
                body = read(endpoint.body, sent.values, form=sent.form) if endpoint.body is not None else {}
                call = self._call(request, session, read_query(request, endpoint.params), body, sent)
                at = (request.url.path, request.url.query) if endpoint.shared else None
                kept = self._kept(at) if at else None
                result = kept[0] if kept else await self._run(lambda: self._answered(endpoint, call, at))
                if endpoint.answer is None:
                    return download(result)
                changed = result.pop("_session", None) if isinstance(result, dict) else None
                onwards = result.pop("_next", None) if isinstance(result, dict) else None
                session, fresh = (changed, True) if changed else (session, fresh)
                if wants_page(request, sent.form):
                    response: Response = Response(status_code=303, headers={"Location": onwards or local(sent.next)})
                else:
                    response = JSONResponse(result, status_code=endpoint.status)
            except PolicykitError as error:
                if wants_page(request, sent.form):
                    response = self._problem_page(request, session, error)
                else:
                    response = _problem(error)
            finally:
                await sent.close()
            if fresh:
                self._keep(response, request, session)
            return response

        return answer

    def _kept(self, at: Hashable) -> tuple[Any] | None:
        """An answer that is remembered of the present state; it is given away unchanged."""
        state = self._bench.current()
        return self._bench.known(state, ("answer", at)) if state else None

    def _answered(self, endpoint: Endpoint, call: Call, at: Hashable) -> Any:
        if at is None or not self._bench.indexed():
            return endpoint.run(call)
        return call.reader.once(("answer", at), lambda: endpoint.run(call))

    def _from_here(self, request: Request) -> None:
        """A browser says where a request comes from; a program says nothing, and needs the token all the same."""
        site = request.headers.get("sec-fetch-site", "same-origin")
        origin = request.headers.get("origin")
        own = f"{request.url.scheme}://{request.headers.get('host', '')}"
        if site not in ("same-origin", "none") or (origin is not None and origin != own):
            raise Refused("这个请求来自别的网站，没有执行", hint="请在工作台自己的页面上操作。")

    # -- common ------------------------------------------------------------------------------------

    def _call(
        self, request: Request, session: Session, query: dict[str, Any], body: dict[str, Any] | None = None,
        sent: Sent | None = None,
    ) -> Call:  # fmt: skip
        client = request.client.host if request.client else ""
        return Call(
            self._bench, session.person, dict(request.path_params), query, body or {},
            tuple(sent.files) if sent else (), session, self._bench.sessions.csrf(session), client,
        )  # fmt: skip

    async def _run(self, work: Callable[[], Any]) -> Any:
        def begun() -> Any:
            self._bench.begin()
            try:
                return work()
            finally:
                self._bench.end()

        return await asyncio.get_running_loop().run_in_executor(self._pool, begun)

    def _session(self, request: Request) -> tuple[Session, bool]:
        """The session of a request, and whether it is a new one."""
        held = self._bench.sessions.open(request.cookies.get(COOKIE, ""))
        session = held or self._bench.sessions.new()
        if not session.person and not self._bench.asks_password:
            session = session.named(self._bench.own_person)  # nobody else can reach this server: no need to ask
        return session, held is None

    def _allowed(self, session: Session) -> bool:
        return not self._bench.asks_password or session.holds(self._bench.password_mark())

    def _keep(self, response: Response, request: Request, session: Session) -> None:
        response.set_cookie(
            COOKIE,
            self._bench.sessions.seal(session),
            max_age=LASTS,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )

    def _to(self, page: str, request: Request) -> Response:
        from urllib.parse import quote

        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return Response(status_code=303, headers={"Location": f"{page}?next={quote(back, safe='')}"})

    def _problem_page(self, request: Request, session: Session, error: PolicykitError) -> Response:
        call = self._call(request, session, {})
        values = {**self._frame(request, call), "title": "没有完成", "message": error.message, "hint": error.hint}
        response = HTMLResponse(render("problem.html", values), status_code=status_of(error))
        _wait(response, error)
        return response

    async def missing(self, request: Request, error: Exception) -> Response:
        return self._missing(request, getattr(error, "status_code", 404))

    def _missing(self, request: Request, status: int) -> Response:
        message, hint = "没有这个地址", "检查地址，或从上方的栏目进入。"
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": {"message": message, "hint": "接口清单见 /api/openapi.json。"}}, status)
        session, _ = self._session(request)
        call = self._call(request, session, {})
        values = {**self._frame(request, call), "title": message, "message": message, "hint": hint}
        return HTMLResponse(render("problem.html", values), status_code=status)

    async def fault(self, request: Request, error: Exception) -> Response:
        """An error nobody foresaw: the trace goes to the terminal of the server, one line to the person."""
        traceback.print_exception(error, file=sys.stderr)
        message = f"程序内部有缺陷（{type(error).__name__}），没有完成"
        hint = "刷新再试一次；还是不行，请技术人员看运行 policykit serve 的窗口里的出错记录。您已经保存的内容都在。"
        if not request.url.path.startswith("/api/"):
            try:
                session, _ = self._session(request)
                values = {**self._frame(request, self._call(request, session, {})), "title": message}
                return HTMLResponse(render("problem.html", {**values, "message": message, "hint": hint}), 500)
            except Exception:  # what failed may be what every page needs
                traceback.print_exc(file=sys.stderr)
        return JSONResponse({"error": {"message": message, "hint": hint}}, 500)


def _problem(error: PolicykitError) -> Response:
    said: dict[str, Any] = {"message": error.message, "hint": error.hint}
    if isinstance(error, Conflict):
        said["current"] = error.current
    response = JSONResponse({"error": said}, status_code=status_of(error))
    _wait(response, error)
    return response


def _wait(response: Response, error: PolicykitError) -> None:
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.wait)
