"""The commands of the places where questions are asked and progress is shown, and of going from place to place."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_
from orchestra_tui.tui.command import APP, ASK, GO, LIST, MOVE, PLACES, SEARCH, Command

CHAINS: dict[str, tuple[str, ...]] = {
    "go": ("go",),
    "start": ("board", "start", "frame", "app"),
    "progress": ("board", "progress", "frame", "app"),
    "result": ("board", "result", "frame", "app"),
    "options": ("options", "sitting", "frame", "app"),
    "multiple": ("multiple", "options", "sitting", "frame", "app"),
    "order": ("order", "options", "sitting", "frame", "app"),
    "match": ("match", "options", "sitting", "frame", "app"),
    "field": ("field", "sitting", "frame", "app"),
    "gaps": ("gaps", "sitting", "frame", "app"),
    "reason": ("reason", "sitting", "frame", "app"),
    "sure": ("sure", "sitting", "frame", "app"),
    "verdict": ("verdict", "sitting", "frame", "app"),
}

TYPING = frozenset({"field", "gaps", "reason"})

DIGITS = tuple("123456789")

COMMANDS: tuple[Command, ...] = (
    Command(
        "place-theory", N_("Theory"), N_("The text, where you left it."),
        ("f2",), PLACES, "app", "place('theory')", when="places",
    ),
    Command(
        "place-check", N_("Check"), N_("Questions about what you have read."),
        ("f3",), PLACES, "app", "place('check')", when="place-check",
    ),
    Command(
        "place-fleet", N_("Fleet"), N_("A simulated fleet of agents to watch and to conduct."),
        ("f4",), PLACES, "app", "place('fleet')", when="place-fleet",
    ),
    Command(
        "place-progress", N_("Progress"), N_("What you know, what is weak, what is due."),
        ("f6",), PLACES, "app", "place('progress')", when="place-progress",
    ),
    Command(
        "places", N_("Another place"), N_("Press this, then the letter of a place."),
        ("g",), PLACES, "app", "places", when="places",
    ),
    Command(
        "go-theory", N_("Theory"), N_("The text, where you left it."),
        ("t", "f2"), PLACES, "go", "place('theory')", listed=False,
    ),
    Command(
        "go-check", N_("Check"), N_("Questions about what you have read."),
        ("c", "f3"), PLACES, "go", "place('check')", listed=False,
    ),
    Command(
        "go-fleet", N_("Fleet"), N_("A simulated fleet of agents to watch and to conduct."),
        ("f", "f4"), PLACES, "go", "place('fleet')", listed=False,
    ),
    Command(
        "go-progress", N_("Progress"), N_("What you know, what is weak, what is due."),
        ("p", "f6"), PLACES, "go", "place('progress')", listed=False,
    ),
    Command(
        "go-close", N_("Stay here"), N_("Back to where you were."),
        ("escape", "g"), PLACES, "go", "close", listed=False,
    ),
    Command(
        "check-section", N_("Check yourself"), N_("A few questions about this section; then back to this very line."),
        ("c",), ASK, "reader", "check_section", bar=N_("check yourself"), rank=15, when="questions",
    ),
    Command(
        "everything", N_("Everything, by name"), N_("Commands and places."),
        ("ctrl+p", ":"), SEARCH, "frame", "everything", listed=False, bar=N_("everything"), rank=80,
    ),
    Command(
        "copy-words", N_("Copy the selection"), N_("Copies what is selected with the mouse."),
        ("ctrl+c",), APP, "frame", "copy_words",
    ),
    Command(
        "board-down", N_("Down"), N_("The next row."),
        ("down", "j"), LIST, "board", "move(1)", listed=False,
    ),
    Command(
        "board-up", N_("Up"), N_("The row above."),
        ("up", "k"), LIST, "board", "move(-1)", listed=False,
    ),
    Command(
        "board-page-down", N_("Page down"), N_("A page of rows down."),
        ("pagedown", "ctrl+d"), LIST, "board", "leaf(1)", listed=False,
    ),
    Command(
        "board-page-up", N_("Page up"), N_("A page of rows up."),
        ("pageup", "ctrl+u"), LIST, "board", "leaf(-1)", listed=False,
    ),
    Command(
        "board-first", N_("First row"), N_("The first row of the list."),
        ("home",), LIST, "board", "edge(-1)", listed=False,
    ),
    Command(
        "board-last", N_("Last row"), N_("The last row of the list."),
        ("end", "G"), LIST, "board", "edge(1)", listed=False,
    ),
    Command(
        "board-open", N_("Open"), N_("Does what the row says."),
        ("enter", "space"), LIST, "board", "open", listed=False, bar=N_("open"), rank=10,
    ),
    Command(
        "start-practise", N_("Practise"), N_("All questions of the section, one after another."),
        ("a",), ASK, "start", "practise", bar=N_("practise"), rank=20, when="section",
    ),
    Command(
        "start-pretest", N_("Test out"), N_("A few questions; pass, and the section counts as read."),
        ("o",), ASK, "start", "pretest", bar=N_("test out"), rank=30, when="section",
    ),
    Command(
        "start-read", N_("Read the section"), N_("Opens its text."),
        ("r",), GO, "start", "read", bar=N_("read"), rank=40, when="section",
    ),
    Command(
        "start-back", N_("To the text"), N_("Back to where you were reading."),
        ("escape",), PLACES, "start", "back", listed=False, bar=N_("to the text"), rank=70,
    ),
    Command(
        "progress-repeat", N_("Repeat"), N_("The questions this row is about, once more."),
        ("a",), ASK, "progress", "repeat", bar=N_("repeat"), rank=20, when="questions",
    ),
    Command(
        "progress-read", N_("Read again"), N_("Opens the text this row is about."),
        ("r",), GO, "progress", "read", bar=N_("read"), rank=30, when="section",
    ),
    Command(
        "progress-export", N_("Save to a file"), N_("Your progress as a report, as a table, or to carry on elsewhere."),
        ("x",), APP, "progress", "export", bar=N_("to a file"), rank=40,
    ),
    Command(
        "progress-back", N_("To the text"), N_("Back to where you were reading."),
        ("escape",), PLACES, "progress", "back", listed=False, bar=N_("to the text"), rank=70,
    ),
    Command(
        "result-back", N_("Back"), N_("Where you came from: the text or the list of sections."),
        ("escape",), PLACES, "result", "back", listed=False, bar=N_("back"), rank=70,
    ),
    Command(
        "option-down", N_("Down"), N_("The next option."),
        ("down", "j"), ASK, "options", "move(1)", listed=False,
    ),
    Command(
        "option-up", N_("Up"), N_("The option above."),
        ("up", "k"), ASK, "options", "move(-1)", listed=False,
    ),
    Command(
        "option-pick", N_("Pick by number"), N_("The option of this number; an item goes to this place."),
        DIGITS, ASK, "options", "digit('{key}')", listed=False,
    ),
    Command(
        "answer", N_("Answer"), N_("Gives the answer that is picked."),
        ("enter",), ASK, "options", "answer", listed=False, bar=N_("answer"), rank=10,
    ),
    Command(
        "option-toggle", N_("Pick or leave"), N_("Ticks the option, or takes the tick away."),
        ("space",), ASK, "multiple", "tick", listed=False, bar=N_("tick"), rank=5,
    ),
    Command(
        "item-down", N_("Move down"), N_("The item changes places with the one below."),
        ("shift+down", "J"), ASK, "order", "carry(1)", listed=False, bar=N_("move"), rank=5,
    ),
    Command(
        "item-up", N_("Move up"), N_("The item changes places with the one above."),
        ("shift+up", "K"), ASK, "order", "carry(-1)", listed=False,
    ),
    Command(
        "item-grab", N_("Take and put"), N_("Takes the item: arrows carry it until you put it down."),
        ("space",), ASK, "order", "grab", listed=False, bar=N_("take"), rank=6,
    ),
    Command(
        "pair-letter", N_("Partner by letter"), N_("The partner of this letter goes to the row."),
        ("a", "b", "c", "d", "e", "f"), ASK, "match", "partner('{key}')", listed=False,
    ),
    Command(
        "pair-next", N_("Next partner"), N_("Another partner for the row."),
        ("right",), ASK, "match", "cycle(1)", listed=False, bar=N_("partner"), rank=5,
    ),
    Command(
        "pair-previous", N_("Previous partner"), N_("The partner before."),
        ("left",), ASK, "match", "cycle(-1)", listed=False,
    ),
    Command(
        "pair-clear", N_("No partner"), N_("Takes the partner of the row away."),
        ("backspace", "delete"), ASK, "match", "clear", listed=False,
    ),
    Command(
        "field-answer", N_("Answer"), N_("Gives the answer that is typed."),
        ("enter",), ASK, "field", "answer", listed=False, bar=N_("answer"), rank=10,
    ),
    Command(
        "field-earlier", N_("Earlier try"), N_("What you typed before."),
        ("up",), ASK, "field", "recall(-1)", listed=False,
    ),
    Command(
        "field-later", N_("Later try"), N_("What you typed after that."),
        ("down",), ASK, "field", "recall(1)", listed=False,
    ),
    Command(
        "gap-next", N_("Next gap"), N_("The next gap in the text."),
        ("tab", "down"), ASK, "gaps", "gap(1)", listed=False, bar=N_("next gap"), rank=5,
    ),
    Command(
        "gap-previous", N_("Previous gap"), N_("The gap before."),
        ("shift+tab", "up"), ASK, "gaps", "gap(-1)", listed=False,
    ),
    Command(
        "gap-answer", N_("Answer"), N_("On to the next empty gap; gives the answer when all are filled."),
        ("enter",), ASK, "gaps", "answer", listed=False, bar=N_("answer"), rank=10,
    ),
    Command(
        "sure-pick", N_("How sure"), N_("1 is a guess, 2 is “I think so”, 3 is sure."),
        ("1", "2", "3"), ASK, "sure", "digit('{key}')", listed=False,
    ),
    Command(
        "sure-right", N_("Surer"), N_("One step up."),
        ("right",), ASK, "sure", "move(1)", listed=False,
    ),
    Command(
        "sure-left", N_("Less sure"), N_("One step down."),
        ("left",), ASK, "sure", "move(-1)", listed=False,
    ),
    Command(
        "sure-answer", N_("Answer"), N_("Gives the answer; without a step picked, how sure you are stays open."),
        ("enter",), ASK, "sure", "answer", listed=False, bar=N_("answer"), rank=10,
    ),
    Command(
        "sure-undo", N_("Back to the answer"), N_("Change the answer first."),
        ("escape",), ASK, "sure", "undo", listed=False, bar=N_("change"), rank=20, when="sure", over="leave",
    ),
    Command(
        "verdict-down", N_("Line down"), N_("The text moves by a line."),
        ("down", "j"), MOVE, "verdict", "screen.line(1)", listed=False,
    ),
    Command(
        "verdict-up", N_("Line up"), N_("The text moves back by a line."),
        ("up", "k"), MOVE, "verdict", "screen.line(-1)", listed=False,
    ),
    Command(
        "verdict-on", N_("Go on"), N_("The next question, or the result."),
        ("enter",), ASK, "verdict", "screen.go_on", listed=False, bar=N_("go on"), rank=5,
    ),
    Command(
        "verdict-read-on", N_("Read on"), N_("A page down; at the end, the next question."),
        ("space",), ASK, "verdict", "screen.read_on", listed=False,
    ),
    Command(
        "reason-send", N_("Send"), N_("Notes your objection for the authors; the reason may be empty."),
        ("enter",), ASK, "reason", "screen.send", listed=False, bar=N_("note it"), rank=5,
    ),
    Command(
        "hint", N_("Hint"), N_("One hint at a time; an answer with hints comes back for review sooner."),
        ("h", "ctrl+t"), ASK, "sitting", "hint", bar=N_("hint"), rank=20, when="hints",
    ),
    Command(
        "passage", N_("To the passage"), N_("Opens the text this question is about; esc brings you back to it."),
        ("t",), ASK, "sitting", "passage", bar=N_("to the passage"), rank=12, when="asked", over="theme",
    ),
    Command(
        "appeal", N_("I believe this is right"), N_("Your answer and, if you like, your reason go into the journal."),
        ("!",), ASK, "sitting", "appeal", bar=N_("I am right"), rank=14, when="lost",
    ),
    Command(
        "next-question", N_("Next question"), N_("On without answering: the question stays open."),
        ("n", "ctrl+n"), ASK, "sitting", "turn(1)", bar=N_("skip"), rank=40, when="asked",
    ),
    Command(
        "previous-question", N_("Previous question"), N_("Looks back at the question before."),
        ("p", "ctrl+b"), ASK, "sitting", "turn(-1)", when="asked",
    ),
    Command(
        "ask-sure", N_("Ask how sure I am"), N_("Switches the question about confidence on or off."),
        ("u",), ASK, "sitting", "ask_sure",
    ),
    Command(
        "copy-exhibit", N_("Copy the exhibit"), N_("Copies the code of the question to the clipboard."),
        ("y",), ASK, "sitting", "copy_exhibit", when="exhibit",
    ),
    Command(
        "hand-in", N_("Hand in"), N_("Ends here; what is not answered counts as wrong in an exam."),
        ("x",), ASK, "sitting", "hand_in", bar=N_("hand in"), rank=50, when="open",
    ),
    Command(
        "sheet-down", N_("Page down"), N_("The page moves down."),
        ("pagedown",), MOVE, "sitting", "leaf(1)", listed=False,
    ),
    Command(
        "sheet-up", N_("Page up"), N_("The page moves up."),
        ("pageup",), MOVE, "sitting", "leaf(-1)", listed=False,
    ),
    Command(
        "leave", N_("Leave"), N_("Back to where you came from; the questions wait as they are."),
        ("escape",), ASK, "sitting", "leave", bar=N_("put off"), rank=60,
    ),
)  # fmt: skip
