"""How a story ends: what was reached, what it cost, what happened on the way, who did how much, what is left."""

from __future__ import annotations

from collections.abc import Iterator

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.rules.names import base
from orchestra_tui.tutor.telling.chronicle import Chronicle, Share
from orchestra_tui.tutor.telling.words import dollars, lasts, listed, metric_value, name, tokens

M = Metric
FEW = 6
MANY = 24
"""Crews larger than this are told by profile."""


def closing(story: Chronicle) -> tuple[str, ...]:
    """The paragraphs of the bill."""
    parts = [" ".join([_reached(story), *_left(story)]), " ".join(_on_the_way(story)), "\n".join(_shares(story))]
    return tuple(part for part in parts if part)


def _reached(story: Chronicle) -> str:
    numbers = story.numbers
    said = _("The bill: {merged} of {all} tasks in main in {time}, {cost} and {tokens} tokens.").format(
        merged=numbers[M.MERGED],
        all=len(story.plan.tasks),
        time=lasts(numbers[M.MAKESPAN]),
        cost=dollars(numbers[M.COST]),
        tokens=tokens(numbers[M.TOKENS]),
    )
    if numbers[M.MERGED] > 1:
        each = _("A task in main comes to {cost}.").format(cost=dollars(numbers[M.COST_PER_MERGED]))
        return f"{said} {each}"
    return said


_WHY = {
    "ladder.attempts": N_("attempts used up"),
    "ladder.no-stronger-model": N_("no stronger model"),
    "ladder.reviews": N_("reviews used up"),
    "ladder.conflicts": N_("too many conflicts"),
    "ladder.task-budget": N_("its budget used up"),
    "ladder.bad-request": N_("request not accepted"),
    "ladder.dependency": N_("what it came after is not in main"),
    "control.cancel": N_("given up by you"),
}


def _left(story: Chronicle) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for end in story.given_up.values():
        by_reason.setdefault(_WHY.get(base(end.rule), ""), []).append(end.task)
    ends = [
        f"{listed(tasks, FEW)} ({_(reason)})" if reason else listed(tasks, FEW) for reason, tasks in by_reason.items()
    ]
    if ends:
        said = n_("Not in main: {names}.", "Not in main: {names}.", len(story.given_up))
        yield said.format(names=", ".join(ends))
    still = [t.id for t in story.plan.tasks if t.id not in story.merged_n and t.id not in story.given_up]
    if still:
        yield n_("Left open: {names}.", "Left open: {names}.", len(still)).format(names=listed(still))


def _on_the_way(story: Chronicle) -> Iterator[str]:
    numbers = story.numbers
    swaps = [
        (label, numbers[metric])
        for label, metric in (
            ("Timeout Swap", M.TIMEOUT_SWAPS),
            ("Error Swap", M.ERROR_SWAPS),
            ("Critic Swap", M.CRITIC_SWAPS),
        )
        if numbers[metric]
    ]
    told = [_("{label}: {n}").format(label=label, n=n) for label, n in swaps]
    told += [metric_value(metric, numbers[metric]) for metric in (M.RESTARTS, M.NUDGES, M.CONFLICTS) if numbers[metric]]
    told += _rarer(story)
    if told:
        yield _("On the way: {what}.").format(what=", ".join(told))
    elif not story.given_up:
        yield _("On the way nobody was swapped or restarted, nothing collided, no provider refused.")
    if numbers[M.REVIEWS]:
        yield _("Reviews: {n}, refused: {refused}; tasks lay in review for {time} in all.").format(
            n=sum(share.reviews for share in story.shares.values()),
            refused=numbers[M.REFUSED_REVIEWS],
            time=lasts(numbers[M.REVIEW_WAIT]),
        )


def _rarer(story: Chronicle) -> list[str]:
    numbers = story.numbers
    return [
        said.format(n=n)
        for said, n in (
            (_("red after merging: {n}"), numbers[M.RED_MERGES]),
            (_("accounts changed: {n}"), numbers[M.ROTATIONS]),
            (_("refusals by providers: {n}"), numbers[M.REFUSALS]),
            (_("late messages rejected: {n}"), numbers[M.STALE]),
        )
        if n
    ]


def _shares(story: Chronicle) -> Iterator[str]:
    shares = {slot: story.shares[slot] for slot in story.plan.slot if slot in story.shares}
    if len(shares) > MANY:
        grouped: dict[str, Share] = {}
        for slot, share in shares.items():
            total = grouped.setdefault(story.plan.slot[slot].id, Share())
            total.turns += share.turns
            total.reviews += share.reviews
            total.merged += share.merged
            total.tokens += share.tokens
            total.cost += share.cost
        shares = grouped
    for slot, share in shares.items():
        yield _("{agent}: {what}").format(agent=name(slot), what=", ".join(_share(share)))
    idle = [slot for slot in story.plan.slot if slot not in story.shares]
    if idle and len(story.plan.slot) <= MANY:
        yield n_("{names} had nothing to do.", "{names} had nothing to do.", len(idle)).format(names=listed(idle))


def _share(share: Share) -> Iterator[str]:
    if share.merged:
        yield n_("{n} task in main", "{n} tasks in main", share.merged).format(n=share.merged)
    if share.turns:
        yield metric_value(M.TURNS, share.turns)
    if share.reviews:
        yield metric_value(M.REVIEWS, share.reviews)
    yield _("{tokens} tokens, {cost}").format(tokens=tokens(share.tokens), cost=dollars(share.cost))
