"""The interface language: English msgids, translated when shown."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES = ("ru", "en")
DEFAULT = "ru"
DOMAIN = "orchestra_tui"
LOCALE = Path(__file__).resolve().parent.parent / "locale"

_current: NullTranslations = NullTranslations()


def use(language: str) -> None:
    """Speak `language` (one of LANGUAGES) from now on; a language without a catalogue speaks the msgids."""
    global _current
    catalogue = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with catalogue.open("rb") as file:
            _current = GNUTranslations(file)
    except FileNotFoundError:
        _current = NullTranslations()


def _(msgid: str) -> str:
    """The msgid in the interface language."""
    return _current.gettext(msgid) if msgid else ""


def n_(singular: str, plural: str, number: int) -> str:
    """The msgid in the interface language with the plural form that `number` takes."""
    return _current.ngettext(singular, plural, number)


def N_(msgid: str) -> str:
    """Marks a msgid that is translated later, when drawn."""
    return msgid
