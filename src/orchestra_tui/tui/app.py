"""The application: settings, theme, keys and what is open. What a screen does is the screen's own."""

from __future__ import annotations

from os import environ
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen
from textual.theme import Theme

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.course.course import Course
from orchestra_tui.tui import themes
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.desk import Desk
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
        self.desk = Desk(options.home, course.id, failed=self.tell)
        self.keymap: Keymap = build(options.settings.keymap)
        self.animation_level = "none"
        self.add_mode("theory", self._reader)
        for theme in themes.OWN:
            self.register_theme(theme)
        self._faults = [*options.faults, *self.keymap.faults]
        self._set_first_theme(options.theme)
        if self.keymap.changed:
            self.set_keymap({name: ",".join(keys) for name, keys in self.keymap.keys.items() if keys})

    def _set_first_theme(self, wanted: str) -> None:
        if wanted and wanted not in self.available_themes:
            message = _("There is no theme “{name}”").format(name=wanted)
            remedy = _("{key} shows all themes.").format(key=self.keymap.first("theme"))
            self._faults.append(OrchestraError(message, remedy=remedy))
            wanted = ""
        self.theme = wanted or (themes.PLAIN if self.colourless else themes.DEFAULT)

    def _reader(self) -> Screen[None]:
        from orchestra_tui.tui.screens.reader import ReaderScreen

        return ReaderScreen(self.course, self.options, self.keymap, self.looks(), self.desk)

    def on_mount(self) -> None:
        """After the first text: faults of the settings and the course are told, colours follow the theme."""
        self.theme_changed_signal.subscribe(self, self._repaint)
        self.call_after_refresh(lambda: self.tell(*self._faults, *self.course.faults))

    def looks(self) -> Looks:
        """How text looks in the theme of now."""
        theme = self.current_theme
        return Looks(self.get_css_variables(), dark=theme.dark, ansi=theme.ansi, plain=self.colourless)

    def _repaint(self, theme: Theme) -> None:
        looks = self.looks()
        for screen in self.screen_stack:
            set_looks = getattr(screen, "set_looks", None)
            if set_looks:
                set_looks(looks)

    def tell(self, *faults: OrchestraError) -> None:
        """Show faults as notices; what they quote is foreign and never markup. May be called from any thread."""
        for fault in faults:
            self.notify(str(fault), severity="warning", markup=False)

    def action_theme(self) -> None:
        """Choose a theme, seeing each."""
        from orchestra_tui.tui.screens.picker import Picker
        from orchestra_tui.tui.screens.theming import theme_offer

        before = self.theme

        def chosen(name: object) -> None:
            self.theme = name if isinstance(name, str) else before
            if name is not None:
                self.keep_setting(theme=self.theme)

        self.push_screen(Picker(self.looks(), theme_offer(self)), chosen)

    def keep_setting(self, **changes: object) -> None:
        """Write settings into the learner's file, without waiting for it."""
        from orchestra_tui.base import settings

        file = self.options.home.settings
        self.desk.soon(lambda: settings.save(file, **changes))

    def action_help(self) -> None:
        """All keys that work here."""
        from orchestra_tui.tui.screens.help import HelpScreen

        context = getattr(self.screen, "context", "page")
        self.push_screen(HelpScreen(self.looks(), self.keymap, context))
