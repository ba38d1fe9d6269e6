"""Reports over exported journals: a class for its teacher, questions for their authors."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.cli import output
from orchestra_tui.cli.progress_data import moment, table
from orchestra_tui.cli.progress_text import columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from orchestra_tui.journal.answers import Answered, Appeal
    from orchestra_tui.journal.row import Row
    from orchestra_tui.tutor.quiz import Quiz
    from orchestra_tui.tutor.statistics import Behaviour

CLASS = ("learner", "section", "questions", "answered", "score", "last")
QUESTIONS = (
    "question", "asked", "right", "difficulty", "discrimination", "seconds", "appeals", "wrong", "wrong_count",
)  # fmt: skip


def show_class(quiz: Quiz, files: Sequence[str], form: str) -> None:
    """A line for each learner and section. Raises OrchestraError for a file that is no export."""
    from orchestra_tui.tutor.classes import class_lines

    found = class_lines(_journals(files), quiz.questions(quiz.sections()), quiz.course.id)
    lines = [
        (
            line.learner, str(line.ref), line.questions, line.answered,
            None if line.score is None else round(line.score, 4),
            None if line.last_ms is None else moment(line.last_ms),
        )
        for line in found
    ]  # fmt: skip
    if form == "json":
        output.write_json([dict(zip(CLASS, line, strict=True)) for line in lines])
    else:
        output.write(table([CLASS, *(["" if each is None else each for each in line] for line in lines)]))


def show_questions(quiz: Quiz, files: Sequence[str], form: str) -> None:
    """A line for each question answered: by the learners of these exports, or by oneself, sitting by sitting."""
    from orchestra_tui.journal.answers import APPEAL, appeals
    from orchestra_tui.tutor.statistics import behaviours, by_sitting

    groups: Mapping[str, Sequence[Answered]] = by_sitting(quiz.answers()) if not files else {}
    complaints = list(appeals(quiz.journal.rows(APPEAL, quiz.course.id))) if not files else []
    if files:
        groups, complaints = _learners(quiz, files)
    known = {asked.question.id: asked.question for asked in quiz.questions(quiz.sections())}
    lines = []
    for found in behaviours(groups, complaints):
        wrong = known[found.question].show(found.wrong) if found.question in known and found.wrong_count else ""
        lines.append(_line(found, wrong))
    if form == "json":
        output.write_json([dict(zip(QUESTIONS, line, strict=True)) for line in lines])
    elif form == "csv":
        output.write(table([QUESTIONS, *(["" if each is None else each for each in line] for line in lines)]))
    else:
        _print(lines)


def _print(lines: Sequence[tuple[object, ...]]) -> None:
    heads = [_("question"), _("asked"), _("right"), _("difficulty"), _("discrimination"), _("seconds"), _("appeals")]
    rows = [heads, *(["–" if each is None else visible(str(each), keep="") for each in line[:7]] for line in lines)]
    for text, line in zip(columns(rows), ((), *lines), strict=True):
        output.write(text + "\n")
        if line and line[8]:
            said = _("most frequent mistake, {count} times: {answer}")
            output.write("  " + said.format(count=line[8], answer=visible(str(line[7]), keep="")) + "\n")


def _line(found: Behaviour, wrong: str) -> tuple[object, ...]:
    return (
        found.question, found.asked, found.right, round(found.difficulty, 2),
        None if found.discrimination is None else round(found.discrimination, 2),
        None if found.seconds is None else round(found.seconds, 1),
        found.appeals, wrong, found.wrong_count,
    )  # fmt: skip


def _learners(quiz: Quiz, files: Sequence[str]) -> tuple[dict[str, Sequence[Answered]], list[Appeal]]:
    from orchestra_tui.journal.answers import answers, appeals

    groups: dict[str, Sequence[Answered]] = {}
    complaints: list[Appeal] = []
    for learner, rows in _journals(files).items():
        mine = [row for row in rows if row.course == quiz.course.id]
        groups[learner] = answers(mine)
        complaints += appeals(mine)
    return groups, complaints


def _journals(files: Sequence[str]) -> dict[str, list[Row]]:
    """The rows of each export by its learner: the file's name, with its folder where two are called the same."""
    from orchestra_tui.journal import transfer

    paths = [Path(file).expanduser() for file in files]
    often = Counter(path.stem for path in paths)
    return {path.stem if often[path.stem] == 1 else str(path): transfer.load(path) for path in paths}
