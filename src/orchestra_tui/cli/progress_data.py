"""The report for programs: JSON, and a table with a row for each question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestra_tui.cli.progress_view import View
    from orchestra_tui.tutor.repertoire import Listed
    from orchestra_tui.tutor.report import Tally

COLUMNS = (
    "section", "question", "type", "kind", "objective", "answers", "score", "outcome", "confidence", "last", "due",
)  # fmt: skip


def as_json(view: View) -> dict[str, object]:
    """The whole report."""
    report = view.report
    said, command = view.next()
    step = report.next
    return {
        "next": {
            "step": step.what.value,
            "section": str(step.ref) if step.ref else None,
            "count": step.count,
            "text": said,
            "command": command,
        },
        "total": _tally(report.total),
        "sections": [
            {
                "section": str(ref),
                "title": view.titles.get(ref, ref.section),
                **_tally(report.section(ref)),
                "kinds": {kind: _tally(tally) for (where, kind), tally in report.matrix.items() if where == ref},
            }
            for ref in report.sections
        ],
        "weak": [
            {"section": str(t.ref), "objective": t.objective, "text": view.topic(t), **_tally(t.tally)}
            for t in report.weak
        ],
        "calibration": [
            {"confidence": level.confidence, "answers": level.answers, "score": round(level.score, 4)}
            for level in report.levels
        ],
        "surprises": [{"id": one.question.id, "section": str(one.ref)} for one in report.surprises],
        "scenarios": [_scenario(each) for each in view.scenarios],
        "due": report.due,
        "forecast": list(report.forecast),
    }


def as_csv(view: View) -> str:
    """A line for each question, with what became of it."""
    lines: list[Sequence[object]] = [COLUMNS]
    for one in view.asked:
        question = one.question
        last, review = view.last.get(question.id), view.reviews.get(question.id)
        lines.append((
            one.ref, question.id, question.type, question.kind, question.objective, view.times.get(question.id, 0),
            round(last.score, 4) if last else "", last.outcome if last else "",
            last.confidence or "" if last else "",
            moment(last.utc_ms) if last else "", moment(review.due) if review else "",
        ))  # fmt: skip
    return table(lines)


def table(lines: Iterable[Sequence[object]]) -> str:
    """Lines of CSV; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    import csv
    import io

    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for line in lines:
        writer.writerow([_cell(value) for value in line])
    return written.getvalue()


def moment(utc_ms: int) -> str:
    """A moment as the learner's clock shows it, with its offset from UTC."""
    return datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone().isoformat(timespec="seconds")


def _cell(value: object) -> object:
    from orchestra_tui.base.text import visible

    if isinstance(value, int | float):
        return value
    text = visible(str(value), keep="")
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _scenario(each: Listed) -> dict[str, object]:
    """The prediction is the first that was watched to its end; the goals are those of the last such run."""
    first, last = each.first_guess, each.last if each.seen else None
    return {
        "name": each.entry.name,
        "title": each.entry.title,
        "section": str(each.entry.section) if each.entry.section else None,
        "runs": len(each.runs),
        "watched": each.seen,
        "metric": first.metric if first else None,
        "predicted": first.predicted if first else None,
        "value": first.value if first else None,
        "goals": list(last.goals) if last else None,
    }


def _tally(tally: Tally) -> dict[str, object]:
    score = None if tally.score is None else round(tally.score, 4)
    return {"questions": tally.questions, "answered": tally.answered, "score": score}
