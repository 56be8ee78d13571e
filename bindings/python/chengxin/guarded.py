"""Calls of the compiled module whose refusals do not show what was given."""

from __future__ import annotations

from typing import Any, Callable

from .errors import InputError


class Guarded:
    """A compiled object. Arguments of types that it does not take, texts that UTF-8 cannot hold
    among them, are a TypeError of pybind11 that prints them all, and so a resident's facts: here
    they are an InputError (`argument`) that does not."""

    def __init__(self, compiled: Any) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._compiled, name)

        def call(*arguments: Any) -> Any:
            try:
                return method(*arguments)
            except TypeError as failure:
                if not str(failure).startswith(f"{name}(): incompatible function arguments"):
                    raise
            # Outside of the handler: this exception remembers none that does.
            raise InputError("argument", f"{name}: an argument is of a type that it does not "
                                         f"take, or a text that UTF-8 cannot hold")
        return call
