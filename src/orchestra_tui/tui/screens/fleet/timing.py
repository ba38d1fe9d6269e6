"""Going through time: playing, steps, marks, jumps."""

from __future__ import annotations

import re
from typing import cast

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet import units
from orchestra_tui.tui.screens.fleet.base import FleetBase
from orchestra_tui.tui.screens.fleet.layout import TIMELINE
from orchestra_tui.tui.widgets.fleet.timeline import TimelinePanel

COLUMNS = 60
"""A step of time is this part of the run where the timeline is not on the screen."""
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class Timing(FleetBase):
    """What the learner does with time; every jump stops it."""

    @property
    def timeline(self) -> TimelinePanel:
        """The lanes."""
        return cast("TimelinePanel", self.panels[TIMELINE])

    def _jumped(self) -> None:
        if self.stage.player.playing:
            self.set_playing(on=False)
        else:
            self.redraw()
            self.refresh_keys()

    def action_play(self) -> None:
        """Play or pause."""
        self.set_playing(on=not self.stage.player.playing)

    def action_step(self, way: int) -> None:
        """By an event."""
        self.stage.player.step(way)
        self._jumped()

    def action_decision(self, way: int) -> None:
        """By a decision."""
        self.stage.player.to_decision(way)
        self._jumped()

    def action_mark(self, way: int) -> None:
        """To the next mark."""
        self.stage.player.to_mark(way)
        self._jumped()

    def action_shift(self, way: int) -> None:
        """By a column of time."""
        player = self.stage.player
        column = self.timeline.column_ms or max(1_000, self.stage.recording.end // COLUMNS)
        player.go_time(player.at + way * column)
        self._jumped()

    def action_zoom(self, step: int) -> None:
        """Closer to the moment shown, or further away; the lanes come up for it where they are not on the screen."""
        if self.timeline in self.visible_panels():
            self.timeline.zoom(step)
        else:
            self.look_at(TIMELINE)

    def action_edge(self, side: int) -> None:
        """To the start or the end."""
        self.stage.player.go(0 if side < 0 else self.stage.recording.count)
        self._jumped()

    def action_speed(self, step: int) -> None:
        """Faster or slower."""
        self.stage.player.stepping = False
        self.stage.player.faster(step)
        self.redraw()

    def action_stepping(self) -> None:
        """From decision to decision, or evenly again."""
        player = self.stage.player
        player.stepping = not player.stepping
        self.set_playing(on=True)

    def action_jump(self) -> None:
        """Ask for a time."""
        from orchestra_tui.tui.screens.ask import Ask

        def given(text: str | None) -> None:
            if text and not self.jump_to(text):
                self.say(_("“{text}” is no time here: write 02:10, 1h30m or #120.").format(text=text))

        self.app.push_screen(Ask(_("Which time? 02:10, 1h30m, #120")), given)

    def jump_to(self, text: str) -> bool:
        """Go to a time of day, a time from the start or an event; whether the text is one."""
        player, text = self.stage.player, text.strip()
        if text.startswith("#") and text[1:].isdecimal():
            player.go(int(text[1:]))
        elif found := _CLOCK.fullmatch(text):
            at = self._time_of_day(int(found[1]) * 60 + int(found[2]))
            if at is None:
                return False
            player.go_time(at)
        else:
            try:
                player.go_time(units.duration(text))
            except ValueError:
                return False
        self._jumped()
        return True

    def _time_of_day(self, minutes: int) -> int | None:
        """The next moment of the run at this time of day, from where we are, else the first one."""
        from datetime import datetime

        if minutes >= 24 * 60:
            return None
        began = self.stage.recording.plan.started_at
        start = datetime.fromisoformat(began) if began else datetime(2000, 1, 1)
        first = ((minutes - start.hour * 60 - start.minute) * 60 - start.second) * 1_000 % units.DAY
        here = self.stage.player.at
        later = first + -(-max(0, here - first) // units.DAY) * units.DAY
        return later if later <= self.stage.recording.end else first if first <= self.stage.recording.end else None
