"""The application: settings, theme, keys and what is open. What a screen does is the screen's own."""

from __future__ import annotations

from functools import cached_property
from io import StringIO
from os import environ
from typing import TYPE_CHECKING, ClassVar

from rich.console import Console
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _, n_
from orchestra_tui.course.course import Course
from orchestra_tui.tui import themes
from orchestra_tui.tui.bindings import bindings
from orchestra_tui.tui.keymap import Keymap, build
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.opening import Opening
from orchestra_tui.tui.placing import Placing
from orchestra_tui.tutor.options import Options

if TYPE_CHECKING:
    from orchestra_tui.tui.desk import Desk


class OrchestraApp(Placing, inherit_bindings=False):
    """The tutorial in a terminal; `options` say how it was started, `course` is what it shows."""

    TITLE = "orchestra-tutorial"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    CSS_PATH = "screens/reader/reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    NOTIFICATION_TIMEOUT = 8

    def __init__(self, options: Options, course: Course, start: Opening) -> None:
        self.colourless = "NO_COLOR" in environ
        self._variables: dict[str, dict[str, str]] = {}
        self._first_theme: Theme | None = self._choose_theme(options.theme)
        super().__init__(ansi_color=self.colourless or None)
        self.options = options
        self.course = course
        self.start = start
        self._told: set[str] = set()
        self._warned = False
        # Textual writes a traceback to this console when it ends; `run` decides who sees it.
        self._errors = StringIO()
        self.error_console = Console(file=self._errors, markup=False, highlight=False, width=120)
        self.keymap: Keymap = build(options.settings.keymap)
        self.animation_level = "none"
        for theme in themes.OWN:
            self.register_theme(theme)
        # Without its watcher: Textual applies it once when it starts.
        self.set_reactive(App.theme, self._first_theme.name)
        self._first_theme = None
        if self.keymap.changed:
            self.set_keymap({name: ",".join(keys) for name, keys in self.keymap.keys.items() if keys})

    @cached_property
    def desk(self) -> Desk:
        """The learner's side of the course; made when first needed, which is after the first text."""
        from orchestra_tui.tui.desk import Desk

        return Desk(self.options.home, self.course.id, failed=self.tell)

    def _choose_theme(self, wanted: str) -> Theme:
        known = {**BUILTIN_THEMES, **{theme.name: theme for theme in themes.OWN}}
        return known.get(wanted) or known[themes.PLAIN if self.colourless else themes.DEFAULT]

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours by name, worked out once for a theme.

        Textual asks while it is being made, too, when it knows no theme of ours: parsing every stylesheet for a theme
        that is never shown would take a third of the start.
        """
        theme = self._first_theme or self.current_theme
        if theme.name not in self._variables:
            colours = theme.to_color_system().generate()
            self._variables[theme.name] = {**self.get_theme_variable_defaults(), **colours, **theme.variables}
        self.theme_variables = self._variables[theme.name]
        return self.theme_variables

    def _faults(self) -> list[OrchestraError]:
        faults = [*self.options.faults, *self.keymap.faults, *self.course.faults]
        if self.options.theme and self.options.theme not in self.available_themes:
            message = _("There is no theme “{name}”").format(name=self.options.theme)
            remedy = _("{key} shows all themes.").format(key=self.keymap.first("theme"))
            faults.append(OrchestraError(message, remedy=remedy))
        return faults

    def get_default_screen(self) -> Screen[None]:
        """The reader, so that the first frame holds the text."""
        from orchestra_tui.tui.screens.reader import ReaderScreen

        return ReaderScreen(self.course, self.options, self.keymap, self.looks(), self.start)

    def on_mount(self) -> None:
        """After the first text: faults of the settings and the course are told, colours follow the theme."""
        self.theme_changed_signal.subscribe(self, self._repaint)
        self.call_after_refresh(lambda: self.tell(*self._faults()))
        self.add_places()

    def looks(self) -> Looks:
        """How text looks in the theme of now."""
        theme = self.current_theme
        return Looks(self.get_css_variables(), dark=theme.dark, ansi=theme.ansi, plain=self.colourless)

    def _repaint(self, theme: Theme) -> None:
        looks = self.looks()
        for screen in self.every_screen:
            set_looks = getattr(screen, "set_looks", None)
            if set_looks:
                set_looks(looks)

    def tell(self, *faults: OrchestraError) -> None:
        """Show faults as notices, each once; what they quote is foreign and never markup. For any thread."""
        for fault in faults:
            if str(fault) not in self._told:
                self._told.add(str(fault))
                self.notify(str(fault), severity="warning", markup=False)

    @property
    def broken(self) -> str:
        """The traceback of a mistake in the program that ended it, or nothing."""
        return self._errors.getvalue() if self.return_code else ""

    def put_away(self) -> None:
        """Wait until everything the learner did is written."""
        if "desk" in self.__dict__:
            self.desk.close()

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

    async def action_quit(self) -> None:
        """Leave; with something the disk would not take, only when asked twice."""
        count = self.desk.unsaved if "desk" in self.__dict__ else 0
        if count and not self._warned:
            self._warned = True
            text = n_("{n} thing you did is not saved.", "{n} things you did are not saved.", count).format(n=count)
            remedy = _("{palette} can save it to a file elsewhere; {quit} again leaves without it.").format(
                palette=self.keymap.first("palette"), quit=self.keymap.first("quit")
            )
            self.notify(f"{text} {remedy}", severity="error", markup=False)
        else:
            self.exit(return_code=0)

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
