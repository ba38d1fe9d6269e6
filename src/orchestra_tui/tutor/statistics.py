"""How questions behave, for their authors: how hard they are, and whether those who know more get them right."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from orchestra_tui.journal.answers import Answered, Appeal

ENOUGH = 5
"""Groups from which a discrimination means something."""
Groups = Mapping[str, Sequence[Answered]]
"""Answers that belong together, oldest first: those of one learner, or of one sitting."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One question: how often `asked` and wholly `right`; `difficulty` is 1 - the mean score.

    `discrimination` is the correlation of its score with the score on the rest, -1..1, None where there are fewer than
    ENOUGH groups or nothing varies. `seconds` is the mean time, None where it was never taken. `wrong` is the most
    frequent answer that was not right and `wrong_count` how often it was given.
    """

    question: str
    asked: int
    right: int
    difficulty: float
    discrimination: float | None
    seconds: float | None
    appeals: int
    wrong: object = None
    wrong_count: int = 0


def behaviours(groups: Groups, appeals: Iterable[Appeal] = ()) -> tuple[Behaviour, ...]:
    """The behaviour of every question answered, by id. A group's first answer to a question is the one that counts."""
    first = {name: _first(given) for name, given in groups.items()}
    appealed = Counter(appeal.question for appeal in appeals)
    by_question: defaultdict[str, list[Answered]] = defaultdict(list)
    for given in first.values():
        for id, answered in given.items():
            by_question[id].append(answered)
    return tuple(
        _behaviour(id, by_question[id], _discrimination(id, first.values()), appealed[id]) for id in sorted(by_question)
    )


def by_sitting(given: Iterable[Answered]) -> dict[str, list[Answered]]:
    """One learner's answers, grouped by sitting."""
    groups: defaultdict[str, list[Answered]] = defaultdict(list)
    for answered in given:
        groups[answered.sitting].append(answered)
    return groups


def _first(given: Iterable[Answered]) -> dict[str, Answered]:
    found: dict[str, Answered] = {}
    for answered in given:
        found.setdefault(answered.question, answered)
    return found


def _behaviour(id: str, given: Sequence[Answered], discrimination: float | None, appeals: int) -> Behaviour:
    mistakes = Counter(json.dumps(one.answer, sort_keys=True) for one in given if one.score < 1)
    wrong, wrong_count = mistakes.most_common(1)[0] if mistakes else ("null", 0)
    times = [one.ms / 1000 for one in given if one.ms]
    return Behaviour(
        question=id,
        asked=len(given),
        right=sum(one.score == 1 for one in given),
        difficulty=1 - sum(one.score for one in given) / len(given),
        discrimination=discrimination,
        seconds=sum(times) / len(times) if times else None,
        appeals=appeals,
        wrong=json.loads(wrong),
        wrong_count=wrong_count,
    )


def _discrimination(id: str, groups: Iterable[Mapping[str, Answered]]) -> float | None:
    """The point-biserial correlation of the question with the mean of the other questions of its group."""
    pairs = []
    for group in groups:
        rest = [answered.score for other, answered in group.items() if other != id]
        if id in group and rest:
            pairs.append((group[id].score, sum(rest) / len(rest)))
    return _correlation(pairs) if len(pairs) >= ENOUGH else None


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    mean_x = sum(x for x, _y in pairs) / len(pairs)
    mean_y = sum(y for _x, y in pairs) / len(pairs)
    spread_x = sum((x - mean_x) ** 2 for x, _y in pairs)
    spread_y = sum((y - mean_y) ** 2 for _x, y in pairs)
    if spread_x <= 1e-12 or spread_y <= 1e-12:
        return None
    shared = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    return shared / sqrt(spread_x * spread_y)
