"""Constructors of frozen dataclasses that write each slot directly: reading makes a hundred small objects a clause."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

T = TypeVar("T")


def direct(cls: type[T]) -> type[T]:
    """Give a frozen, slotted dataclass an `__init__` that sets each field through its slot.

    The generated one goes through `object.__setattr__`, which looks every name up again: over twice the time. All
    else about the class stays as it is; a class with a constructor of its own or `__post_init__` is no use here.
    Put it above `@dataclass(frozen=True, slots=True)`. Raises TypeError for a class it does not suit.
    """
    params = getattr(cls, "__dataclass_params__", None)
    if params is None or not params.init or not params.frozen or hasattr(cls, "__post_init__"):
        raise TypeError(f"{cls.__name__} is no plain frozen dataclass")
    known: dict[str, Any] = {}
    arguments, body = ["self"], []
    for each in fields(cls):  # type: ignore[arg-type]
        name = each.name
        if name not in cls.__dict__.get("__slots__", ()) or not each.init or each.kw_only:
            raise TypeError(f"{cls.__name__}.{name} has no slot of its own to be set by position")
        known[f"_set_{name}"] = cls.__dict__[name].__set__
        value = name
        if each.default_factory is not MISSING:
            known[f"_make_{name}"], known["_none"] = each.default_factory, MISSING
            arguments.append(f"{name}=_none")
            value = f"_make_{name}() if {name} is _none else {name}"
        elif each.default is not MISSING:
            known[f"_default_{name}"] = each.default
            arguments.append(f"{name}=_default_{name}")
        else:
            arguments.append(name)
        body.append(f" _set_{name}(self, {value})")
    made: dict[str, Any] = {}
    lines = "\n".join(body) or " pass"
    exec(f"def __init__({', '.join(arguments)}):\n{lines}", known, made)  # as dataclasses itself does
    made["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    made["__init__"].__annotations__ = cls.__init__.__annotations__
    cls.__init__ = made["__init__"]  # type: ignore[method-assign]
    return cls
