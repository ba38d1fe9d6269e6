"""What is worked out once for a recording, and forgotten together with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from orchestra_tui.tutor.playing.recording import Recording

T = TypeVar("T")
Rest = TypeVarTuple("Rest")


def once(work: Callable[[Recording, *Rest], T]) -> Callable[[Recording, *Rest], T]:
    """The function, which works only the first time for a recording and the same further arguments.

    What it returns must not hold the recording.
    """
    known: WeakKeyDictionary[Recording, dict[tuple[object, ...], T]] = WeakKeyDictionary()

    def asked(recording: Recording, *rest: *Rest) -> T:
        mine = known.setdefault(recording, {})
        if rest not in mine:
            mine[rest] = work(recording, *rest)
        return mine[rest]

    return asked
