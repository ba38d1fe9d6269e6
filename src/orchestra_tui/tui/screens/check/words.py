"""What modes, kinds and outcomes are called, and the signs they stand under."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.course.layout import Role
from orchestra_tui.quiz.verdict import Outcome, Verdict
from orchestra_tui.tutor.quiz import EXAM_MS

MODES = {
    "check": N_("Check"),
    "practice": N_("Practice"),
    "pretest": N_("Pre-test"),
    "exam": N_("Exam"),
    "review": N_("Review"),
    "cram": N_("Cramming"),
}
KINDS = {
    "recall": N_("recall"),
    "apply": N_("apply"),
    "why": N_("why"),
    "diagnose": N_("diagnose"),
}
RIGHT, PARTIAL, WRONG, OPEN, HERE, GIVEN = "✓", "◐", "✗", "·", "▸", "■"
SIGNS = {Outcome.RIGHT: RIGHT, Outcome.PARTIAL: PARTIAL, Outcome.WRONG: WRONG}
INKS = {Outcome.RIGHT: "success", Outcome.PARTIAL: "warning", Outcome.WRONG: "error"}
ROLES = {Outcome.RIGHT: Role.TIP, Outcome.PARTIAL: Role.WARNING, Outcome.WRONG: Role.CAUTION}
MINUTES = 0.75
"""Minutes for a question with its explanation, about."""


def judged(verdict: Verdict) -> str:
    """The outcome in words."""
    if verdict.outcome is Outcome.PARTIAL:
        return _("Partly right · {n} %").format(n=round(100 * verdict.score))
    return _("Right") if verdict.outcome is Outcome.RIGHT else _("Not right")


def questions(count: int) -> str:
    """So many questions."""
    return n_("{n} question", "{n} questions", count).format(n=count)


def minutes(count: int) -> int:
    """Minutes for so many questions."""
    return max(1, round(count * MINUTES))


def length(count: int) -> str:
    """So many questions, in so many minutes."""
    return f"{questions(count)} · {_('{n} min').format(n=minutes(count))}"


def exam_time(count: int) -> str:
    """The time that an exam of so many questions gives."""
    return _("{n} min").format(n=round(count * EXAM_MS / 60_000))


def exam_length(count: int) -> str:
    """An exam of so many questions, and the time it gives."""
    return f"{questions(count)} · {exam_time(count)}"
