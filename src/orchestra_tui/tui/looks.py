"""How the text looks: a role and its marks become a Rich style, out of the theme's colours and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color

from orchestra_tui.course.layout.lines import Role
from orchestra_tui.course.model import Mark

INKS: dict[str, tuple[str, str]] = {
    Role.HEADING1: ("primary", "bold"),
    Role.HEADING2: ("primary", "bold"),
    Role.HEADING3: ("accent", "bold"),
    Role.HEADING4: ("foreground", "bold"),
    Role.HEADING5: ("foreground", "bold"),
    Role.HEADING6: ("muted", "bold"),
    Role.RAW: ("muted", ""),
    Role.QUOTE: ("muted", ""),
    Role.BULLET: ("accent", ""),
    Role.NOTE: ("primary", "bold"),
    Role.TIP: ("success", "bold"),
    Role.IMPORTANT: ("secondary", "bold"),
    Role.WARNING: ("warning", "bold"),
    Role.CAUTION: ("error", "bold"),
    Role.TABLE: ("foreground", ""),
    Role.TABLE_HEAD: ("foreground", "bold"),
    Role.RULE: ("faint", ""),
    Role.FOLD: ("primary", "bold"),
    Role.FOOTNOTE: ("secondary", ""),
    Role.MUTED: ("muted", ""),
    Role.KEYWORD: ("secondary", ""),
    Role.STRING: ("success", ""),
    Role.COMMENT: ("muted", "italic"),
    Role.NUMBER: ("accent", ""),
    Role.NAME: ("primary", ""),
    Role.BUILTIN: ("primary", ""),
    Role.OPERATOR: ("foreground", ""),
    Role.VARIABLE: ("accent", ""),
    Role.TAG: ("primary", ""),
    Role.INSERTED: ("success", ""),
    Role.DELETED: ("error", ""),
    Role.PROMPT: ("muted", ""),
    Role.OUTPUT: ("muted", ""),
}
"""The ink (a name of `Looks.colour`) and the attributes of a role; what is not here is plain text."""


GROUNDS = {"paper": "background", "code": "surface", "bar": "panel", "tree": "surface"}
"""What is written on, and the theme's colour for it."""

READABLE = 4.6
"""The least contrast of anything that is to be read."""
DARK, LIGHT = Color(16, 18, 20), Color(255, 255, 255)

_COLOURLESS = {
    "hit": Style(underline=True, bold=True),
    "current": Style(reverse=True, bold=True),
    "target": Style(reverse=True),
    "selection": Style(reverse=True),
    "cursor": Style(reverse=True),
    "cursor-away": Style(bold=True),
}


class Looks:
    """The styles of one theme, made when first asked for.

    `variables` are the theme's CSS variables as Textual resolves them. Structure does not hang on colour: with `ansi`,
    or with `plain` (no colour at all), hits, cursors and picked links are set off by bold, underline and reverse.
    """

    def __init__(self, variables: Mapping[str, str], *, dark: bool, ansi: bool, plain: bool = False) -> None:
        self.dark, self.ansi, self.plain = dark, ansi, plain
        self._variables = variables
        self._colours: dict[str, Color] = {}
        self._styles: dict[tuple[str, int], Style] = {}
        self._named: dict[str, Style] = {}

    def colour(self, name: str) -> Color:
        """A colour by the theme's name for it, or one of ours: muted, faint, and the grounds paper, code, bar, tree."""
        if name not in self._colours:
            self._colours[name] = self._ansi_colour(name) if self.ansi else self._mixed(name)
        return self._colours[name]

    def style(self, role: str, mark: Mark = Mark.PLAIN) -> Style:
        """The style of a run."""
        key = (role, int(mark))
        if key not in self._styles:
            self._styles[key] = self._run_style(role, mark)
        return self._styles[key]

    def named(self, name: str) -> Style:
        """The style of a ground (paper, code, bar, tree), or what lies over text: hit, current, target, selection,
        cursor, cursor-away, mark."""
        if name not in self._named:
            if name in GROUNDS:
                self._named[name] = self.ink("foreground", name)
            elif name == "mark":
                self._named[name] = self.ink("accent", "paper", "bold")
            else:
                self._named[name] = _COLOURLESS[name] if self.ansi or self.plain else self._over(name)
        return self._named[name]

    def ink(self, name: str, on: str = "paper", attributes: str = "") -> Style:
        """Writing in one colour on another, such as a key in the key bar; `attributes` as Rich spells them."""
        key = f"{name}/{on}/{attributes}"
        if key not in self._named:
            base = Style(color=self.colour(name).rich_color, bgcolor=self.colour(on).rich_color)
            if self.ansi and name in ("muted", "faint"):
                attributes += " dim"
            self._named[key] = base + Style.parse(attributes) if attributes else base
        return self._named[key]

    def _ansi_colour(self, name: str) -> Color:
        name = {"muted": "foreground", "faint": "foreground"}.get(name, "background" if name in GROUNDS else name)
        return Color.parse(self._variables.get(name, "ansi_default"))

    def _mixed(self, name: str) -> Color:
        get = self._variables.get
        paper, ink = Color.parse(get("background", "#000000")), Color.parse(get("foreground", "#ffffff"))
        if name == "muted":
            return self._quiet(ink, paper)
        if name == "faint":
            return ink.blend(paper, 0.62)
        return paper + Color.parse(get(GROUNDS.get(name, name), ink.hex))

    def _quiet(self, ink: Color, paper: Color) -> Color:
        """The ink as pale as it may be and still be read on every ground, as far as the theme's own ink can be."""
        pale = [ink.blend(paper, part / 100) for part in range(44, 0, -4)]
        grounds = [self.colour(name) for name in GROUNDS]
        return next((colour for colour in pale if all(contrast(colour, on) >= READABLE for on in grounds)), ink)

    def _run_style(self, role: str, mark: Mark) -> Style:
        ink, attributes = INKS.get(role, ("foreground", ""))
        in_code = role == Role.CODE or role.startswith("tok-")
        style = self.ink(ink, "code" if in_code else "paper", attributes)
        if mark & Mark.CODE:
            style += Style(color=self.colour("accent").rich_color, bold=True if self.ansi or self.plain else None)
        if mark & Mark.LINK:
            style += Style(color=self.colour("primary").rich_color, underline=True)
        if mark & Mark.FOOTNOTE:
            style += Style(color=self.colour("secondary").rich_color)
        return style + Style(
            bold=bool(mark & Mark.STRONG) or None,
            italic=bool(mark & Mark.EMPHASIS) or None,
            strike=bool(mark & Mark.STRIKE) or None,
        )

    def _over(self, name: str) -> Style:
        if name == "hit":
            return Style(bgcolor=self.colour("paper").blend(self.colour("accent"), 0.3).rich_color)
        if name == "cursor-away":
            return Style(bgcolor=self.colour("block-cursor-blurred-background").rich_color)
        ground = self.colour(
            {
                "current": "accent",
                "target": "primary",
                "selection": "screen-selection-background",
                "cursor": "block-cursor-background",
            }[name]
        )
        ink = max((DARK, LIGHT), key=lambda each: contrast(each, ground))
        return Style(color=ink.rich_color, bgcolor=ground.rich_color, bold=name == "current" or None)


def contrast(one: Color, other: Color) -> float:
    """How far two colours are apart in brightness, 1 to 21, as the web's accessibility rules count it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
