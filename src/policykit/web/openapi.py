"""The OpenAPI 3.1 document, made of the table of endpoints and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from policykit import __version__
from policykit.web.routes import Endpoint, Param
from policykit.web.schema import STRING, Schema, record

BASE = "/api/v1"
ERROR: Schema = record({"current": {}}, message=STRING, hint=STRING)
_PLACE = re.compile(r"\{([a-z_]+)(:path)?\}")
_ABOUT = (
    "工作台网页用的就是这套接口。改动类的请求要带会话 Cookie 和 X-CSRF-Token 请求头：先 GET /api/v1/session，"
    "取得 Cookie 和 csrf；服务器设了密码时，再 POST /api/v1/login。署名用 POST /api/v1/person。"
)


def document(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The whole document."""
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(_PLACE.sub(r"{\1}", BASE + endpoint.path), {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "policykit 工作台", "version": __version__, "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": {"Error": record(error=ERROR)},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "policykit"},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
            },
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    places = [
        {"name": name, "in": "path", "required": True, "schema": STRING} for name, _ in _PLACE.findall(endpoint.path)
    ]
    asked = [_parameter(p) for p in endpoint.params]
    out: dict[str, Any] = {
        "operationId": endpoint.method.lower() + _PLACE.sub(r"\1", endpoint.path).replace("/", "_"),
        "summary": endpoint.summary,
        "parameters": places + asked,
        "responses": {str(endpoint.status): _answer(endpoint), "default": _error()},
    }
    if endpoint.tag:
        out["tags"] = [endpoint.tag]
    if endpoint.method != "GET":
        out["security"] = [{"session": [], "csrf": []}]
    if (body := _body(endpoint)) is not None:
        out["requestBody"] = {"required": True, "content": body}
    return out


def _parameter(param: Param) -> dict[str, Any]:
    out: dict[str, Any] = {"name": param.name, "in": "query", "required": param.required, "schema": param.schema}
    return {**out, "description": param.says} if param.says else out


def _body(endpoint: Endpoint) -> dict[str, Any] | None:
    if endpoint.files:
        files = {
            "files": {"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"}}
        }
        known = (endpoint.body or {}).get("properties", {})
        return {"multipart/form-data": {"schema": {"type": "object", "properties": {**files, **known}}}}
    if endpoint.body is None:
        return None
    return {
        "application/json": {"schema": endpoint.body},
        "application/x-www-form-urlencoded": {"schema": endpoint.body},
    }


def _answer(endpoint: Endpoint) -> dict[str, Any]:
    if endpoint.answer is None:
        return {"description": "文件", "content": {"application/octet-stream": {}}}
    return {"description": "完成", "content": {"application/json": {"schema": endpoint.answer}}}


def _error() -> dict[str, Any]:
    return {
        "description": "没有完成：说明原因和怎么办",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
