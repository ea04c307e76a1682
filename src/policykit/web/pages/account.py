"""Who is at the browser: name, password, and what a program needs to begin."""

from __future__ import annotations

from typing import Any

from policykit import __version__
from policykit.web.guard import password
from policykit.web.problems import Unauthorized
from policykit.web.replies import local
from policykit.web.routes import Call, Endpoint, Page, Param
from policykit.web.schema import BOOLEAN, STRING, record, text

NEXT = Param("next", text(2000), "做完以后回到哪一页")
SESSION = record(person=STRING, logged_in=BOOLEAN, csrf=STRING, version=STRING)


def _state(call: Call, session: Any) -> dict[str, Any]:
    bench = call.bench
    return {
        "person": session.person,
        "logged_in": not bench.asks_password or session.holds(bench.password_mark()),
        "csrf": bench.sessions.csrf(session),
        "version": __version__,
    }


def session(call: Call) -> dict[str, Any]:
    return _state(call, call.session)


def log_in(call: Call) -> dict[str, Any]:
    """Raises TooMany after too many tries, Unauthorized for a wrong password."""
    assert call.session is not None
    bench = call.bench
    bench.throttle.check(call.client)
    if not password.matches(bench.folder, call.body["password"]):
        bench.throttle.failed(call.client)
        raise Unauthorized("密码不对", hint="重新输入；忘了密码，请管理员重设。")
    bench.throttle.succeeded(call.client)
    made = call.session.logged_in(bench.password_mark())
    return {**_state(call, made), "_session": made}


def log_out(call: Call) -> dict[str, Any]:
    made = call.bench.sessions.new().named(call.person)
    return {**_state(call, made), "_session": made}


def name_person(call: Call) -> dict[str, Any]:
    assert call.session is not None
    made = call.session.named(" ".join(call.body["name"].split()))
    return {**_state(call, made), "_session": made}


def welcome(call: Call) -> dict[str, Any]:
    return {"title": "请填写姓名", "next": local(call.query["next"] or "/")}


def login(call: Call) -> dict[str, Any]:
    return {"title": "登录", "next": local(call.query["next"] or "/"), "problem": None}


PAGES = (
    Page("/welcome", "welcome.html", welcome, (NEXT,), person=False),
    Page("/login", "login.html", login, (NEXT,), login=False, person=False),
)
ENDPOINTS = (
    Endpoint("GET", "/session", "会话：署名、是否登录、CSRF 令牌", session, SESSION, login=False, tag="账户"),
    Endpoint(
        "POST",
        "/login",
        "登录",
        log_in,
        SESSION,
        body=record(password=text(200, least=1)),
        login=False,
        tag="账户",
        again="login.html",
    ),
    Endpoint("POST", "/logout", "退出登录", log_out, SESSION, body=record(), login=False, tag="账户"),
    Endpoint("POST", "/person", "填写署名", name_person, SESSION, body=record(name=text(20, least=1)), tag="账户"),
)
