"""Which questions to ask, and in what order: what was not asked lately first, neighbours unlike each other."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked, with what choosing needs to know of it."""

    id: str
    section: str
    objective: str
    kind: str


def choose(
    candidates: Iterable[Candidate], count: int, seed: int, last: Mapping[str, int] | None = None
) -> tuple[Candidate, ...]:
    """At most `count` candidates, interleaved: objectives take turns, what was answered longest ago comes first.

    `last` says when (utc ms) a question was last answered; what never was counts as longest ago. Equals are drawn by
    `seed`.
    """
    last = last or {}
    pool = sorted(candidates, key=lambda c: c.id)
    random.Random(seed).shuffle(pool)
    pool.sort(key=lambda c: last.get(c.id, 0))
    picked: list[Candidate] = []
    turns: Counter[str] = Counter()
    while pool and len(picked) < count:
        index = min(range(len(pool)), key=lambda i: (turns[pool[i].objective], i))
        picked.append(pool.pop(index))
        turns[picked[-1].objective] += 1
    return interleaved(picked)


def interleaved(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates with no objective twice running wherever that can be had, sections mixed; otherwise in order."""
    left = list(candidates)
    mixed: list[Candidate] = []
    while left:
        index = _unlike(mixed[-1] if mixed else None, left)
        mixed.append(left.pop(index))
    return tuple(mixed)


def _unlike(before: Candidate | None, left: Sequence[Candidate]) -> int:
    """The place in `left` of the best follower: another objective, one that would crowd the rest, another section."""
    counts = Counter(c.objective for c in left)

    def cost(index: int) -> tuple[bool, bool, bool, int]:
        c = left[index]
        repeats = before is not None and c.objective == before.objective
        near = before is not None and c.section == before.section
        crowds = counts[c.objective] * 2 > len(left)
        return (repeats, not crowds, near, index)

    return min(range(len(left)), key=cost)
