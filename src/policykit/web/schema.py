"""JSON Schemas (draft 2020-12) of what the API takes and gives, and reading what came by them.

A schema is a plain dict, as the OpenAPI document prints it. `read` checks a value against the subset used here and
turns the words of a form (every value a string, a list where repeated) into the types meant.
"""

from __future__ import annotations

import re
from typing import Any

from policykit.errors import UsageError

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
BOOLEAN: Schema = {"type": "boolean"}
ANYTHING: Schema = {}
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_TRUE, _FALSE = ("on", "true", "1", "yes"), ("off", "false", "0", "no", "")
_NAMES = {"string": "文字", "integer": "整数", "number": "数", "boolean": "是或否", "array": "列表", "object": "对象"}


def text(most: int | None = None, *, least: int = 0, says: str = "") -> Schema:
    """A string of `least` to `most` characters."""
    out: Schema = {"type": "string"}
    if most is not None:
        out["maxLength"] = most
    if least:
        out["minLength"] = least
    return _described(out, says)


def whole(least: int = 0, most: int | None = None, *, default: int | None = None, says: str = "") -> Schema:
    """A whole number within bounds."""
    out: Schema = {"type": "integer", "minimum": least}
    if most is not None:
        out["maximum"] = most
    if default is not None:
        out["default"] = default
    return _described(out, says)


def one_of(*values: str, default: str | None = None, says: str = "") -> Schema:
    """One of these words."""
    out: Schema = {"type": "string", "enum": list(values)}
    if default is not None:
        out["default"] = default
    return _described(out, says)


def array(items: Schema, most: int | None = None, *, says: str = "") -> Schema:
    """A list of such values."""
    out: Schema = {"type": "array", "items": items}
    if most is not None:
        out["maxItems"] = most
    return _described(out, says)


def record(optional: dict[str, Schema] | None = None, /, **required: Schema) -> Schema:
    """An object with exactly these members; those of `optional` may be missing."""
    members = {**required, **(optional or {})}
    return {"type": "object", "properties": members, "required": list(required), "additionalProperties": False}


def mapping(values: Schema) -> Schema:
    """An object with any names and such values."""
    return {"type": "object", "additionalProperties": values}


def nullable(schema: Schema) -> Schema:
    """The same or null."""
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def read(schema: Schema, value: Any, name: str = "", *, form: bool = False) -> Any:
    """The value as the schema means it, defaults filled in. Raises UsageError, which names the member that is wrong.

    With `form` strings are read as numbers and booleans where the schema says so, and an empty string is left out
    where the member may be.
    """
    kinds = schema.get("type")
    if kinds is None:
        return value
    allowed = [kinds] if isinstance(kinds, str) else list(kinds)
    if value is None:
        if "null" in allowed:
            return None
        raise _wrong(name, "没有填写")
    kind = next(k for k in allowed if k != "null")
    if form:
        value = _of_form(kind, value, "null" in allowed)
        if value is None:
            return None
    if not _is(kind, value):
        raise _wrong(name, f"应是{_NAMES[kind]}")
    if kind == "object":
        return _members(schema, value, name, form)
    if kind == "array":
        if len(value) > schema.get("maxItems", len(value)):
            raise _wrong(name, f"最多 {schema['maxItems']} 项")
        return [read(schema["items"], v, f"{name}[{n}]", form=form) for n, v in enumerate(value)]
    _bounds(schema, value, name)
    return value


def _members(schema: Schema, value: dict[str, Any], name: str, form: bool) -> dict[str, Any]:
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    out: dict[str, Any] = {}
    for key, item in value.items():
        if key in known:
            if form and item == "" and key not in schema.get("required", ()) and known[key].get("type") != "string":
                continue
            out[key] = read(known[key], item, f"{name}.{key}" if name else key, form=form)
        elif isinstance(others, dict):
            out[key] = read(others, item, f"{name}.{key}" if name else key, form=form)
        elif not others and not form:
            raise _wrong(f"{name}.{key}" if name else key, "没有这一项")
    for key, member in known.items():
        if key not in out and "default" in member:
            out[key] = member["default"]
    for key in schema.get("required", ()):
        if key not in out:
            if form and known[key].get("type") == "array":
                out[key] = []  # a form sends nothing for no box ticked
            else:
                raise _wrong(f"{name}.{key}" if name else key, "没有填写")
    return out


def _of_form(kind: str, value: Any, empty_is_none: bool) -> Any:
    if kind == "array":
        return value if isinstance(value, list) else [value]
    if isinstance(value, list) and value:
        value = value[-1]
    if not isinstance(value, str):
        return value
    if value == "" and empty_is_none:
        return None
    if kind == "integer" and _WHOLE.fullmatch(value.strip()):
        return int(value)
    if kind == "number":
        try:
            return float(value)
        except ValueError:
            return value
    if kind == "boolean" and value.lower() in (*_TRUE, *_FALSE):
        return value.lower() in _TRUE
    return value


def _is(kind: str, value: Any) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    types: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "array": list,
        "object": dict,
    }
    return isinstance(value, types[kind])


def _bounds(schema: Schema, value: Any, name: str) -> None:
    if "enum" in schema and value not in schema["enum"]:
        raise _wrong(name, f"应是{'、'.join(map(str, schema['enum']))}之一")
    if isinstance(value, str):
        if len(value) > schema.get("maxLength", len(value)):
            raise _wrong(name, f"最多 {schema['maxLength']} 字")
        if len(value.strip()) < schema.get("minLength", 0):
            raise _wrong(name, "没有填写")
        return
    if not isinstance(value, (int, float)):
        return
    if value < schema.get("minimum", value):
        raise _wrong(name, f"不能小于 {schema['minimum']}")
    if value > schema.get("maximum", value):
        raise _wrong(name, f"不能大于 {schema['maximum']}")


def _described(schema: Schema, says: str) -> Schema:
    return {**schema, "description": says} if says else schema


def _wrong(name: str, what: str) -> UsageError:
    return UsageError(f"{name or '内容'}：{what}", hint="改正后再提交。")
