"""The lines of `doctor`: how it is, what is, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestra_tui.tutor.options import Options


class State(Enum):
    """How bad it is: fine, worth knowing, or something will not work."""

    OK = "ok"
    WARN = "warn"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Report:
    """One line of the doctor: what is, and what to do about it where something is to be done."""

    state: State
    message: str
    remedy: str = ""


Probe = Callable[["Options"], Iterator[Report]]
"""Looks at one thing; changes nothing."""
