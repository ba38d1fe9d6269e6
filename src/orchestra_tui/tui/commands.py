"""The one table of commands: key bindings, key bar, palette, help, keymap ids and the README's keys all come from it.

Pure data: nothing here knows Textual. Titles are msgids, translated when they are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.tui import commands_asking, commands_fleet
from orchestra_tui.tui.command import APP, GO, KEEP, LIST, LOOK, MOVE, SEARCH, Command
from orchestra_tui.tui.keys import shown, twin

CHAINS: dict[str, tuple[str, ...]] = {
    "page": ("page", "reader", "app"),
    "tree": ("tree", "reader", "app"),
    "find": ("find", "reader", "app"),
    "note": ("note", "reader", "app"),
    "picker": ("picker",),
    "help": ("help",),
    "ask": ("ask",),
    **commands_asking.CHAINS,
    **commands_fleet.CHAINS,
}
"""What has the focus, and which places hear a key then, in this order. A modal screen hears alone."""

TYPING = frozenset({"find", "note", "picker", "ask"}) | commands_asking.TYPING | commands_fleet.TYPING
"""Places where letters are typed and so command nothing."""

EVERYWHERE = frozenset({"frame", "app"})
"""Places that every other one lies in."""

COMMANDS: tuple[Command, ...] = (
    Command(
        "read-on", N_("Read on"), N_("A page down; at the end of a section, the next one."),
        ("space",), MOVE, "page", "read_on", bar=N_("read on"), rank=10,
    ),
    Command(
        "line-down", N_("Line down"), N_("The text moves by a line."),
        ("down", "j"), MOVE, "page", "line(1)", listed=False,
    ),
    Command(
        "line-up", N_("Line up"), N_("The text moves back by a line."),
        ("up", "k"), MOVE, "page", "line(-1)", listed=False,
    ),
    Command(
        "page-down", N_("Page down"), N_("The text moves by a page, staying in the section."),
        ("pagedown",), MOVE, "page", "leaf(1.0)", listed=False,
    ),
    Command(
        "page-up", N_("Page up"), N_("The text moves back by a page."),
        ("pageup", "b"), MOVE, "page", "leaf(-1.0)", listed=False,
    ),
    Command(
        "half-down", N_("Half a page down"), N_("The text moves by half a page."),
        ("ctrl+d",), MOVE, "page", "leaf(0.5)", listed=False,
    ),
    Command(
        "half-up", N_("Half a page up"), N_("The text moves back by half a page."),
        ("ctrl+u",), MOVE, "page", "leaf(-0.5)", listed=False,
    ),
    Command(
        "top", N_("To the beginning"), N_("The first line of the section."),
        ("home",), MOVE, "page", "edge(-1)", listed=False,
    ),
    Command(
        "bottom", N_("To the end"), N_("The last line of the section."),
        ("end", "G"), MOVE, "page", "edge(1)", listed=False,
    ),
    Command(
        "next-target", N_("Next link or fold"), N_("Picks the next link, footnote or fold; its address stands below."),
        ("tab",), MOVE, "page", "target(1)", listed=False,
    ),
    Command(
        "previous-target", N_("Previous link or fold"), N_("Picks the one before."),
        ("shift+tab",), MOVE, "page", "target(-1)", listed=False,
    ),
    Command(
        "activate", N_("Follow or unfold"), N_("Follows the picked link, opens or closes the picked fold."),
        ("enter",), MOVE, "page", "activate", listed=False,
    ),
    Command(
        "fold", N_("Fold and unfold"), N_("Opens or closes the picked fold, else the first on the screen."),
        ("x",), MOVE, "page", "fold",
    ),
    Command(
        "next-section", N_("Next section"), N_("The beginning of the next section."),
        ("n", "right", "l"), GO, "reader", "step(1)", bar=N_("next"), rank=20,
    ),
    Command(
        "previous-section", N_("Previous section"), N_("The beginning of the section before."),
        ("p", "left", "h"), GO, "reader", "step(-1)", bar=N_("back"), rank=30,
    ),
    Command(
        "back", N_("Back"), N_("Where you were before you followed a link or jumped."),
        ("[", "backspace", "alt+left"), GO, "reader", "trail(-1)", when="back",
    ),
    Command(
        "forward", N_("Forward"), N_("Where you were before you went back."),
        ("]", "alt+right"), GO, "reader", "trail(1)", when="forward",
    ),
    Command(
        "outline", N_("Outline"), N_("Headings of this section and all sections, in one list."),
        ("o",), GO, "reader", "outline", bar=N_("outline"), rank=50,
    ),
    Command(
        "sections", N_("Section list"), N_("Moves between the text and the list of sections."),
        ("s",), GO, "reader", "sections", bar=N_("sections"), rank=60,
    ),
    Command(
        "sidebar", N_("Show or hide the list"), N_("Gives the whole width to the text, or takes it back."),
        ("ctrl+b",), GO, "reader", "sidebar",
    ),
    Command(
        "find", N_("Find in the section"), N_("Marks every place as you type; word endings and ё/е do not matter."),
        ("/",), SEARCH, "reader", "find", bar=N_("find"), rank=40,
    ),
    Command(
        "next-hit", N_("Next hit"), N_("The next place found."),
        ("n",), SEARCH, "page", "hit(1)", bar=N_("next hit"), rank=5, when="hits", over="next-section",
    ),
    Command(
        "previous-hit", N_("Previous hit"), N_("The place found before."),
        ("N",), SEARCH, "page", "hit(-1)", bar=N_("previous"), rank=6, when="hits",
    ),
    Command(
        "tour-next", N_("Next hint"), N_("The next step of the tour."),
        ("right",), APP, "page", "screen.tour", bar=N_("next hint"), rank=1, when="tour", over="next-section",
        listed=False,
    ),
    Command(
        "tour-end", N_("Enough"), N_("Ends the tour."),
        ("escape",), APP, "page", "screen.end_tour", bar=N_("enough"), rank=2, when="tour-alone", over="close",
        listed=False,
    ),
    Command(
        "palette", N_("Everything, by name"), N_("Commands, sections, terms, and words anywhere in the course."),
        ("ctrl+p", ":"), SEARCH, "reader", "palette", listed=False, bar=N_("everything"), rank=80,
    ),
    Command(
        "terms", N_("Terms on the screen"), N_("Explains the terms in the lines you see."),
        ("i",), SEARCH, "reader", "terms", when="glossary", bar=N_("terms"), rank=70,
    ),
    Command(
        "glossary", N_("Glossary"), N_("All terms, with the sections that explain them."),
        ("I",), SEARCH, "reader", "glossary", when="glossary",
    ),
    Command(
        "bookmark", N_("Bookmark"), N_("Puts a bookmark at the top line, or takes it away."),
        ("m",), KEEP, "reader", "bookmark",
    ),
    Command(
        "bookmarks", N_("Bookmarks"), N_("The list of bookmarks."),
        ("'",), KEEP, "reader", "bookmarks",
    ),
    Command(
        "note", N_("My note"), N_("Your own words about this section; kept as soon as you close it."),
        ("e",), KEEP, "reader", "note",
    ),
    Command(
        "mark-read", N_("Mark as read"), N_("Marks the section as read, or as not read."),
        ("d",), KEEP, "reader", "mark_read",
    ),
    Command(
        "copy", N_("Copy code"), N_("Copies code to the clipboard and to a file; once more takes the next block."),
        ("y",), KEEP, "reader", "copy_code",
    ),
    Command(
        "copy-selection", N_("Copy the selection"), N_("Copies what is selected with the mouse."),
        ("ctrl+c",), KEEP, "reader", "copy_selection",
    ),
    Command(
        "wider", N_("Wider text"), N_("Longer lines."),
        ("+", "="), LOOK, "reader", "width(4)",
    ),
    Command(
        "narrower", N_("Narrower text"), N_("Shorter lines."),
        ("-",), LOOK, "reader", "width(-4)",
    ),
    Command(
        "width", N_("Text width"), N_("Narrow, usual, wide, and around again."),
        ("w",), LOOK, "reader", "width(0)",
    ),
    Command(
        "theme", N_("Theme"), N_("Colours, shown while you choose."),
        ("t",), LOOK, "app", "theme",
    ),
    Command(
        "tour", N_("Tour"), N_("Shows the short tour again."),
        (), APP, "reader", "start_tour",
    ),
    Command(
        "save-elsewhere", N_("Save progress to a file"), N_("Writes everything you did to a file of your choice."),
        (), APP, "reader", "save_elsewhere",
    ),
    Command(
        "help", N_("Help"), N_("All keys that work here."),
        ("?", "f1"), APP, "app", "help", bar=N_("help"), rank=90,
    ),
    Command(
        "close", N_("Close"), N_("Closes what is open: the search, the note, the list, the tour."),
        ("escape",), APP, "reader", "close", bar=N_("close"), rank=3, when="open", listed=False,
    ),
    Command(
        "quit", N_("Quit"), N_("Leaves the tutorial; your place is kept."),
        ("q", "ctrl+q"), APP, "app", "quit", bar=N_("quit"), rank=100,
    ),
    Command(
        "tree-down", N_("Down"), N_("The next row of the section list."),
        ("down", "j"), LIST, "tree", "move(1)", listed=False,
    ),
    Command(
        "tree-up", N_("Up"), N_("The row above."),
        ("up", "k"), LIST, "tree", "move(-1)", listed=False,
    ),
    Command(
        "tree-page-down", N_("Page down"), N_("A page of rows down."),
        ("pagedown",), LIST, "tree", "leaf(1)", listed=False,
    ),
    Command(
        "tree-page-up", N_("Page up"), N_("A page of rows up."),
        ("pageup", "b"), LIST, "tree", "leaf(-1)", listed=False,
    ),
    Command(
        "tree-first", N_("First row"), N_("The first row of the list."),
        ("home",), LIST, "tree", "edge(-1)", listed=False,
    ),
    Command(
        "tree-last", N_("Last row"), N_("The last row of the list."),
        ("end", "G"), LIST, "tree", "edge(1)", listed=False,
    ),
    Command(
        "tree-open", N_("Open"), N_("Opens the section, or folds the module."),
        ("enter", "space"), LIST, "tree", "open", listed=False, bar=N_("open"), rank=10,
    ),
    Command(
        "tree-leave", N_("To the text"), N_("Back to the text."),
        ("tab",), LIST, "tree", "leave", listed=False, bar=N_("to the text"), rank=15,
    ),
    Command(
        "find-next", N_("Next hit"), N_("The next place found, while you type."),
        ("down",), SEARCH, "find", "screen.hit(1)", listed=False, bar=N_("next hit"), rank=10,
    ),
    Command(
        "find-previous", N_("Previous hit"), N_("The place found before, while you type."),
        ("up",), SEARCH, "find", "screen.hit(-1)", listed=False, bar=N_("previous"), rank=20,
    ),
    Command(
        "picker-down", N_("Down"), N_("The next entry."),
        ("down", "ctrl+n"), LIST, "picker", "move(1)", listed=False,
    ),
    Command(
        "picker-up", N_("Up"), N_("The entry above."),
        ("up", "ctrl+p"), LIST, "picker", "move(-1)", listed=False,
    ),
    Command(
        "picker-page-down", N_("Page down"), N_("A page of entries down."),
        ("pagedown",), LIST, "picker", "leaf(1)", listed=False,
    ),
    Command(
        "picker-page-up", N_("Page up"), N_("A page of entries up."),
        ("pageup",), LIST, "picker", "leaf(-1)", listed=False,
    ),
    Command(
        "picker-remove", N_("Remove"), N_("Removes the bookmark."),
        ("delete",), LIST, "picker", "remove", listed=False, when="removable",
    ),
    Command(
        "picker-close", N_("Close"), N_("Leaves everything as it was."),
        ("escape",), LIST, "picker", "close", listed=False,
    ),
    Command(
        "ask-close", N_("Close"), N_("Leaves without an answer."),
        ("escape",), LIST, "ask", "close", listed=False,
    ),
    Command(
        "help-down", N_("Line down"), N_("The help moves by a line."),
        ("down", "j"), LIST, "help", "line(1)", listed=False,
    ),
    Command(
        "help-up", N_("Line up"), N_("The help moves back by a line."),
        ("up", "k"), LIST, "help", "line(-1)", listed=False,
    ),
    Command(
        "help-page-down", N_("Page down"), N_("The help moves by a page."),
        ("pagedown", "space"), LIST, "help", "leaf(1)", listed=False,
    ),
    Command(
        "help-page-up", N_("Page up"), N_("The help moves back by a page."),
        ("pageup", "b"), LIST, "help", "leaf(-1)", listed=False,
    ),
    Command(
        "help-close", N_("Close"), N_("Back to where you were."),
        ("escape", "q", "?", "f1"), LIST, "help", "close", listed=False,
    ),
    *commands_asking.COMMANDS,
    *commands_fleet.COMMANDS,
)  # fmt: skip

BY_ID = {command.id: command for command in COMMANDS}
"""Commands by the id that a keymap file uses."""


def in_place(place: str) -> tuple[Command, ...]:
    """The commands whose owner is this place, in the order of the table."""
    return tuple(command for command in COMMANDS if command.place == place)


def heard_in(context: str) -> tuple[Command, ...]:
    """The commands that a key can reach while `context` (a key of `CHAINS`) has the focus, nearest place first."""
    return tuple(command for place in CHAINS[context] for command in in_place(place))


def meet(one: Command, other: Command) -> bool:
    """Whether a key could mean both commands at once, so that they may not share one."""
    if other.id in (one.id, one.over) or other.over == one.id:
        return False
    return any(one.place in chain and other.place in chain for chain in CHAINS.values())


def default_keys() -> dict[str, tuple[str, ...]]:
    """Every command's keys as built in, without the Russian twins."""
    return {command.id: command.keys for command in COMMANDS}


@cache
def built_in() -> dict[str, tuple[str, ...]]:
    """Every command's keys as built in, with the Russian twins; not to be changed."""
    return with_twins(default_keys())


def with_twins(keys: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The keys of each command followed by their Russian neighbours, except those that mean something else."""
    holders: dict[str, list[Command]] = {}
    for name, own in keys.items():
        for key in own:
            holders.setdefault(key, []).append(BY_ID[name])
    full: dict[str, tuple[str, ...]] = {}
    for name, own in keys.items():
        twins = [other for key in own if (other := twin(key)) and other not in own]
        free = [key for key in twins if not any(meet(BY_ID[name], other) for other in holders.get(key, ()))]
        full[name] = (*own, *free)
    return full


def groups(commands: tuple[Command, ...]) -> Iterator[tuple[str, tuple[Command, ...]]]:
    """The commands by their group's msgid: that of the first command, which is the nearest, then those of the place,
    then what works everywhere; as in the table."""
    nearest = [command.group for command in commands[:1]]
    own = {command.group for command in commands if command.place not in EVERYWHERE} - {APP}
    table = dict.fromkeys(command.group for command in COMMANDS)
    for group in dict.fromkeys((*nearest, *(each for each in table if each in own), *table)):
        if members := tuple(command for command in commands if command.group == group):
            yield group, members


def as_markdown(context: str = "page") -> str:
    """The keys of a context as a Markdown table, in the interface language: the README's own."""
    rows = [f"| {_('Keys')} | {_('What they do')} |", "|---|---|"]
    for group, members in groups(heard_in(context)):
        rows.append(f"| **{_(group)}** | |")
        for command in members:
            keys = " ".join(f"`{shown(key)}`" for key in command.keys)
            rows.append(f"| {keys} | {_(command.title)}. {_(command.help)} |")
    return "\n".join(rows) + "\n"
