"""Names of keys: what a terminal sends for them, how they are shown, and where they lie on the Russian layout."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_, _

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбю.ё"
_LATIN_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~'
_CYRILLIC_SHIFTED = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё"

TWINS = dict(zip(_LATIN + _LATIN_SHIFTED, _CYRILLIC + _CYRILLIC_SHIFTED, strict=True))
"""What the same physical key types on the Russian layout (ЙЦУКЕН, PC variant): `n` is `т`, `/` is `.`, `?` is `,`."""

NAMED = frozenset(
    {"enter", "escape", "space", "tab", "backspace", "delete", "insert", "comma"}
    | {"home", "end", "pageup", "pagedown", "up", "down", "left", "right"}
    | {f"f{number}" for number in range(1, 13)}
)
"""Keys that have a name instead of a character; a comma is one of them, because commas separate keys in a list."""

MODIFIERS = ("ctrl", "alt", "shift")

SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+[": "escape",
}
"""Keys that most terminals cannot tell from another one."""

_SHOWN = {
    "space": N_("space"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "enter": "⏎",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "delete": "del",
    "comma": ",",
}


def twin(key: str) -> str | None:
    """What this character's key types on the Russian layout, or None for named keys and combinations."""
    other = TWINS.get("," if key == "comma" else key)
    return "comma" if other == "," else other


def split(keys: str) -> tuple[str, ...]:
    """The keys of a comma-separated list, as a keymap file writes them."""
    return tuple(key for part in keys.split(",") if (key := part.strip()))


def known(key: str) -> bool:
    """Whether a terminal can send such a key at all, as far as its name tells."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if any(modifier not in MODIFIERS for modifier in modifiers) or len(set(modifiers)) < len(modifiers):
        return False
    return name in NAMED or (len(name) == 1 and name.isprintable() and not name.isspace() and name != ",")


def shown(key: str) -> str:
    """The key as help and the key bar write it, in the interface language: `pagedown` is `pgdn`, `ctrl+p` is `^p`."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    name = _(_SHOWN.get(name, name))
    if modifiers == ["ctrl"] and len(name) == 1:
        return f"^{name}"
    return "+".join((*modifiers, name.upper() if name.startswith("f") and name[1:].isdigit() else name))
