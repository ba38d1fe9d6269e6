"""The words of a command line: argparse takes the options apart, the faults are said in our words and language."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import NamedTuple

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.paths import APP


class Word(NamedTuple):
    """One argument as declared: parsing, help and shell completion are all made from it.

    `names` are the spellings of an option and empty for a positional. `value` names what follows an option, or the
    positional itself; it also tells a shell what to offer (DIR, FILE, SECTION, SCENARIO). Two words there are two
    values (`TIME ACTION`); an option without a value is a flag. `many`: a positional takes all the words that are left,
    an option may be said more than once.
    """

    key: str
    help: str
    names: tuple[str, ...] = ()
    value: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    shared: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The names of the values, one for each word that follows."""
        return tuple(self.value.split())


PATHS = frozenset({"DIR", "FILE", "LOG", "SCENARIO"})
"""Values that may be paths, which are taken as the system has them."""


class _Formatter(argparse.HelpFormatter):
    """Asks nobody for the width of a terminal: help is rendered elsewhere."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class Parser(argparse.ArgumentParser):
    """The parser of one command; `words` keeps what it was told to expect, `tables` what help explains besides."""

    def __init__(self, path: tuple[str, ...], about: str) -> None:
        super().__init__(
            prog=" ".join((APP, *path)),
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
            formatter_class=_Formatter,
        )
        self.path = path
        self.about = about
        self.words: list[Word] = []
        self.tables: list[tuple[str, Sequence[tuple[str, str]]]] = []
        self.add_argument("rest", nargs="*")

    def expect(self, *words: Word) -> None:
        """Take these words from now on."""
        for word in words:
            self.words.append(word)
            if word.names:
                if word.value:
                    count, action = len(word.values), "append" if word.many else "store"
                    self.add_argument(*word.names, dest=word.key, nargs=None if count == 1 else count, action=action)
                else:
                    self.add_argument(*word.names, dest=word.key, action="store_true")

    def explain(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        """Let help say what can be written in a value: what, and what it means."""
        self.tables.append((title, rows))

    @property
    def positionals(self) -> list[Word]:
        """The words told by their order."""
        return [word for word in self.words if not word.names]

    def take(self, argv: Sequence[str]) -> argparse.Namespace:
        """The values by key: a str, None where not said; bool for flags; a list where many, of lists where two values.

        Raises OrchestraError: an option nobody knows, without its value or with one it does not take, a word too few
        or too many.
        """
        before, after = _split(argv)
        try:
            found, rest = self.parse_known_args(before)
        except argparse.ArgumentError as error:
            raise self._fault(error) from None
        plain = [*found.rest, *(word for word in rest if not _is_option(word)), *after]
        unknown = [word for word in rest if _is_option(word)]
        if unknown and not getattr(found, "help", False):
            raise self._unknown(unknown[0])
        del found.rest
        if not getattr(found, "help", False):
            self._place(found, plain)
        return found

    def _place(self, found: argparse.Namespace, plain: list[str]) -> None:
        for word in self.words:
            if word.names and word.value:
                said = getattr(found, word.key)
                setattr(found, word.key, self._each(word, said or []) if word.many else self._value(word, said))
        for word in self.positionals:
            mine, plain = (plain, []) if word.many else (plain[:1], plain[1:])
            if word.required and not mine:
                raise self.misuse(_("{value} is missing").format(value=word.value))
            values = [self._value(word, each) for each in mine]
            setattr(found, word.key, values if word.many else (values or [None])[0])
        if plain:
            raise self.misuse(_('Nothing is known about "{word}" here').format(word=plain[0]))

    def _each(self, word: Word, said: list[str] | list[list[str]]) -> list[object]:
        """The values of an option that was said several times."""
        return [[self._value(word, one) for one in each] if isinstance(each, list) else self._value(word, each)
                for each in said]  # fmt: skip

    def _value(self, word: Word, said: str | None) -> str | None:
        if said is None:
            return None
        if not said and word.names:
            raise self.misuse(_("{option} needs a value: {value}").format(option=word.names[0], value=word.value))
        if word.choices and said not in word.choices:
            name = word.names[0] if word.names else word.value
            raise self.misuse(
                _('{name} is one of {choices}, not "{said}"').format(
                    name=name, choices=", ".join(word.choices), said=said
                )
            )
        return said if word.value in PATHS else _as_meant(said)

    def misuse(self, message: str, said: str = "", known: Sequence[str] = ()) -> OrchestraError:
        """The fault of a command said wrongly; it names the one of `known` that `said` probably meant."""
        from difflib import get_close_matches

        close = get_close_matches(said, known, n=1)
        hint = _('Did you mean "{name}"?').format(name=close[0]) + " " if close else ""
        return OrchestraError(message, remedy=hint + _("See: {command}").format(command=f"{self.prog} --help"))

    def _unknown(self, option: str) -> OrchestraError:
        name = option.partition("=")[0]
        known = [each for word in self.words for each in word.names]
        return self.misuse(_("There is no option {option}").format(option=name), name, known)

    def _fault(self, error: argparse.ArgumentError) -> OrchestraError:
        for word in self.words:
            if word.names and error.argument_name == "/".join(word.names):
                said = _("{option} needs a value: {value}") if word.value else _("{option} takes no value")
                return self.misuse(said.format(option=word.names[0], value=word.value))
        return self.misuse(str(error))

    def error(self, message: str) -> None:  # type: ignore[override]
        """argparse's own way out, for what it did not raise."""
        raise self.misuse(message)


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-" and not word[1:2].isdigit()


def _as_meant(said: str) -> str:
    """The word as it was typed, where the locale could not decode it: terminals type UTF-8."""
    try:
        said.encode()
    except UnicodeEncodeError:
        return os.fsencode(said).decode(errors="replace")
    return said


def _split(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    words = list(argv)
    if "--" not in words:
        return words, []
    at = words.index("--")
    return words[:at], words[at + 1 :]
