"""The page that answers "why?": about an event, an agent or a task, and from there to what led to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.text import visible
from orchestra_tui.tui import places
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.fleet import why_rows
from orchestra_tui.tui.screens.fleet.computing import Computing, Wanted
from orchestra_tui.tui.screens.fleet.why_rows import Chance, Chanced, Passage, Question
from orchestra_tui.tui.screens.rows import blank
from orchestra_tui.tui.widgets.board import Board, BoardRow
from orchestra_tui.tui.widgets.rows import RowList
from orchestra_tui.tutor.playing.recording import Recording, Reel
from orchestra_tui.tutor.playing.stage import Stage
from orchestra_tui.tutor.playing.takes import difference, forked
from orchestra_tui.tutor.telling.about import about_agent, about_task
from orchestra_tui.tutor.telling.amounts import Calendar
from orchestra_tui.tutor.telling.why import Why, why

if TYPE_CHECKING:
    from orchestra_tui.course.model import SectionRef

Tried = dict[Wanted, Recording]
"""Futures that were computed and not kept."""
MOST_TRIED = 24


class Ways:
    """The ways back from the page into the fleet: `keep` a future as a take, `switch` to one, `go` to an event."""

    def __init__(
        self,
        keep: Callable[[Recording, Wanted], None],
        switch: Callable[[int], None],
        go: Callable[[int], None],
    ) -> None:
        self.keep, self.switch, self.go = keep, switch, go


class WhyScreen(Computing):
    """One question after another; `back` leads to the question before, from the first to the fleet."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("fleet-why")
    CSS_PATH = ["../frame.tcss", "fleet.tcss"]
    AUTO_FOCUS = "Board"
    place = places.FLEET
    context = "fleet-why"
    owns = ("fleet-why",)

    def __init__(self, looks: Looks, stage: Stage, question: Question, tried: Tried, ways: Ways) -> None:
        super().__init__(looks)
        self.stage, self.take, self.n = stage, stage.take, stage.player.n
        self.question = question
        self.board = Board(looks, id="board")
        self._before: list[Question] = []
        self._tried, self._ways = tried, ways
        self._reel = Reel(self.take.recording)
        self._calendar = Calendar(self.take.recording.plan, self.take.recording.end)
        self._why: Why | None = None
        self._passage: tuple[SectionRef, str] | None = None

    def compose(self) -> ComposeResult:
        """Lines above and below, the rows in between."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.board
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """Answer the first question."""
        self._answer()

    def standing(self) -> list[tuple[str, str]]:
        """What is computed."""
        return [(self.computing_said(), "accent")]

    # Questions

    def put(self, question: Question) -> None:
        """Ask the next question."""
        self.give_up()
        self._before.append(self.question)
        self.question = question
        self._answer()

    async def action_back(self) -> None:
        """To the question before, else to the fleet."""
        if self.wanted is not None:
            self.give_up()
            self._draw()
        elif self._before:
            self.question = self._before.pop()
            self._answer()
        else:
            self.app.pop_screen()

    def _answer(self) -> None:
        self._why, self._passage = None, None
        if self.question.n:
            recording, n = self.take.recording, self.question.n
            self._why = why(recording.plan, recording.events, n, self._reel.go(n - 1))
            self._passage = self._explained(self._why.rule)
        self.board.set_rows(())
        self._draw()
        self.board.action_edge(-1)

    def _draw(self) -> None:
        self.board.show(self._rows)
        self.refresh_status()
        self.refresh_keys()

    def _rows(self, width: int) -> list[BoardRow]:
        recording, question = self.take.recording, self.question
        if self._why is not None:
            chances = [self._chance(number) for number in range(len(self._why.otherwise))]
            known = chances if self.stage.source.scenario else []
            return why_rows.event_rows(self._why, recording, self._calendar, width, known, self._section_title())
        state = self._reel.go(self.n)
        if question.agent:
            facts, run = about_agent(recording.plan, state, question.agent), state.agents[question.agent]
            links = why_rows.related_rows("", run.task, recording)
        else:
            facts, task = about_task(recording.plan, state, question.task), state.tasks[question.task]
            links = why_rows.related_rows(task.agent or task.reviewer, "", recording)
        rows = why_rows.about_rows(question, facts, recording, self.n, self._calendar, width)
        return [*rows, blank(), *links] if links else rows

    # What otherwise?

    def _wanted(self, number: int) -> Wanted:
        assert self._why
        other = self._why.otherwise[number]
        acts = forked(self.take.acts, max(1, other.after), other.fact)
        seed = self.take.recording.seed
        parent = self.stage.takes[self.stage.parent(seed, acts) - 1]
        return Wanted(seed, acts, parent.recording, number)

    def _chance(self, number: int) -> Chanced:
        wanted = self._wanted(number)
        take = self.stage.known(wanted.seed, wanted.acts)
        recording = self.stage.takes[take - 1].recording if take else self._tried.get(wanted)
        found = difference(wanted.parent, recording) if recording and wanted.parent else None
        against = 0 if wanted.parent is self.take.recording else self.stage.parent(wanted.seed, wanted.acts)
        return Chanced(found, take, against, busy=self.wanted == wanted)

    def _try(self, number: int) -> None:
        wanted, scenario = self._wanted(number), self.stage.source.scenario
        take = self.stage.known(wanted.seed, wanted.acts)
        if take:
            self.app.pop_screen()
            self._ways.switch(take)
        elif wanted in self._tried:
            self.app.pop_screen()
            self._ways.keep(self._tried[wanted], wanted)
        elif scenario and self.wanted != wanted:
            self.compute(scenario, wanted)
            self._draw()

    def computed(self, wanted: Wanted, recording: Recording) -> None:
        """Say in place what came of it."""
        while len(self._tried) >= MOST_TRIED:
            del self._tried[next(iter(self._tried))]
        self._tried[wanted] = recording
        self._draw()

    # Rows

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Do what the row says."""
        match self.chosen(event, self.board):
            case Question() as question:
                self.put(question)
            case Chance(number=number):
                self._try(number)
            case Passage():
                self.action_passage()

    def action_moment(self) -> None:
        """The fleet at the moment of this event."""
        self.app.pop_screen()
        self._ways.go(self.question.n)

    # The section

    def holds(self, condition: str) -> bool:
        """Whether a command's condition holds."""
        match condition:
            case "passage":
                return self._passage is not None
            case "event":
                return self.question.n > 0
        return super().holds(condition)

    def action_passage(self) -> None:
        """Read what explains the rule."""
        if self._passage is not None:
            self.orchestra.open_passage(*self._passage)

    def _explained(self, rule: str) -> tuple[SectionRef, str] | None:
        from orchestra_tui.tutor.rulebook import rulebook

        try:
            found = rulebook(self.orchestra.course).section(rule) if rule else None
            if found:
                self.orchestra.course.section(str(found[0]))
        except OrchestraError as fault:
            self.call_after_refresh(partial(self.say, str(fault)))
            return None
        return found

    def _section_title(self) -> str:
        if self._passage is None:
            return ""
        return visible(self.orchestra.course.section(str(self._passage[0])).title, keep="")
