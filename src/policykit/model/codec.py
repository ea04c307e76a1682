"""Frozen dataclasses of the model to plain JSON values and back, without loss."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from policykit.model.span import Span

T = TypeVar("T")
Writer = Callable[[Any], Any]
_kind: Callable[[object], Any] = type


def encode(value: object) -> Any:
    """A dataclass as a dict without default-valued emptiness removed: tuples become lists, spans pairs."""
    return _writer(_kind(value))(value)


@cache
def _writer(kind: Any) -> Writer:
    """The function that writes values of one type, made once."""
    if kind is Span:
        return lambda value: [value.start, value.end]
    if issubclass(kind, Enum):
        return lambda value: value.value
    if is_dataclass(kind):
        return _dataclass_writer(tuple(f.name for f in fields(kind)))
    if issubclass(kind, (tuple, list)):
        return lambda value: [_writer(_kind(item))(item) for item in value]
    return lambda value: value


def _dataclass_writer(names: tuple[str, ...]) -> Writer:
    if len(names) < 2:
        return lambda value: {name: encode(getattr(value, name)) for name in names}
    values = attrgetter(*names)

    def write(value: Any) -> Any:
        return {
            name: item if type(item) in _AS_IT_IS else _writer(_kind(item))(item)
            for name, item in zip(names, values(value), strict=True)
        }

    return write


_AS_IT_IS = frozenset((str, int, bool, float, type(None)))


def decode(kind: type[T], data: Any) -> T:
    """The inverse of `encode` for a dataclass type. Missing fields take their defaults."""
    return typing.cast(T, _decode(kind, data))


Reader = Callable[[Any], Any]


def _decode(kind: Any, data: Any) -> Any:
    read = _reader(kind)
    return data if read is None else read(data)


@cache
def _reader(kind: Any) -> Reader | None:
    """The function that reads one type, made once; None where the JSON value is the value."""
    if kind is Span:
        return _span
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda data: None if data is None else kind(data)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _reader(next(a for a in typing.get_args(kind) if a is not type(None)))
    if origin is tuple:
        arguments = typing.get_args(kind)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return _many_reader(_reader(arguments[0]))
        inner = [_reader(a) for a in arguments]
        return lambda data: None if data is None else tuple(r(d) if r else d for r, d in zip(inner, data, strict=True))
    return None


def _span(data: Any) -> Span | None:
    return None if data is None else Span(data[0], data[1])


def _many_reader(item: Reader | None) -> Reader:
    if item is None:
        return lambda data: None if data is None else tuple(data)
    return lambda data: None if data is None else tuple(map(item, data))


def field_readers(kind: type) -> dict[str, Reader | None]:
    """How the JSON value of each field of a dataclass is read; None where the value is taken as it is."""
    return {name: _reader(hint) for name, hint in typing.get_type_hints(kind).items()}


def _dataclass_reader(kind: type) -> Reader:
    known = field_readers(kind)

    def read(data: Any) -> Any:
        if data is None:
            return None
        values = {}
        for name, value in data.items():
            if name in known:
                inner = known[name]
                values[name] = inner(value) if inner is not None else value
        return kind(**values)

    return read
