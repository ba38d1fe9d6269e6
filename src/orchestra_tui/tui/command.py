"""What a command is: the form of a row in the table of commands."""

from __future__ import annotations

from typing import NamedTuple

from orchestra_tui.base.i18n import N_

MOVE = N_("Moving in the text")
GO = N_("Going from section to section")
SEARCH = N_("Searching")
KEEP = N_("Marks and notes")
ASK = N_("Answering questions")
LOOK = N_("Appearance")
LIST = N_("In a list")
PLACES = N_("Places")
TIME = N_("Time")
CONDUCT = N_("Conducting")
SEE = N_("Looking at the fleet")
APP = N_("The program")


class Command(NamedTuple):
    """Something the learner can do in a place; `action` is the name of an `action_*` method of that place's owner."""

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    group: str
    place: str
    action: str
    """`{key}` in it stands for the key pressed; such a command keeps its keys, whatever a keymap file says."""
    bar: str = ""
    """The word in the key bar; a command without one does not stand there."""
    rank: int = 0
    """Order in the key bar: where room is short, higher ranks go first."""
    when: str = ""
    """A condition that the place's owner checks; without one the command is always there."""
    over: str = ""
    """The id of a command further out whose key this one takes while `when` holds."""
    listed: bool = True
    """Whether the palette offers it."""

    @property
    def fixed(self) -> bool:
        """Whether its keys stand for what is on the screen, so that nobody can change them."""
        return "{key}" in self.action
