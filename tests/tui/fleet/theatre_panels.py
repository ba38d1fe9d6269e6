"""Moments of runs, and a panel alone on the screen, for tests of what the dashboard's panels say."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import cache

from msgspec import structs
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from orchestra_tui.fleet.model import Account, Interval, Profile, Quota, Role, Task
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Budget, Flow, Policy
from orchestra_tui.fleet.units import DAY, DOLLAR, HOUR
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.fleet.moment import Filter, Moment
from orchestra_tui.tui.widgets.fleet.painting import PanelRow
from orchestra_tui.tutor.playing.recording import Recording, Reel
from orchestra_tui.tutor.playing.takes import play
from orchestra_tui.tutor.telling.words import Calendar
from tests.fleet.fleets import MODELS, NAMES, REVIEWER, calm, plan
from tests.tutor.playing.reels import recorded

WIDTHS = (20, 33, 40, 54, 65, 80, 90, 120, 160, 200)


def pool() -> Plan:
    """A plan in which everything is limited: people, accounts, hours, quotas, budgets, agents, reviews, tasks."""
    tasks = tuple(
        Task(
            id=f"step-{n}",
            title=f"The step number {n}",
            role=Role.DEVELOPER,
            after=(f"step-{n - 4}",) if n > 3 else (),
            touches=(f"src/{n}",),
            budget=3 * DOLLAR,
        )
        for n in range(14)
    )
    every = tuple(model.id for model in MODELS if model.provider == "anthropic")
    night = (Interval(start=3 * HOUR, end=8 * HOUR), Interval(start=27 * HOUR, end=32 * HOUR))
    gone = (Interval(start=0, end=HOUR // 60), *night)
    quota = Quota(window_ms=HOUR, tokens=400_000, requests=60)
    accounts = (
        Account(
            id="alice-claude",
            owner="alice",
            provider="anthropic",
            models=every,
            days=(0, DAY, 2 * DAY),
            daily_budget=6 * DOLLAR,
            concurrency=2,
        ),
        Account(id="alice-codex", owner="alice", provider="openai", models=("codex",), days=(0, DAY), windows=gone),
        Account(id="bob", owner="bob", provider="anthropic", models=every, days=(0, DAY), quota=quota),
    )
    developer = Profile(
        id="claude-developer",
        cli="claude",
        model="sonnet",
        roles=(Role.DEVELOPER,),
        max_turns=8,
        count=4,
        fallbacks=("codex",),
    )
    policy = Policy(flow=Flow(agents=3, review_wip=2), budget=Budget(fleet=20 * DOLLAR))
    given = plan(tasks=tasks, accounts=accounts, profiles=(developer, REVIEWER), policy=policy)
    return structs.replace(given, started_at="2026-11-02T22:00:00+01:00")


@cache
def pooled(seed: int = 1) -> Recording:
    """A run of it."""
    return play(pool(), calm(), seed)


def recordings() -> Iterator[Recording]:
    """A run of every shipped scenario, and of the limited pool."""
    for name in NAMES:
        yield recorded(name)
    yield pooled()


def moment(recording: Recording, n: int, *, after: int = 0, problems: bool = False, words: str = "") -> Moment:
    """The moment `after` ms after event `n`, not later than the next event."""
    at = recording.time(n) + after
    if n < recording.count:
        at = min(at, recording.time(n + 1))
    state = Reel(recording).go(n)
    return Moment(recording, n, at, state, Calendar(recording.plan, recording.end), Filter(problems, words))


def moments(recording: Recording, count: int = 12, **filtered: bool) -> Iterator[Moment]:
    """Moments all over a run, its start and its end among them."""
    for step in range(count):
        yield moment(recording, recording.count * step // (count - 1), **filtered)


def fits(row: PanelRow, width: int) -> bool:
    """Whether a line has room, without anything that would break it."""
    return row.cells <= width and "\n" not in row.text


class Stand(App[None]):
    """One widget on an otherwise empty screen; it remembers what it was told."""

    def __init__(self, kind: type[Widget]) -> None:
        super().__init__()
        self.kind = kind
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        """The widget."""
        yield self.kind(Looks(self.get_css_variables(), dark=True, ansi=False))  # type: ignore[arg-type]

    def named(self, kind: type[Message]) -> list[Message]:
        """The messages of a kind."""
        return [message for message in self.told if isinstance(message, kind)]


@asynccontextmanager
async def standing(kind: type[Widget], size: tuple[int, int]) -> AsyncIterator[tuple[Pilot[None], Widget]]:
    """A widget alone on a screen of this size, with the focus if it takes it."""
    app = Stand(kind)
    async with app.run_test(size=size, message_hook=app.told.append) as pilot:
        widget = app.query_one(kind)
        widget.focus()
        await pilot.pause()
        yield pilot, widget


async def wheel(pilot: Pilot[None], widget: Widget, x: int, y: int, *, down: bool) -> None:
    """One notch of the wheel over a cell of a widget."""
    kind = MouseScrollDown if down else MouseScrollUp
    widget.post_message(kind(widget, x, y, 0, 1 if down else -1, 0, False, False, False, x, y, None))
    await pilot.pause()
