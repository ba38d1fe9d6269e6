"""Copies that cost nothing until they are used: what is lent out is copied when somebody asks for it by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

T = TypeVar("T")


class Lent(dict[str, T]):
    """A mapping over values that belong to another one; a value asked for by its key is copied first, once.

    Whoever changes a value must have asked for it by its key. `values` and `items` show the values as they are and are
    for reading only.
    """

    __slots__ = ("_copied", "_copy")

    def __init__(self, owner: Mapping[str, T], copy: Callable[[T], T]) -> None:
        super().__init__(owner)
        self._copy = copy
        self._copied: set[str] = set()

    def __getitem__(self, key: str) -> T:
        if key in self._copied:
            return super().__getitem__(key)
        value = self._copy(super().__getitem__(key))
        self._copied.add(key)
        super().__setitem__(key, value)
        return value

    def get(self, key: str, default: object = None) -> T:
        """The value of a key, or the default."""
        return self[key] if key in self else cast("T", default)

    def setdefault(self, key: str, default: T | None = None) -> T:
        """The value of a key, which is made where there is none."""
        if key not in self:
            self[key] = cast("T", default)
            self._copied.add(key)
        return self[key]

    def lend(self) -> dict[str, T]:
        """The values as they are now, which will not change any more: from here on they are copied again."""
        self._copied.clear()
        return dict(self.items())


def lend(values: dict[str, T], copy: Callable[[T], T]) -> tuple[dict[str, T], Lent[T]]:
    """A mapping that stays as it is, and one to go on with, in the place of `values`."""
    if isinstance(values, Lent):
        return values.lend(), values
    return values, Lent(values, copy)
