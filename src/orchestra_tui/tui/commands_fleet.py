"""The commands of the place where a fleet is watched and conducted."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_
from orchestra_tui.tui.command import APP, CONDUCT, GO, KEEP, LIST, MOVE, SEE, TIME, Command

CHAINS: dict[str, tuple[str, ...]] = {
    "fleet-start": ("board", "fleet-start", "frame", "app"),
    "panel": ("panel", "fleet", "frame", "app"),
    "fleet-why": ("board", "fleet-why", "frame", "app"),
    "fleet-takes": ("board", "fleet-takes", "frame", "app"),
    "fleet-story": ("fleet-story", "frame", "app"),
    "fleet-result": ("board", "fleet-result", "frame", "app"),
    "guess": ("guess", "frame", "app"),
    "fleet-wait": ("fleet-wait", "frame", "app"),
}

TYPING = frozenset({"guess"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "fleet-open", N_("Open a file"), N_("A scenario of your own, or a recorded log."),
        ("o",), SEE, "fleet-start", "open_file", bar=N_("open a file"), rank=40,
    ),
    Command(
        "fleet-about", N_("To its section"), N_("Opens the section that the scenario belongs to."),
        ("t",), SEE, "fleet-start", "section", bar=N_("to the text"), rank=30, when="scenario", over="theme",
    ),
    Command(
        "fleet-leave", N_("To the text"), N_("Back to the text."),
        ("escape",), APP, "fleet-start", "leave", listed=False,
    ),
    Command(
        "section-fleet", N_("Watch it on the fleet"), N_("A run that shows what this section is about."),
        ("f",), SEE, "reader", "section_fleet", bar=N_("the fleet"), rank=65, when="scenario",
    ),
    Command(
        "guess-give", N_("Predict and watch"), N_("Notes your prediction and shows the run; an empty one is none."),
        ("enter",), SEE, "guess", "screen.give", listed=False, bar=N_("watch"), rank=5,
    ),
    Command(
        "guess-skip", N_("Watch without a prediction"), N_("Shows the run at once."),
        ("escape",), SEE, "guess", "screen.skip", bar=N_("no prediction"), rank=10,
    ),
    Command(
        "guess-down", N_("Line down"), N_("The page moves by a line."),
        ("down",), MOVE, "guess", "screen.line(1)", listed=False,
    ),
    Command(
        "guess-up", N_("Line up"), N_("The page moves back by a line."),
        ("up",), MOVE, "guess", "screen.line(-1)", listed=False,
    ),
    Command(
        "guess-page-down", N_("Page down"), N_("The page moves down."),
        ("pagedown",), MOVE, "guess", "screen.leaf(1)", listed=False,
    ),
    Command(
        "guess-page-up", N_("Page up"), N_("The page moves up."),
        ("pageup",), MOVE, "guess", "screen.leaf(-1)", listed=False,
    ),
    Command(
        "wait-leave", N_("Leave"), N_("Back to the scenarios; nothing more is computed."),
        ("escape",), APP, "fleet-wait", "back", bar=N_("leave"), rank=10,
    ),
    Command(
        "wait-down", N_("Line down"), N_("The page moves by a line."),
        ("down", "j"), MOVE, "fleet-wait", "line(1)", listed=False,
    ),
    Command(
        "wait-up", N_("Line up"), N_("The page moves back by a line."),
        ("up", "k"), MOVE, "fleet-wait", "line(-1)", listed=False,
    ),
    Command(
        "wait-page-down", N_("Page down"), N_("The page moves down."),
        ("pagedown", "space"), MOVE, "fleet-wait", "leaf(1)", listed=False,
    ),
    Command(
        "wait-page-up", N_("Page up"), N_("The page moves up."),
        ("pageup",), MOVE, "fleet-wait", "leaf(-1)", listed=False,
    ),
    Command(
        "play", N_("Play or pause"), N_("Lets time go, or stops it."),
        ("space",), TIME, "fleet", "play", bar=N_("play"), rank=5,
    ),
    Command(
        "event-on", N_("Event on"), N_("Time goes to the next event."),
        ("e",), TIME, "fleet", "step(1)", bar=N_("event"), rank=12,
    ),
    Command(
        "event-back", N_("Event back"), N_("Time goes back by an event."),
        ("E",), TIME, "fleet", "step(-1)", listed=False,
    ),
    Command(
        "decision-on", N_("Next decision"), N_("Time goes to the next decision of the orchestrator."),
        ("d",), TIME, "fleet", "decision(1)", bar=N_("decision"), rank=10,
    ),
    Command(
        "decision-back", N_("Previous decision"), N_("Time goes back to the decision before."),
        ("D",), TIME, "fleet", "decision(-1)", listed=False,
    ),
    Command(
        "mark-on", N_("Next mark"), N_("Time goes to the next swap, fault, conflict or call for a human."),
        ("]",), TIME, "fleet", "mark(1)", bar=N_("mark"), rank=14,
    ),
    Command(
        "mark-back", N_("Previous mark"), N_("Time goes back to the mark before."),
        ("[",), TIME, "fleet", "mark(-1)", listed=False,
    ),
    Command(
        "later", N_("Later"), N_("Time goes on by a column of the timeline."),
        ("right", "l"), TIME, "fleet", "shift(1)", listed=False,
    ),
    Command(
        "sooner", N_("Sooner"), N_("Time goes back by a column of the timeline."),
        ("left", "h"), TIME, "fleet", "shift(-1)", listed=False,
    ),
    Command(
        "to-start", N_("To the start"), N_("Before the first event."),
        ("{",), TIME, "fleet", "edge(-1)",
    ),
    Command(
        "to-end", N_("To the end"), N_("After the last event."),
        ("}",), TIME, "fleet", "edge(1)",
    ),
    Command(
        "to-time", N_("Jump to a time"), N_("Asks for a time: 02:10, 1h30m, or the number of an event like #120."),
        ("J",), TIME, "fleet", "jump",
    ),
    Command(
        "faster", N_("Faster"), N_("Up to 1000 seconds of the run in one of yours."),
        ("+", "="), TIME, "fleet", "speed(1)", bar=N_("faster"), rank=50,
    ),
    Command(
        "slower", N_("Slower"), N_("Down to a quarter of its own time."),
        ("-",), TIME, "fleet", "speed(-1)",
    ),
    Command(
        "by-decisions", N_("From decision to decision"), N_("Each decision is shown for a moment, nothing between."),
        ("b",), TIME, "fleet", "stepping",
    ),
    Command(
        "zoom-in", N_("Closer"), N_("The lanes show less time around the moment, in more detail."),
        (">",), TIME, "fleet", "zoom(1)",
    ),
    Command(
        "zoom-out", N_("Further away"), N_("The lanes show more time, up to the whole run."),
        ("<",), TIME, "fleet", "zoom(-1)",
    ),
    Command(
        "next-panel", N_("Next panel"), N_("Moves between the panels; one that is not on the screen is opened large."),
        ("tab",), SEE, "fleet", "panel(1)", bar=N_("panel"), rank=20,
    ),
    Command(
        "previous-panel", N_("Previous panel"), N_("Moves back."),
        ("shift+tab",), SEE, "fleet", "panel(-1)", listed=False,
    ),
    Command(
        "enlarge", N_("Enlarge the panel"), N_("Gives it the whole screen, or takes that back."),
        ("z",), SEE, "fleet", "enlarge", bar=N_("enlarge"), rank=45,
    ),
    Command(
        "fleet-why", N_("Why?"), N_("What happened here, by which rule, with which numbers, and what otherwise."),
        ("enter",), SEE, "panel", "screen.why", bar=N_("why?"), rank=8,
    ),
    Command(
        "only-problems", N_("Only what needs attention"), N_("What is stuck, waits or needs a human; or all again."),
        ("m",), SEE, "fleet", "problems",
    ),
    Command(
        "fleet-filter", N_("Filter the events"), N_("By words: of an agent, a task, a kind of event."),
        ("/",), SEE, "fleet", "filter",
    ),
    Command(
        "fleet-section", N_("To the section"), N_("Opens the section the scenario belongs to; esc brings you back."),
        ("t",), SEE, "fleet", "section", when="section", over="theme",
    ),
    Command(
        "takes", N_("Takes"), N_("The original and every future you made; switching keeps the time."),
        ("v",), SEE, "fleet", "takes", bar=N_("takes"), rank=30, when="takes",
    ),
    Command(
        "fleet-result", N_("Result"), N_("Your prediction beside what happened, and whether the goal was reached."),
        ("R",), SEE, "fleet", "result", bar=N_("result"), rank=7, when="ended",
    ),
    Command(
        "fleet-story", N_("Story"), N_("The run told in words."),
        ("S",), SEE, "fleet", "story",
    ),
    Command(
        "nudge", N_("Nudge"), N_("Asks the agent how it is doing, at the moment shown."),
        ("n",), CONDUCT, "fleet", "nudge", when="simulated",
    ),
    Command(
        "pause-agent", N_("Pause or resume the agent"), N_("It gets nothing new, or gets work again."),
        ("p",), CONDUCT, "fleet", "pause", when="simulated",
    ),
    Command(
        "pause-fleet", N_("Pause or resume the fleet"), N_("Nothing new starts; watchdogs and bills go on."),
        ("P",), CONDUCT, "fleet", "pause_fleet", when="simulated",
    ),
    Command(
        "restart-agent", N_("Restart"), N_("The same agent begins its job again."),
        ("r",), CONDUCT, "fleet", "restart", when="simulated",
    ),
    Command(
        "swap-task", N_("Swap"), N_("Gives the task to another agent."),
        ("s",), CONDUCT, "fleet", "swap", bar=N_("swap"), rank=35, when="simulated",
    ),
    Command(
        "kill-agent", N_("Kill"), N_("Stops the agent; its task goes back to the queue."),
        ("x",), CONDUCT, "fleet", "kill", when="simulated",
    ),
    Command(
        "cancel-task", N_("Give the task up"), N_("The task is cancelled, and so is what waits for it."),
        ("X",), CONDUCT, "fleet", "cancel", when="simulated",
    ),
    Command(
        "inject", N_("Break something"), N_("A hang, a crash, a zombie, an overload, a quota that is gone, and more."),
        ("f",), CONDUCT, "fleet", "inject", bar=N_("break"), rank=36, when="simulated",
    ),
    Command(
        "policy", N_("Change the policy"), N_("Limits, patience, reviews, budget: from the moment shown on."),
        ("c",), CONDUCT, "fleet", "policy", bar=N_("policy"), rank=37, when="simulated",
    ),
    Command(
        "other-seed", N_("Another seed"), N_("The same scenario with other luck: another original beside this one."),
        ("a",), CONDUCT, "fleet", "other_seed", when="simulated",
    ),
    Command(
        "fleet-back", N_("Back"),
        N_("Gives up what is computed, makes the panel small again, or leads back to the scenarios."),
        ("escape",), APP, "fleet", "back", bar=N_("back"), rank=60,
    ),
    Command(
        "panel-down", N_("Down"), N_("The next row of the panel."),
        ("down", "j"), LIST, "panel", "move(1)", listed=False,
    ),
    Command(
        "panel-up", N_("Up"), N_("The row above."),
        ("up", "k"), LIST, "panel", "move(-1)", listed=False,
    ),
    Command(
        "panel-page-down", N_("Page down"), N_("A page of rows down."),
        ("pagedown",), LIST, "panel", "leaf(1)", listed=False,
    ),
    Command(
        "panel-page-up", N_("Page up"), N_("A page of rows up."),
        ("pageup",), LIST, "panel", "leaf(-1)", listed=False,
    ),
    Command(
        "panel-first", N_("First row"), N_("The first row of the panel."),
        ("home",), LIST, "panel", "edge(-1)", listed=False,
    ),
    Command(
        "panel-last", N_("Last row"), N_("The last row of the panel."),
        ("end", "G"), LIST, "panel", "edge(1)", listed=False,
    ),
    Command(
        "why-read", N_("To the passage"), N_("Opens the section that explains this rule; esc brings you back."),
        ("t",), GO, "fleet-why", "passage", bar=N_("to the passage"), rank=10, when="passage", over="theme",
    ),
    Command(
        "why-moment", N_("To this moment"), N_("The fleet as it was right after this event."),
        ("m",), GO, "fleet-why", "moment", bar=N_("to this moment"), rank=20, when="event",
    ),
    Command(
        "why-back", N_("Back"), N_("The question before, from the first back to the fleet."),
        ("escape", "left", "h"), APP, "fleet-why", "back", bar=N_("back"), rank=60,
    ),
    Command(
        "take-mark", N_("Compare with this one"), N_("The others are compared with this take, not each with its own."),
        ("c",), SEE, "fleet-takes", "mark", bar=N_("compare with"), rank=20,
    ),
    Command(
        "take-remove", N_("Throw the take away"), N_("Removes this future; the original stays."),
        ("delete", "x"), CONDUCT, "fleet-takes", "remove", bar=N_("throw away"), rank=30, when="take-fork",
    ),
    Command(
        "takes-back", N_("Back"), N_("Back to the fleet."),
        ("escape", "v", "left", "h"), APP, "fleet-takes", "back", bar=N_("back"), rank=60,
    ),
    Command(
        "story-on", N_("Read on"), N_("A page down."),
        ("space", "pagedown", "ctrl+d"), MOVE, "fleet-story", "leaf(1.0)", listed=False, bar=N_("read on"), rank=10,
    ),
    Command(
        "story-page-up", N_("Page up"), N_("The text moves back by a page."),
        ("pageup", "b", "ctrl+u"), MOVE, "fleet-story", "leaf(-1.0)", listed=False,
    ),
    Command(
        "story-line-down", N_("Line down"), N_("The text moves by a line."),
        ("down", "j"), MOVE, "fleet-story", "line(1)", listed=False,
    ),
    Command(
        "story-line-up", N_("Line up"), N_("The text moves back by a line."),
        ("up", "k"), MOVE, "fleet-story", "line(-1)", listed=False,
    ),
    Command(
        "story-top", N_("To the beginning"), N_("The first line of the story."),
        ("home",), MOVE, "fleet-story", "edge(-1)", listed=False,
    ),
    Command(
        "story-bottom", N_("To the end"), N_("The last line of the story."),
        ("end", "G"), MOVE, "fleet-story", "edge(1)", listed=False,
    ),
    Command(
        "story-copy", N_("Copy the story"), N_("To the clipboard and to a file."),
        ("y",), KEEP, "fleet-story", "copy_story", bar=N_("copy"), rank=20, when="told",
    ),
    Command(
        "story-trace", N_("Save the trace"), N_("The trace of the run in Markdown: what happened, decisions, lessons."),
        ("x",), KEEP, "fleet-story", "save_trace", bar=N_("trace to a file"), rank=30, when="told",
    ),
    Command(
        "story-back", N_("Back"), N_("Back to the fleet."),
        ("escape", "S", "left", "h"), APP, "fleet-story", "back", bar=N_("back"), rank=60,
    ),
    Command(
        "fleet-result-back", N_("Back"), N_("Back to the fleet."),
        ("escape",), APP, "fleet-result", "back", bar=N_("back"), rank=60,
    ),
)  # fmt: skip
