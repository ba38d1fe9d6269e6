"""What a sitting in line mode has to say, whoever listens: a person or a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestra_tui.course.document import Section
    from orchestra_tui.quiz.sitting import Sitting
    from orchestra_tui.quiz.verdict import Verdict
    from orchestra_tui.tutor.quiz import Asked


class Shown(NamedTuple):
    """A question as it is put: its number of `total`, its options' ids in order, the time left of an exam or None."""

    asked: Asked
    number: int
    total: int
    order: tuple[str, ...]
    left_ms: int | None = None


class Result(NamedTuple):
    """A question of a sitting with what became of it; `answer` and `verdict` are None where it was not answered."""

    shown: Shown
    answer: object = None
    verdict: Verdict | None = None


class Face(Protocol):
    """Says things, in order; nothing here asks."""

    def begin(self, sitting: Sitting, *, resumed: bool) -> None:
        """A sitting begins, or goes on."""

    def question(self, shown: Shown) -> None:
        """A question is put."""

    def help(self, *, silent: bool) -> None:
        """What can be typed; in a `silent` sitting there is less."""

    def tell(self, message: str) -> None:
        """A word to the learner."""

    def hint(self, text: str, number: int, total: int) -> None:
        """A hint, the `number`th of `total`."""

    def passage(self, section: Section, anchor: str) -> None:
        """The text that explains it: the section, from the heading `anchor` on."""

    def again(self, shown: Shown, note: str, *, typo: bool) -> None:
        """That was no answer, or nearly the right one: nothing is lost, the learner answers again."""

    def noted(self, shown: Shown, answer: object) -> None:
        """An answer is recorded, its verdict comes later."""

    def verdict(self, result: Result) -> None:
        """An answer is recorded; what it was worth and why."""

    def appealed(self, question: str) -> None:
        """The learner's "I believe this is right" is recorded."""

    def end(self, sitting: Sitting, results: Sequence[Result], *, late: bool) -> None:
        """The sitting is over; `late` where an exam's time ran out. The results are for a silent sitting to tell."""

    def left(self, sitting: Sitting) -> None:
        """The learner left in the middle; the sitting waits."""
