"""A rule of the fleet in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from orchestra_tui.tutor.telling.case import Case


class Rule(NamedTuple):
    """Its name in words, why it decides so, and what it rests on.

    `title` and `because` are msgids; `because` names values by their keys in `values`, as `inputs` does, and may depend
    on the case.
    """

    title: str
    because: str | Callable[[Case], str]
    inputs: tuple[str, ...] = ()

    def reason(self, case: Case) -> str:
        """The msgid of why it decides so here."""
        return self.because if isinstance(self.because, str) else self.because(case)
