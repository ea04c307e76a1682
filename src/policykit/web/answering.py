"""From a request to an answer: who asks, what was sent, the work in a thread, and errors in Chinese."""

from __future__ import annotations

import asyncio
import gzip
import sys
import traceback
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import Executor
from typing import Any

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from policykit.errors import PolicykitError
from policykit.web.guard.sessions import COOKIE, LASTS, Session
from policykit.web.making import Asked, PageMaker
from policykit.web.page_words import for_pages
from policykit.web.press import QUEUED, Order, Press
from policykit.web.printing import Piece, filled
from policykit.web.problems import Conflict, Refused, TooMany, Unauthorized, status_of
from policykit.web.replies import again, download, local, wants_page
from policykit.web.requests import Sent, read_query, read_sent
from policykit.web.routes import Call, Endpoint, Page
from policykit.web.schema import read
from policykit.web.templating import render
from policykit.web.workbench import Workbench

Answer = Callable[[Request], Awaitable[Response]]
CHANGING = frozenset(("POST", "PUT", "PATCH", "DELETE"))


class Dispatcher:
    """Answers requests for pages and endpoints of one workbench; the work is done in the threads of `pool`."""

    def __init__(self, bench: Workbench, pool: Executor, served: set[str], press: Press | None = None) -> None:
        self._bench, self._pool, self._press = bench, pool, press
        self._maker = PageMaker(bench, served)
        self._queued = 0  # requests that wait for a thread or are in one

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
                asked = Asked.of(request)
                pieces = self._maker.shelved(page, call, asked) or await self._pressed(page, call, asked)
                if pieces is None:
                    made = await self._run(lambda: self._maker.made(page, call, asked))
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

    async def _pressed(self, page: Page, call: Call, asked: Asked) -> tuple[Piece, ...] | None:
        """The page made by the second process, which is asked where many wait for the threads of this one."""
        revision = self._bench.current_state()
        if self._queued < QUEUED or revision is None or (more := self._maker.shared(page, call)) is None:
            return None
        at = self._maker.place(asked, more)
        if page.ground and self._bench.shelf.holds(at):  # to see that it still stands takes less than to make it
            return None
        order = Order(
            page.path, call.path, call.query, asked, call.person, self._bench.asks_password, more, revision
        )  # fmt: skip
        future = self._press.take(order, self._queued) if self._press else None
        if future is None or self._press is None:
            return None
        try:
            found = await asyncio.wrap_future(future)
        except Exception:  # the process is gone, or what it made cannot be sent: it is made here
            found = None
        finally:
            self._press.waiting -= 1
        if found is None:
            return None
        ground, pieces = found
        self._bench.shelf.put(at, revision, pieces, ground)
        return pieces

    def _filled(self, pieces: tuple[Piece, ...], call: Call, request: Request) -> Response:
        own = {
            "csrf": call.csrf,
            "person": str(escape(call.person)),
            "count": str(self._maker.basket_count(call.person)),
        }
        body = filled(pieces, own)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return HTMLResponse(body, headers={"Content-Encoding": "gzip"})
        return HTMLResponse(gzip.decompress(body))

    # -- endpoints ---------------------------------------------------------------------------------

    def operation(self, methods: dict[str, Endpoint]) -> Answer:
        async def answer(request: Request) -> Response:
            session, fresh = self._session(request)
            sent = Sent()
            endpoint = methods.get(request.method)
            try:
                if request.method in CHANGING:
                    self._from_here(request)
                    sent = await read_sent(request)
                    endpoint = methods.get(sent.method or request.method)
                    if not self._bench.sessions.is_csrf(session, sent.csrf) or fresh:
                        raise Refused(
                            "这个请求不是从工作台的页面发出的，或页面放得太久",
                            hint="刷新页面后再试一次；程序要带上会话 Cookie 和 X-CSRF-Token，见 /api/openapi.json。",
                        )
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
                    again = endpoint.again if endpoint is not None else ""
                    response = self._problem_page(request, session, error, again, local(sent.next))
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

        self._queued += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, begun)
        finally:
            self._queued -= 1

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

    def _problem_page(
        self, request: Request, session: Session, error: PolicykitError, template: str = "", onwards: str = "/"
    ) -> Response:
        """What went wrong, on a page of its own or above the form that was filled in."""
        call = self._call(request, session, {})
        values = {
            **self._maker.frame(Asked.of(request), call),
            "title": "没有完成",
            "message": for_pages(error.message),
            "hint": for_pages(error.hint),
        }
        values |= {"problem": error, "next": onwards, "back": _came_from(request)}
        response = HTMLResponse(render(template or "problem.html", values), status_code=status_of(error))
        _wait(response, error)
        return response

    async def missing(self, request: Request, error: Exception) -> Response:
        return self._missing(request, getattr(error, "status_code", 404))

    def _missing(self, request: Request, status: int) -> Response:
        message, hint = "没有这个地址", "检查地址，或从上方的栏目进入。"
        if status == 405:
            message = f"这个地址不接受 {request.method}"
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": {"message": message, "hint": "接口清单见 /api/openapi.json。"}}, status)
        session, _ = self._session(request)
        call = self._call(request, session, {})
        values = {**self._maker.frame(Asked.of(request), call), "title": message, "message": message, "hint": hint}
        return HTMLResponse(render("problem.html", values), status_code=status)

    async def fault(self, request: Request, error: Exception) -> Response:
        """An error nobody foresaw: the trace goes to the terminal of the server, one line to the person."""
        traceback.print_exception(error, file=sys.stderr)
        message = f"程序内部有缺陷（{type(error).__name__}），没有完成"
        hint = "刷新再试一次；还是不行，请技术人员看运行 policykit serve 的窗口里的出错记录。您已经保存的内容都在。"
        if not request.url.path.startswith("/api/"):
            try:
                session, _ = self._session(request)
                values = {**self._maker.frame(Asked.of(request), self._call(request, session, {})), "title": message}
                return HTMLResponse(render("problem.html", {**values, "message": message, "hint": hint}), 500)
            except Exception:  # what failed may be what every page needs
                traceback.print_exc(file=sys.stderr)
        return JSONResponse({"error": {"message": message, "hint": hint}}, 500)


def _came_from(request: Request) -> str:
    """The page of this server whose form was sent, to go back to; empty for none."""
    from urllib.parse import urlsplit

    page = urlsplit(request.headers.get("referer", ""))
    if request.method == "GET" or page.netloc != request.headers.get("host", "") or page.path.startswith("/api/"):
        return ""
    return local(page.path + (f"?{page.query}" if page.query else ""))


def _problem(error: PolicykitError) -> Response:
    said: dict[str, Any] = {"message": for_pages(error.message), "hint": for_pages(error.hint)}
    if isinstance(error, Conflict):
        said["current"] = error.current
    response = JSONResponse({"error": said}, status_code=status_of(error))
    _wait(response, error)
    return response


def _wait(response: Response, error: PolicykitError) -> None:
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.wait)
