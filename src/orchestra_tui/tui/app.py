"""The application: settings, theme, keys and what is open. What a screen does is the screen's own."""

from __future__ import annotations

from collections.abc import Iterable
from os import environ
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import Course
from orchestra_tui.tui import themes
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.keymap import Keymap, build
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tutor.options import Options


class OrchestraApp(App[int], inherit_bindings=False):
    """The tutorial in a terminal; `options` say how it was started, `course` is what it shows."""

    TITLE = "orchestra-tutorial"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "theory"
    AUTO_FOCUS = None
    NOTIFICATION_TIMEOUT = 8

    def __init__(self, options: Options, course: Course) -> None:
        self.colourless = "NO_COLOR" in environ
        super().__init__()
        self.options = options
        self.course = course
        self.keymap: Keymap = build(options.settings.keymap)
        self.animation_level = "none"
        self.add_mode("theory", self._reader)
        for theme in themes.OWN:
            self.register_theme(theme)
        wanted = options.theme or (themes.PLAIN if self.colourless else themes.DEFAULT)
        self.unknown_theme = wanted not in self.available_themes
        self.theme = themes.DEFAULT if self.unknown_theme else wanted
        if self.keymap.changed:
            self.set_keymap({name: ",".join(keys) for name, keys in self.keymap.keys.items()})

    def _reader(self) -> Screen[None]:
        from orchestra_tui.tui.screens.reader import ReaderScreen

        return ReaderScreen(self.course, self.options, self.keymap, self.looks())

    def looks(self) -> Looks:
        """How text looks in the theme of now."""
        theme = self.current_theme
        return Looks(self.get_css_variables(), dark=theme.dark, ansi=theme.ansi, plain=self.colourless)

    def tell(self, *faults: OrchestraError | str, severity: str = "warning") -> None:
        """Show faults as notices; what they quote is foreign and never markup."""
        for fault in faults:
            kind = severity if severity in ("information", "warning", "error") else "warning"
            self.notify(str(fault), severity=kind, markup=False)  # type: ignore[arg-type]

    def tell_all(self, faults: Iterable[OrchestraError]) -> None:
        """Show every fault."""
        self.tell(*faults)
