"""What `--help` shows: short, in the interface language, never wider than 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from orchestra_tui.base.i18n import _
from orchestra_tui.cli.arguments import Parser, Word
from orchestra_tui.cli.commands import Command

INDENT = 2
COLUMN = 24
WIDTH = 80


def render(parser: Parser, inner: Mapping[str, Command]) -> str:
    """The help of a command with the commands it has inside."""
    own = [word for word in parser.words if word.names and not word.shared]
    common = [word for word in parser.words if word.names and word.shared]
    plain = parser.positionals
    parts = [
        f"{_('Usage')}: {_usage(parser, bool(inner))}\n",
        f"{parser.about[:1].upper()}{parser.about[1:]}.\n",
        _part(_("Commands"), ((command.name, _(command.title)) for command in inner.values())),
        _part(_("Arguments"), ((word.value, word.help) for word in plain)),
        _part(_("Options"), map(_option, own)),
        *(_part(title, rows) for title, rows in parser.tables),
        _part(_("Options of every command") if own or inner else _("Options"), map(_option, common)),
    ]
    if not parser.path:
        parts.append(_("Without a command the tutorial opens.") + "\n")
    return "\n".join(part for part in parts if part)


def _usage(parser: Parser, group: bool) -> str:
    words = [parser.prog]
    if group:
        alone = not parser.path or any(not word.shared for word in parser.words)
        words += [f"[{_('options')}]", "[COMMAND]" if alone else "COMMAND"]
        return " ".join(words)
    for word in parser.words:
        if not word.names:
            shown = f"{word.value}…" if word.many else word.value
            words.append(shown if word.required else f"[{shown}]")
        elif not word.shared:
            shown = f"[{' '.join(filter(None, (word.names[0], word.value)))}]"
            words.append(f"{shown}…" if word.many else shown)
    return _lines(words)


def _lines(words: Sequence[str]) -> str:
    """The words in lines, none of which is broken or too long."""
    start = len(f"{_('Usage')}: ")
    lines = [""]
    for word in words:
        if lines[-1] and start + len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return ("\n" + " " * start).join(lines)


def _option(word: Word) -> tuple[str, str]:
    choices = "|".join(word.choices)
    if len(choices) < COLUMN // 2:
        return " ".join(filter(None, (", ".join(word.names), choices or word.value))), word.help
    return " ".join((", ".join(word.names), word.value)), f"{word.help}: {', '.join(word.choices)}"


def _part(title: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = [_row(left, right) for left, right in rows]
    return f"{title}:\n{''.join(lines)}" if lines else ""


def _row(left: str, right: str) -> str:
    """A word and what it means, in as many lines as that takes."""
    from textwrap import wrap

    first, *others = wrap(right, WIDTH - COLUMN) or [""]
    rest = "".join(f"{' ' * COLUMN}{line}\n" for line in others)
    return f"{' ' * INDENT}{left:<{COLUMN - INDENT}}{first}\n{rest}"
