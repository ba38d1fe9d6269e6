"""Going from place to place: what the application knows about the places beside the text, loaded when gone to."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App
from textual.screen import Screen

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.tui.places import CHECK, FLEET, PROGRESS, THEORY, Where, open_places
from orchestra_tui.tui.widgets.placebar import PlaceBar

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course
    from orchestra_tui.course.model import SectionRef
    from orchestra_tui.tui.desk import Desk
    from orchestra_tui.tui.examiner import Examiner
    from orchestra_tui.tui.keymap import Keymap
    from orchestra_tui.tui.looks import Looks
    from orchestra_tui.tui.screens.check.session import Session
    from orchestra_tui.tui.wishes import Begin, Read, Resume, Watch
    from orchestra_tui.tutor.options import Options
    from orchestra_tui.tutor.quiz import Quiz


class Placing(App[int], inherit_bindings=False):
    """Each place is a mode with screens of its own, so that the learner finds it as it was left."""

    DEFAULT_MODE = THEORY

    options: Options
    course: Course
    keymap: Keymap
    asks_sure: bool = True
    """Whether the learner is asked how sure they are."""
    due: int = 0
    """How many questions are due for review, as far as it is known."""

    @cached_property
    def desk(self) -> Desk:
        """The learner's side of the course."""
        raise NotImplementedError

    def looks(self) -> Looks:
        """How text looks in the theme of now."""
        raise NotImplementedError

    def tell(self, *faults: OrchestraError) -> None:
        """Show faults as notices."""
        raise NotImplementedError

    def keep_setting(self, **changes: object) -> None:
        """Write settings into the learner's file."""
        raise NotImplementedError

    @cached_property
    def places(self) -> tuple[Where, ...]:
        """The places that have something in them."""
        return open_places(self.course)

    @cached_property
    def examiner(self) -> Examiner:
        """The way to the questions."""
        from orchestra_tui.tui.examiner import Examiner
        from orchestra_tui.tutor.simulating import Simulator

        simulate = Simulator(lambda: self.course)
        return Examiner(lambda: self.course, self.desk, self.options.course_language, simulate)

    def add_places(self) -> None:
        """Make the places known, the text among them; their screens are made when first gone to."""
        self.asks_sure = self.options.settings.confidence
        self.add_mode(THEORY, self.get_default_screen)
        self.add_mode(CHECK, self._check_page)
        self.add_mode(FLEET, self._fleet_page)
        self.add_mode(PROGRESS, self._progress_page)

    @property
    def every_screen(self) -> list[Screen[Any]]:
        """The screens of all places."""
        found: list[Screen[Any]] = []
        for place in (THEORY, CHECK, FLEET, PROGRESS):
            with suppress(KeyError):
                found += self.get_screen_stack(place)
        return found

    def _check_page(self) -> Screen[None]:
        from orchestra_tui.tui.screens.check.start import StartScreen

        return StartScreen(self.looks())

    def _fleet_page(self) -> Screen[None]:
        from orchestra_tui.tui.screens.fleet.start import FleetStart

        return FleetStart(self.looks())

    def _progress_page(self) -> Screen[None]:
        from orchestra_tui.tui.screens.progress.screen import ProgressScreen

        return ProgressScreen(self.looks())

    def offers(self, condition: str) -> bool:
        """Whether a condition about places holds: that there are several (`places`), or one of them (`place-check`)."""
        if condition == "places":
            return len(self.places) > 1
        return len(self.places) > 1 and any(condition == place.command for place in self.places)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going about needs places to go to."""
        if action == "place":
            return self.offers(f"place-{parameters[0]}")
        return action != "places" or self.offers(action)

    def action_place(self, place: str) -> None:
        """Go to a place, as it was left."""
        if place != self.current_mode:
            if place == self.reader.visited_from:
                self.reader.end_visit()
            if place == THEORY and self.current_mode == FLEET:
                self.reader.showing.look()
            self.switch_mode(place)

    @on(PlaceBar.Picked)
    def pick_place(self, event: PlaceBar.Picked) -> None:
        """Go to the place that was clicked, on whatever screen."""
        self.action_place(event.place)

    def action_places(self) -> None:
        """Offer the places by their letters."""
        from orchestra_tui.tui.screens.places import PlacesScreen

        self.push_screen(PlacesScreen(self.looks(), self.keymap, self.places), self._go)

    def _go(self, place: str | None) -> None:
        if place:
            self.action_place(place)

    def set_asks_sure(self, asks: bool) -> None:
        """From now on, ask how sure the learner is, or do not."""
        self.asks_sure = asks
        self.keep_setting(confidence=asks)

    # What is due

    def count_due(self) -> None:
        """Count what is due for review, to say it beside the name of the place; no question is read for it."""
        if len(self.places) == 1:
            return
        from orchestra_tui.tui.examiner import due_count

        now, course = self.examiner.now(), self.course.id
        with suppress(RuntimeError):
            found = self.desk.with_journal(lambda journal: due_count(journal, course, now))
            found.add_done_callback(lambda done: self.call_later(self._counted, done))

    def _counted(self, done: Future[int]) -> None:
        # A journal that cannot be read was told when it was opened.
        with suppress(OrchestraError):
            self.show_due(done.result())

    def show_due(self, number: int) -> None:
        """So much is due."""
        self.due = number
        for screen in self.every_screen:
            for bar in screen.query(PlaceBar):
                bar.count(CHECK, number)

    # The text

    @property
    def reader(self) -> Any:  # noqa: ANN401 — the reader imports this module's heir
        """The screen with the text."""
        return self.get_screen_stack(THEORY)[0]

    def open_section(self, wish: Read) -> None:
        """Open the text of a section."""
        self.action_place(THEORY)
        self.reader.open_heading(wish.ref, wish.anchor)

    def open_passage(self, ref: SectionRef, anchor: str) -> None:
        """Open the text that a question or a run is about; leaving it leads back to the place it was opened from."""
        home = self.current_mode
        self.action_place(THEORY)
        self.reader.visit(ref, anchor, home)

    # The fleet

    def show_run(self, wish: Watch, *, back: str = FLEET) -> None:
        """Show a run of the fleet; `back` is the place to leave to. One that is on the screen is gone on with."""
        self.call_later(self._show_run, wish, back)

    async def _show_run(self, wish: Watch, back: str) -> None:
        from orchestra_tui.tui.screens.fleet.ending import Ending
        from orchestra_tui.tui.screens.fleet.start import FleetStart

        self.action_place(FLEET)
        for screen in self.screen_stack:
            if isinstance(screen, Ending) and screen.shows(wish):
                screen.home = back
                return
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        start = self.screen
        assert isinstance(start, FleetStart)
        start.call_later(start.open, wish, back)

    # Questions

    def begin(self, wish: Begin | Resume, *, back: str = CHECK, replace: bool = False) -> None:
        """Ask questions; `back` is the place to leave to, and with `replace` they take the place of this screen."""
        examiner = self.examiner
        now = examiner.now()

        def work(quiz: Quiz) -> Session:
            from orchestra_tui.tui.screens.check import sitting
            from orchestra_tui.tui.screens.check.session import opened

            assert sitting
            return opened(wish, now)(quiz)

        examiner.ask(work, lambda found: self.call_later(self._begun, found, back, replace))

    async def _begun(self, found: Future[Session], back: str, replace: bool) -> None:
        from orchestra_tui.tui.screens.check.sitting import SittingScreen

        try:
            session = found.result()
        except OrchestraError as fault:
            self.tell(fault)
            return
        self.action_place(CHECK)
        if replace:
            await self.switch_screen(SittingScreen(self.looks(), session, back=back))
            return
        waiting = self.screen
        if (
            isinstance(waiting, SittingScreen)
            and waiting.session.sitting.id == session.sitting.id
            and not waiting.ended
        ):
            waiting.back = back
            return
        while len(self.get_screen_stack()) > 1:
            await self.pop_screen()
        await self.push_screen(SittingScreen(self.looks(), session, back=back))
