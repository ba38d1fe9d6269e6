"""The dashboard: panels around one moment of a run, and time going by."""

from __future__ import annotations

from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.timer import Timer

from orchestra_tui.base.i18n import _
from orchestra_tui.tui import places
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.screens.fleet.layout import AGENTS, EVERY, ORDER, Arrangement, arrangement
from orchestra_tui.tui.screens.frame import Frame
from orchestra_tui.tui.widgets.fleet import panels
from orchestra_tui.tui.widgets.fleet.moment import Filter, Moment, Subject
from orchestra_tui.tui.widgets.fleet.panel import Panel
from orchestra_tui.tui.widgets.fleet.strip import FleetStrip, Going
from orchestra_tui.tui.widgets.fleet.timeline import TimelinePanel
from orchestra_tui.tutor.playing.stage import Stage
from orchestra_tui.tutor.telling.words import Calendar

FRAME_S = 0.25
"""Seconds between two pictures while time goes by."""


class FleetBase(Frame):
    """One moment on the screen; everything it shows is made from the stage."""

    CSS_PATH = ["../frame.tcss", "fleet.tcss"]
    AUTO_FOCUS = "#agents"
    place = places.FLEET
    context = "panel"
    owns = ("fleet",)

    def __init__(self, looks: Looks, stage: Stage) -> None:
        super().__init__(looks)
        self.stage = stage
        self.strip = FleetStrip(looks, id="fleet-strip")
        self.panels: dict[str, Panel] = {name: panels.make(name, looks) for name in ORDER}
        self.filter = Filter()
        self.large = ""
        """The panel that has the whole screen, if one has."""
        self.arranged: Arrangement = EVERY[0]
        self._calendar = Calendar(stage.recording.plan, stage.recording.end)
        self._clock: Timer | None = None
        self._told = 0.0

    def compose(self) -> ComposeResult:
        """Places, strip, panels, status, keys."""
        self.fit(self.app.size)
        yield self.title_bar
        yield self.strip
        with Container(id="body"):
            yield from self.panels.values()
        yield self.status
        yield self.key_bar

    async def furnish(self) -> None:
        """Show where we are."""
        self._clock = self.set_interval(FRAME_S, self._tick, pause=True)
        self.refresh_keys()
        self.redraw()

    # One moment

    @property
    def moment(self) -> Moment:
        """What is shown."""
        player = self.stage.player
        return Moment(self.stage.recording, player.n, player.at, self.stage.state, self._calendar, self.filter)

    def redraw(self) -> None:
        """Draw the moment."""
        moment = self.moment
        self.strip.show(moment, self.going())
        for panel in self.visible_panels():
            panel.show(moment)
        self.refresh_status()

    def changed(self) -> None:
        """The stage shows another recording."""
        self._calendar = Calendar(self.stage.recording.plan, self.stage.recording.end)
        self.redraw()
        self.refresh_keys()

    def going(self) -> Going:
        """How time goes."""
        player = self.stage.player
        speed = _("by decisions") if player.stepping else f"×{player.speed:g}"
        return Going(player.playing, speed, self.stage.number, len(self.stage.takes))

    def visible_panels(self) -> list[Panel]:
        """The panels on the screen."""
        return [panel for panel in self.panels.values() if panel.has_class("-shown")]

    @property
    def panel(self) -> Panel:
        """The panel that has the focus."""
        return self.focused if isinstance(self.focused, Panel) else self.panels[AGENTS]

    @property
    def subject(self) -> Subject:
        """What the learner points at."""
        return self.panel.subject

    # Time

    def _tick(self) -> None:
        now = monotonic()
        elapsed, self._told = (now - self._told) * 1_000, now
        player = self.stage.player
        if player.advance(elapsed):
            self.redraw()
        if not player.playing:
            self.set_playing(on=False)

    def set_playing(self, *, on: bool) -> None:
        """Let time go, or stop it."""
        self.stage.player.play(on=on)
        self._told = monotonic()
        if self._clock is not None:
            if on:
                self._clock.resume()
            else:
                self._clock.pause()
        self.redraw()
        self.refresh_keys()

    def on_screen_suspend(self) -> None:
        """Nobody is looking: time stands still."""
        if self.stage.player.playing:
            self.set_playing(on=False)

    def on_screen_resume(self) -> None:
        """Somebody is looking again."""
        self.redraw()

    @on(FleetStrip.Sought)
    @on(TimelinePanel.Sought)
    def sought(self, event: FleetStrip.Sought | TimelinePanel.Sought) -> None:
        """A time was pointed at."""
        event.stop()
        self.stage.player.go_time(event.at)
        self.redraw()

    # Arranging

    def fit(self, size: Size) -> None:
        """What is shown at this size."""
        super().fit(size)
        self.arranged = arrangement(size.width, size.height)
        self.place_panels()

    def place_panels(self) -> None:
        """Put the panels where they belong."""
        for each in EVERY:
            self.set_class(each is self.arranged and not self.large, each.name)
        self.set_class(bool(self.large), "-large")
        shown = {self.large} if self.large else self.arranged.shown
        for name, panel in self.panels.items():
            panel.set_class(name in shown, "-shown")
        self.strip.styles.height = self.arranged.strip

    def look_at(self, name: str) -> None:
        """Put the focus on a panel; one that has no room is made large."""
        if self.large:
            self.large = name if name not in self.arranged.shown or len(self.arranged.shown) == 1 else ""
        elif name not in self.arranged.shown:
            self.large = name
        self.place_panels()
        self.panels[name].focus()
        self.call_after_refresh(self.redraw)

    @on(Panel.Moved)
    def moved(self, event: Panel.Moved) -> None:
        """Keys depend on what is pointed at."""
        event.stop()
        self.refresh_keys()
