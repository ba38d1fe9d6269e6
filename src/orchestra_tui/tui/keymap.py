"""The learner's own keys: checked before Textual sees them, because Textual takes any keymap and says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import visible
from orchestra_tui.tui.commands import BY_ID, TYPING, built_in, default_keys, meet, with_twins
from orchestra_tui.tui.keys import SAME, known, shown, split


class Keymap(NamedTuple):
    """The keys in force by command id, Russian neighbours last, and what could not be taken from the learner's own."""

    keys: dict[str, tuple[str, ...]]
    faults: tuple[OrchestraError, ...] = ()
    changed: bool = False

    def first(self, name: str) -> str:
        """The key of a command as it is shown, or nothing for a command without keys."""
        keys = self.keys.get(name, ())
        return shown(keys[0]) if keys else ""


def build(wanted: Mapping[str, str]) -> Keymap:
    """The keymap that `wanted` (command id -> comma-separated keys, the settings' [keymap]) makes of the built-in keys.

    An entry with a fault is left out, so its command keeps its built-in keys; every fault is named, never raised.
    """
    if not wanted:
        return Keymap(built_in())
    faults: list[OrchestraError] = []
    taken: dict[str, tuple[str, ...]] = {}
    for name, text in wanted.items():
        keys = split(text)
        if fault := _entry_fault(name, text, keys):
            faults.append(fault)
        else:
            taken[name] = keys
    keys_now = {**default_keys(), **taken}
    while clash := _clash(keys_now, taken):
        loser, fault = clash
        faults.append(fault)
        del taken[loser]
        keys_now = {**default_keys(), **taken}
    return Keymap(with_twins(keys_now), tuple(faults), changed=bool(taken))


def _entry_fault(name: str, text: str, keys: tuple[str, ...]) -> OrchestraError | None:
    """What is wrong with one entry by itself."""
    shown_name = visible(name, keep="")
    if name not in BY_ID:
        from difflib import get_close_matches

        near = get_close_matches(name, BY_ID, n=1, cutoff=0.5)
        remedy = _('Did you mean "{id}"?').format(id=near[0]) if near else _("Help (F1) lists the commands.")
        return OrchestraError(_('keymap: there is no command "{id}"').format(id=shown_name), remedy=remedy)
    if BY_ID[name].fixed:
        message = _('keymap: the keys of "{id}" stand for what is on the screen').format(id=shown_name)
        return OrchestraError(message, remedy=_("Delete the line."))
    if not keys:
        return OrchestraError(
            _('keymap: "{id}" has no key').format(id=shown_name), remedy=_("Name a key, or delete the line.")
        )
    for key in keys:
        if not known(key):
            message = _('keymap: "{id}": there is no key "{key}"').format(id=shown_name, key=visible(key, keep=""))
            return OrchestraError(message, remedy=_("Write a character, or a name such as pagedown, f5, ctrl+k."))
        if key in SAME and SAME[key] not in keys:
            message = _('keymap: "{id}": a terminal cannot tell {key} from {same}')
            return OrchestraError(
                message.format(id=shown_name, key=key, same=SAME[key]), remedy=_("Choose another key.")
            )
        if len(key) == 1 and BY_ID[name].place in TYPING:
            message = _('keymap: "{id}": "{key}" is typed there').format(id=shown_name, key=key)
            return OrchestraError(message, remedy=_("Choose a key with ctrl, or a named one."))
    if len(set(keys)) < len(keys):
        return OrchestraError(
            _('keymap: "{id}" names a key twice: {keys}').format(id=shown_name, keys=visible(text, keep="")),
            remedy=_("Name each key once."),
        )
    return None


def _clash(keys: Mapping[str, tuple[str, ...]], taken: Mapping[str, object]) -> tuple[str, OrchestraError] | None:
    """The last of the learner's entries whose key already means something in the same place, with the fault."""
    for name in reversed(list(taken)):
        for other in keys:
            shared = set(keys[name]) & set(keys[other])
            if shared and meet(BY_ID[name], BY_ID[other]):
                message = _('keymap: "{key}" is meant to be both "{id}" and "{other}"')
                text = message.format(key=sorted(shared)[0], id=name, other=other)
                return name, OrchestraError(text, remedy=_('Give "{other}" another key too.').format(other=other))
    return None
