"""Colours: readable in both of our themes, and nothing that hangs on them alone."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from orchestra_tui.course.layout import Role
from orchestra_tui.course.model import Mark
from orchestra_tui.tui import themes
from orchestra_tui.tui.looks import INKS, Looks
from tests.tui.stage import make_app, reading, settled, shown

SOFT = {"faint"}
"""Inks for rules and empty bars, which nobody has to read."""


def looks_of(name: str) -> Looks:
    theme = {**BUILTIN_THEMES, **{own.name: own for own in themes.OWN}}[name]
    variables = {**theme.to_color_system().generate(), **theme.variables}
    return Looks(variables, dark=theme.dark, ansi=theme.ansi)


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(style: Style) -> float:
    assert style.color
    assert style.bgcolor
    one, other = (luminance(Color.from_rich_color(colour)) for colour in (style.color, style.bgcolor))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@pytest.mark.parametrize(("theme", "role"), product([own.name for own in themes.OWN], Role))
def test_text_has_contrast_in_our_themes(theme: str, role: Role) -> None:
    if INKS.get(role, ("", ""))[0] not in SOFT:
        assert contrast(looks_of(theme).style(role)) >= 4.5


@pytest.mark.parametrize("theme", [own.name for own in themes.OWN])
@pytest.mark.parametrize("ground", ["paper", "code", "bar", "tree"])
def test_inks_have_contrast_on_every_ground(theme: str, ground: str) -> None:
    looks = looks_of(theme)
    for ink in ("foreground", "muted", "accent", "primary", "secondary", "success"):
        assert contrast(looks.ink(ink, ground)) >= 4.5, ink
    for name in ("current", "target", "selection", "cursor"):
        assert contrast(looks.ink("foreground") + looks.named(name)) >= 4.5, name


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES))
def test_every_theme_of_textual_can_be_used(name: str) -> None:
    looks = looks_of(name)
    for role, mark in product(Role, (Mark.PLAIN, Mark.CODE, Mark.LINK, Mark.STRONG | Mark.EMPHASIS)):
        assert looks.style(role, mark).color
    for over in ("paper", "hit", "current", "target", "selection", "cursor", "cursor-away", "mark"):
        assert looks.named(over)


def test_the_terminals_own_colours_are_left_to_it() -> None:
    looks = looks_of("ansi-dark")
    body = looks.style(Role.BODY)
    assert body.color
    assert body.color.is_default
    assert body.bgcolor
    assert body.bgcolor.is_default
    assert looks.style(Role.BODY, Mark.LINK).underline
    assert looks.style(Role.BODY, Mark.CODE).bold
    assert looks.named("current").reverse
    assert looks.named("hit").underline


@pytest.mark.parametrize("theme", ["", "orchestra-light", "nord"])
async def test_no_colour_is_no_colour_and_still_has_structure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(tmp_path, theme=theme)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("escape", "slash", *"agent", "enter")
        assert "hit 1 of 2" in shown(pilot)
        await pilot.press("tab")
        page = app.screen_stack[0].query_one("#page")
        strips = [
            strip.apply_filter(line_filter, Color(0, 0, 0))
            for strip in page.render_lines(page.size.region)
            for line_filter in page.get_line_filters()
        ]
        styles = [segment.style for strip in strips for segment in strip if segment.style and segment.text.strip()]
        assert styles
        for style in styles:
            assert style.color is None or style.color.is_default
        assert any(style.bold for style in styles)
        assert any(style.underline for style in styles)
        assert any(style.reverse for style in styles)
        assert "◐" in shown(pilot)
    app.put_away()


async def test_a_theme_nobody_knows_is_a_notice(tmp_path: Path) -> None:
    async with reading(tmp_path, theme="no[/x]such", size=(120, 36)) as (pilot, _reader):
        assert pilot.app.theme == "orchestra-dark"
        assert "There is no theme “no[/x]such”" in shown(pilot)
