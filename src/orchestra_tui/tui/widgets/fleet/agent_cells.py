"""What the cells of the table of agents say. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet.model import AgentState, Profile, Role, TaskState
from orchestra_tui.fleet.policy import Health
from orchestra_tui.fleet.runs import HUMAN, AgentRun
from orchestra_tui.fleet.units import HOUR, MINUTE
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fleet.columns import Column, Placed, placed, shortened
from orchestra_tui.tui.widgets.fleet.glyphs import AGENT, NEEDS_YOU, REVIEWING
from orchestra_tui.tui.widgets.fleet.moment import Moment
from orchestra_tui.tui.widgets.fleet.roll import Roll, state_of
from orchestra_tui.tutor.playing.lanes import Doing, Lane
from orchestra_tui.tutor.playing.memo import once
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.telling.words import dollars, name, role_name, tokens

PER_BAR = 3 * MINUTE
"""What one bar of the sparkline stands for."""
ROOMY = 50
"""Cells from which the right edge stays free."""
BARS = "▁▂▃▄▅▆▇█"
_AT_WORK = frozenset({Doing.START, Doing.WORK, Doing.CHECK, Doing.REVIEW})

_STATES = {
    AgentState.IDLE: N_("free"),
    AgentState.STARTING: N_("starts"),
    AgentState.WORKING: N_("works"),
    AgentState.WAITING: N_("waits"),
    AgentState.CHECKING: N_("in tests"),
    AgentState.SUSPECT: N_("suspect"),
    AgentState.STOPPING: N_("stops"),
    AgentState.PAUSED: N_("on pause"),
}
_SUSPECT = {
    "start": N_("not up"),
    "output": N_("silent"),
    "progress": N_("no headway"),
    "attempt": N_("too long"),
}
"""What a suspect agent is suspected of, by the clock that ran out."""


def clock(ms: int) -> str:
    """An age in at most five cells: `7s`, `2:05`, `1h40`, `3d`."""
    seconds = max(0, ms) // 1_000
    if seconds < 60:
        return _("{n}s").format(n=seconds)
    if seconds < 3_600:
        return f"{seconds // 60}:{seconds % 60:02}"
    if seconds < 100 * 3_600:
        return _("{hours}h{minutes}").format(hours=seconds // 3_600, minutes=f"{seconds % 3_600 // 60:02}")
    return _("{n}d").format(n=seconds // 86_400)


@once
def columns(recording: Recording) -> tuple[Column, ...]:
    """The columns there may be, as wide as the names of this run need them."""
    plan = recording.plan

    def steps(names: list[str], *ranked: tuple[int, int], least: int = 1) -> tuple[tuple[int, int], ...]:
        longest = max(least, *map(cell_len, names), 1)
        return tuple((rank, min(wide, longest)) for rank, wide in ranked)

    agents = steps(list(plan.slot), (0, 9), (8, 11), (9, 13), (10, 15), (20, 24), (40, 40))
    tasks = steps([task.id for task in plan.tasks], (2, 9), (11, 14), (21, 24), (41, 40), least=8)
    models = [_model(profile, id) for profile in plan.profiles for id in (profile.model, *profile.fallbacks)]
    accounts = steps([account.id for account in plan.accounts], (16, 11), (23, 20), least=7)
    trees = steps([f"../{task.id}-e10" for task in plan.tasks], (26, 12), (27, 30))
    return (
        Column("sign", "", ((0, 2),)),
        Column("name", N_("agent"), agents),
        Column("state", N_("state"), ((1, 9), (12, 10), (24, 14))),
        Column("task", N_("task"), tasks),
        Column("epoch", "", ((7, 3),)),
        Column("attempt", N_("attempt"), ((25, 7),), right=True),
        Column("beat", N_("beat"), ((3, 7),)),
        Column("progress", N_("progress"), ((5, 8),)),
        Column("turn", N_("turn"), ((6, 5),), right=True),
        Column("role", N_("role"), ((17, 11),)),
        Column("model", N_("model"), steps(models, (13, 10), (22, 16), least=6)),
        Column("account", N_("account"), accounts),
        Column("tree", N_("worktree"), trees),
        Column("tokens", N_("tokens"), ((18, 8),), right=True),
        Column("cost", "$", ((4, 7),), right=True),
        Column("pace", N_("$ an hour"), ((15, 9),), right=True),
        Column("bars", N_("activity"), ((14, 10), (19, 20))),
    )


@once
def layout(recording: Recording, width: int) -> tuple[Placed, ...]:
    """The columns that fit; where there is room a cell stays free at the right."""
    return placed(columns(recording), width - (width >= ROOMY))


def said(moment: Moment, roll: Roll, agent: AgentRun) -> tuple[str, str, str]:
    """Sign, word and ink of an agent's state."""
    state = state_of(agent)
    sign, ink = AGENT[state]
    if state is AgentState.IDLE and agent.name in roll.theirs:
        return NEEDS_YOU[0], _("needs you"), NEEDS_YOU[1]
    if state is AgentState.SUSPECT:
        return sign, _(_SUSPECT.get(agent.suspect, _STATES[state])), ink
    if state is AgentState.WORKING and agent.job == "review":
        return REVIEWING[0], _("reviews"), REVIEWING[1]
    due = moment.state.timers.get(f"backoff/{agent.task}/{agent.epoch}") if state is AgentState.WAITING else None
    if due is not None:
        return sign, _("waits {time}").format(time=clock(due[1] - moment.at)), ink
    return sign, _(_STATES[state]), ink


def cells(moment: Moment, roll: Roll, agent: AgentRun, places: Mapping[str, int]) -> dict[str, Piece]:
    """What an agent's row says, by column; `places` are the columns that are shown, with their widths."""
    sign, word, ink = said(moment, roll, agent)
    task = roll.task_of(agent)
    made: dict[str, Piece] = {
        "sign": (f" {sign}", ink),
        "name": (shortened(name(agent.name), places.get("name", 1)), "foreground"),
        "state": (word, ink),
        "task": (shortened(name(task), places.get("task", 1)), "accent"),
        "cost": (dollars(agent.cost), "foreground" if agent.cost else "muted"),
    }
    if "tokens" in places:
        made["tokens"] = (tokens(agent.tokens), "muted")
    if "role" in places:
        made["role"] = (role_name(_role(moment, agent)), "muted")
    if "model" in places:
        profile = moment.plan.slot[agent.name]
        model = _model(profile, agent.model if agent.job else profile.model)
        made["model"] = (model, "muted")
    if "pace" in places:
        made["pace"] = _pace(moment, agent)
    if "bars" in places:
        made["bars"] = (bars(moment.recording.lanes.get(agent.name), moment.at, places["bars"]), "primary")
    if agent.job:
        made |= _of_job(moment, agent, places)
    return made


def _model(profile: Profile, model: str) -> str:
    """A model's name without the name of its CLI, which the agents of a profile have in common."""
    return name(model).removeprefix(f"{profile.cli}-")


def _role(moment: Moment, agent: AgentRun) -> Role:
    if agent.job == "review":
        return Role.REVIEWER
    return moment.plan.task[agent.task].role if agent.job else moment.plan.slot[agent.name].roles[0]


def _pace(moment: Moment, agent: AgentRun) -> Piece:
    per_hour = moment.recording.pace.agent(agent.name).per_hour(moment.at)
    return (dollars(per_hour), "muted") if per_hour else ("", "muted")


def _of_job(moment: Moment, agent: AgentRun, places: Mapping[str, int]) -> dict[str, Piece]:
    profile, task = moment.plan.slot[agent.name], moment.state.tasks[agent.task]
    beat, progress = ages(moment.state.policy.health, agent, moment.at, ralph=profile.fresh_context)
    made: dict[str, Piece] = {
        "epoch": (f"e{agent.epoch}", "muted"),
        "attempt": (str(task.attempts), "muted"),
        "beat": _age("♥", *beat),
        "account": (shortened(name(agent.account), places.get("account", 1)), "muted"),
    }
    if agent.job == "build":
        made["progress"] = _age("↗", *progress)
        made["turn"] = (f"{agent.turn}/{profile.max_turns}", "foreground" if agent.turn else "muted")
        made["tree"] = (shortened(name(agent.worktree), places.get("tree", 1)), "muted")
    return made


def ages(health: Health, agent: AgentRun, at: int, *, ralph: bool) -> tuple[tuple[int, int], tuple[int, int]]:
    """The ages of an agent's last output and last progress with the limit that holds for each now, in ms; 0 is none.

    While it waits for a provider or for checks the clock of progress stands still, and silence means nothing.
    """
    if agent.state is AgentState.STARTING:
        return (at - agent.started_at, health.start_ms), (at - agent.started_at, 0)
    silence, limit = at - agent.beat_at, health.ralph_progress_ms if ralph else health.progress_ms
    if agent.waiting_at is not None:
        return (silence, 0), (agent.waiting_at - agent.progress_at, 0)
    return (silence, health.beat_ms * health.suspect_beats), (at - agent.progress_at, limit)


def _age(sign: str, age: int, limit: int) -> Piece:
    late = limit and age >= limit
    return f"{sign}{clock(age):>5}{'!' if late else ' '}", "error bold" if late else "muted"


def bars(lane: Lane | None, at: int, count: int) -> str:
    """How much of its time an agent was at work, a bar for each three minutes up to now."""
    if lane is None:
        return ""
    last = at // PER_BAR
    start = (last - count + 1) * PER_BAR
    busy = [0] * count
    for stretch in lane.between(max(0, start), at + 1):
        if stretch.doing in _AT_WORK:
            since, until = max(stretch.start, start), min(stretch.end, at)
            for place in range((since - start) // PER_BAR, min(count - 1, (until - start) // PER_BAR) + 1):
                edge = start + place * PER_BAR
                busy[place] += max(0, min(until, edge + PER_BAR) - max(since, edge))
    spans = [PER_BAR] * (count - 1) + [max(1, at - last * PER_BAR)]
    return "".join(_bar(part, span) for part, span in zip(busy, spans, strict=True))


def _bar(part: int, span: int) -> str:
    return BARS[min(len(BARS) - 1, part * len(BARS) // span)] if part else " "


def about(moment: Moment, agent: AgentRun) -> list[str]:
    """All there is to say of an agent, in phrases."""
    profile = moment.plan.slot[agent.name]
    said = [role_name(_role(moment, agent)), _model(profile, agent.model if agent.job else profile.model)]
    if agent.job:
        said.append(name(agent.account))
        said += [name(agent.worktree)] if agent.job == "build" else []
        attempts = moment.state.tasks[agent.task].attempts
        said.append(n_("{n} attempt", "{n} attempts", attempts).format(n=attempts))
    said.append(_("{tokens} tokens").format(tokens=tokens(agent.tokens)))
    if per_hour := moment.recording.pace.agent(agent.name).per_hour(moment.at):
        said.append(_("{sum} an hour").format(sum=dollars(per_hour)))
    said.append(_("{n} in main").format(n=agent.merged))
    return said


def your_cells(moment: Moment, roll: Roll, places: Mapping[str, int]) -> dict[str, Piece]:
    """The row of the human: what lies with them, and for how long."""
    first, more = roll.yours[0], len(roll.yours) - 1
    rest = f" +{more}" if more else ""
    decide = sum(run.state is TaskState.NEEDS_HUMAN for run in roll.yours)
    review = len(roll.yours) - decide
    parts = [n_("{n} review", "{n} reviews", review).format(n=review)] if review else []
    parts += [n_("{n} to decide", "{n} to decide", decide).format(n=decide)] if decide else []
    age = moment.at - first.since
    return {
        "sign": (f" {NEEDS_YOU[0]}", NEEDS_YOU[1]),
        "name": (_("You"), NEEDS_YOU[1]),
        "state": (_("needed"), NEEDS_YOU[1]),
        "task": (shortened(name(first.id), max(1, places.get("task", 1) - len(rest))) + rest, "accent"),
        "progress": (f"↗{clock(age):>5} ", "warning" if age > HOUR else "muted"),
        "role": (", ".join(parts), "muted"),
        "bars": (bars(moment.recording.lanes.get(HUMAN), moment.at, places.get("bars", 1)), "secondary"),
    }
