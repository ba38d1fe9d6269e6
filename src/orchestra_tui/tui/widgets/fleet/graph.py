"""The panel of dependencies: tasks by waves, what waits for what, the critical path and how much of it is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

from rich.cells import cell_len

from orchestra_tui.base.i18n import N_, _, n_
from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.bars import Piece
from orchestra_tui.tui.widgets.fit import cut, fit
from orchestra_tui.tui.widgets.fleet.drawing import SIGN, Node, Sheet, drawing, listing
from orchestra_tui.tui.widgets.fleet.glyphs import TASK
from orchestra_tui.tui.widgets.fleet.moment import Key, Moment, Subject
from orchestra_tui.tui.widgets.fleet.painting import CURSOR
from orchestra_tui.tui.widgets.fleet.panel import Panel, PanelRow
from orchestra_tui.tutor.playing.graph import Path, graph_of, remaining
from orchestra_tui.tutor.playing.memo import once
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.telling.words import lasts, listed, name, task_state

ARROW = " → "
_Look = tuple[tuple[TaskState, bool], bool]
"""What a task looks like: its state, whether it is dimmed; whether the cursor is on it."""
TALL = 8
"""Lines from which it is told how much is left; and from twice as many, what the chosen task waits for."""


class GraphPanel(Panel):
    """A sheet of tasks; the cursor goes from one to the next, wave by wave."""

    name_of = N_("Dependencies")
    lit = False
    counts_hidden = False

    def __init__(self, looks: Looks, id: str | None = None) -> None:
        super().__init__(looks, id)
        self._sheet: Sheet | None = None
        self._at: dict[int, list[tuple[str, Node]]] = {}
        """The tasks of each line."""
        self._made: dict[int, tuple[list[_Look], PanelRow]] = {}
        """The lines that were made, and what their tasks looked like then."""
        self._order: tuple[str, ...] = ()
        self._places: dict[str, int] = {}

    # What is shown

    def note(self, moment: Moment) -> tuple[Piece, ...]:
        """How many waves there are."""
        count = len(graph_of(moment.recording).waves)
        return ((n_("{n} wave", "{n} waves", count).format(n=count) + " ", "muted"),)

    def head(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """The critical path, and what is left of it."""
        known = graph_of(moment.recording)
        lines = [path_line(_("critical path:"), known.path, width, "accent bold")]
        if self.size.height >= TALL:
            left = remaining(moment.recording, moment.at)
            counts = moment.state.index.counts
            over = sum(counts[state] for state in TaskState if state.final) == len(moment.state.tasks)
            said = _("nothing is left to do") if over else _("still to come:")
            lines.append(path_line(said, left if not over else Path(), width, "foreground"))
        return lines

    def foot_size(self, width: int, height: int) -> int:
        """As many lines as there are to say."""
        return len(self.foot(self.moment, width)) if self.moment else 0

    def foot(self, moment: Moment, width: int) -> Sequence[PanelRow]:
        """The chosen task: how long it took, its slack, what it waits for, what waits for it."""
        task = cast("str", self.chosen)
        if self.size.height < TALL or task not in moment.state.tasks:
            return ()
        lines = [PanelRow(((f" {text}", ink),)) for text, ink in about(moment, task)]
        return lines[: 1 if self.size.height < 2 * TALL else 3]

    def keys(self, moment: Moment, width: int) -> Sequence[Key]:
        """The tasks as they stand on the sheet."""
        room = self.size.height - 1 - self._head - (4 if self.size.height >= 2 * TALL else 1)
        sheet = sheet_of(moment.recording, width, room)
        if sheet is not self._sheet:
            self._sheet, self._at, self._made, self._order = sheet, {}, {}, tuple(sheet.nodes)
            self._places = {task: place for place, task in enumerate(self._order)}
            for task, node in sheet.nodes.items():
                self._at.setdefault(node.y, []).append((task, node))
        if self.chosen not in sheet.nodes:
            self.chosen = next(iter(graph_of(moment.recording).path.tasks or sheet.nodes), None)
        return self._order

    def subject_of(self, moment: Moment, key: Key) -> Subject:
        """The task, and who has it."""
        run = moment.state.tasks[cast("str", key)]
        who = next((name for name in (run.agent, run.reviewer) if name in moment.state.agents), "")
        return Subject(who, run.id)

    # Drawing

    def _settle(self) -> int | None:
        """The line of the chosen task is in sight, and the head of its wave if there is one above it."""
        sheet, room = self._sheet, self.rows_shown
        node = sheet.nodes.get(cast("str", self.chosen)) if sheet else None
        if sheet is None or node is None:
            self._top = 0
            return None
        if room:
            first = node.y - (1 if node.y - 1 in sheet.heads else 0)
            self._top = max(min(self._top, first), node.y - room + 1)
        self._top = max(0, min(self._top, sheet.height - max(1, room)))
        return self._places.get(cast("str", self.chosen))

    def body(self, moment: Moment, place: int | None, width: int) -> list[tuple[PanelRow, bool]]:
        """The lines of the sheet in sight."""
        sheet = self._sheet
        if sheet is None:
            return []
        shown = range(self._top, min(self._top + self.rows_shown, sheet.height))
        heads = sheet.heads
        return [(self._head_of(moment, heads[y]) if y in heads else self._line(moment, y, width), False) for y in shown]

    def _head_of(self, moment: Moment, wave: int) -> PanelRow:
        tasks = graph_of(moment.recording).waves[wave]
        counts = Counter(moment.state.tasks[task].state for task in tasks)
        left: list[Piece] = [(" " + _("wave {n}").format(n=wave + 1), "primary bold")]
        left.append((f"  {n_('{n} task', '{n} tasks', len(tasks)).format(n=len(tasks))}  ", "muted"))
        left += [(f" {TASK[state][0]} {counts[state]}", TASK[state][1]) for state in TaskState if counts[state]]
        return PanelRow(tuple(left))

    def _line(self, moment: Moment, y: int, width: int) -> PanelRow:
        """A line of the sheet; it is made anew only if one of its tasks looks otherwise than before."""
        there = self._at.get(y, ())
        now = [(self._looks_like(moment, task), task == self.chosen) for task, _node in there]
        known = self._made.get(y)
        if known is None or known[0] != now:
            self._made[y] = known = (now, self._row_of(moment, y, width, now))
        return known[1]

    def _looks_like(self, moment: Moment, task: str) -> tuple[TaskState, bool]:
        state = moment.state.tasks[task].state
        return state, moment.filter.problems and not needs_attention(moment, task)

    def _row_of(self, moment: Moment, y: int, width: int, now: list[_Look]) -> PanelRow:
        assert self._sheet
        path = graph_of(moment.recording).path.tasks
        parts = [(wire.x, [(wire.text, wire.ink)]) for wire in self._sheet.wires.get(y, ())]
        for (task, node), look in zip(self._at.get(y, ()), now, strict=True):
            parts.append((node.x, _written(task, node, look, critical=task in path, drawn=bool(self._sheet.wires))))
        pieces: list[Piece] = []
        x = 0
        for start, written in sorted(parts, key=lambda part: part[0]):
            pieces += [(" " * (start - x), "muted"), *written]
            x = start + sum(cell_len(text) for text, _ink in written)
        pieces.append((" " * (width - x), "muted"))
        return PanelRow(tuple(pieces), exact=True)

    # Moving

    def place_at(self, x: int, y: int) -> int | None:
        """The task at a cell."""
        line = y - 1 - self._head
        if 0 <= line < self.rows_shown:
            for task, node in self._at.get(line + self._top, ()):
                if node.x <= x < node.x + SIGN + node.room + cell_len(node.more):
                    return self.place_of(task)
        return None

    def place_of(self, key: Key | None) -> int | None:
        """Where a task comes in the order of the cursor."""
        return self._places.get(cast("str", key))


def _written(task: str, node: Node, look: _Look, *, critical: bool, drawn: bool) -> list[Piece]:
    """The sign of a task's state, its name; what is on the critical path is bold, and marked where no line shows it."""
    (state, dim), chosen = look
    sign, ink = TASK[state]
    ink = "faint" if dim else ink
    own = f"{ink if ink in _LOUD else 'foreground'}{' bold' * critical}"
    words = f"{CURSOR}foreground" if chosen else own
    between = ("━", "accent bold") if critical and not drawn else (" ", "muted")
    later = "muted" if state.final else "faint"
    return [(sign, f"{ink} bold"), between, (cut(name(task), node.room), words), (node.more, later)]


_LOUD = frozenset({"muted", "error", "faint"})
"""The inks of states in which the name is written in them, too."""
_PROBLEMS = frozenset({AgentState.SUSPECT, AgentState.WAITING})


def needs_attention(moment: Moment, task: str) -> bool:
    """Whether somebody should look at a task."""
    run = moment.state.tasks[task]
    agent = moment.state.agents.get(run.agent)
    return run.state is TaskState.NEEDS_HUMAN or (agent is not None and agent.state in _PROBLEMS)


@once
def sheet_of(recording: Recording, width: int, height: int) -> Sheet:
    """The tasks of a recording in so many cells: drawn if there is room and they are few, else listed."""
    known = graph_of(recording)
    return drawing(known, width, height) or listing(known, width)


def path_line(said: str, path: Path, width: int, ink: str) -> PanelRow:
    """A path with what it is and its length; names in its middle give way where they do not fit."""
    length = f" {lasts(path.length)} " if path.tasks else ""
    room = width - cell_len(said) - cell_len(length) - 2
    return PanelRow(((f" {said} ", "muted"), (shortened(path.tasks, room), ink)), ((length, ink),))


def shortened(tasks: Sequence[str], room: int) -> str:
    """Tasks with arrows between them, as many of the first and the last as fit."""
    names = [name(task) for task in tasks]
    whole = ARROW.join(names)
    if cell_len(whole) <= room:
        return whole
    for kept in range(len(names) - 1, 1, -1):
        first = names[: (kept + 1) // 2]
        text = ARROW.join([*first, "…", *names[len(names) - kept // 2 :]])
        if cell_len(text) <= room:
            return text
    return fit(whole, room)


def about(moment: Moment, task: str) -> Iterator[Piece]:
    """A task in three lines: its time and slack; what it waits for; what waits for it."""
    known, run = graph_of(moment.recording), moment.state.tasks[task]
    sign, ink = TASK[run.state]
    took = known.spans[task].left(0)
    slack = known.slack[task]
    spent = lasts(took) if took else _("never begun")
    spare = _("on the critical path") if task in known.path.tasks else _("{time} to spare").format(time=lasts(slack))
    yield f"{sign} {name(task)}: {task_state(run.state)} · {spent} · {spare}", ink
    before, after = moment.plan.task[task].after, moment.plan.dependents[task]
    yield (_("after {tasks}").format(tasks=listed(before)) if before else _("waits for nothing")), "muted"
    yield (_("before {tasks}").format(tasks=listed(after)) if after else _("nothing waits for it")), "muted"
