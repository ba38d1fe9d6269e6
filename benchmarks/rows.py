"""What is measured: each row is a figure of one program over the same figure of a peer, and the budget for that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.installs import HERE
from benchmarks.measure import HOME, Actions, Comparison, Figure, Figures, Program
from benchmarks.texts import Text

PAGES = ("\x1b[6~", "\x1b[6~", "\x1b[5~") * 3  # two down, one up: never at the end of the text
SECTIONS = ("n",) * 8
IDLE_S = 4.0
SHORT = 3  # pairs a round, where a run takes about a second


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a comparison; `budget` is the most its ratio may be, `cpu` the CPU time that stands beside it."""

    title: str
    comparison: Comparison
    figure: Figure
    unit: str
    budget: float | None = None
    cpu: Figure | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Who can be started: the folders of programs of both environments, and what they are to show."""

    programs: Path
    frogmouth: Path | None
    document: Text
    long: Text
    large: Text

    def hello(self, text: Text) -> Program:
        """A bare app that shows the words the text begins with."""
        return self._peer("bare app", "hello.py", text.words, text)

    def ours(self, text: Text, home: Path | None = None) -> Program:
        """The tutorial on a text, for a learner who has that home, else for one who is new."""
        course = ("--course", str(text.course)) if text.course else ()
        argv = (str(self.programs / "orchestra-tutorial"), "--home", HOME, "--lang", "ru", *course)
        return Program("orchestra-tutorial", argv, text.opening, home=home)

    def section(self) -> Program:
        """The document in Textual's Markdown widget, section by section."""
        return self._peer("Markdown", "markdown_section.py", str(self.document.path), self.document)

    def viewer(self) -> Program:
        """The document as one text in Textual's MarkdownViewer."""
        return self._peer("MarkdownViewer", "markdown_viewer.py", str(self.long.path), self.long)

    def reader(self) -> Program | None:
        """The document in frogmouth, where that could be installed."""
        if self.frogmouth is None:
            return None
        argv = (str(self.frogmouth / "frogmouth"), str(self.long.path))
        return Program("frogmouth", argv, self.long.opening, quit_keys=("\x11",))

    def python(self) -> Program:
        """The interpreter both faces start in, doing nothing."""
        return Program("python -c pass", (str(self.programs / "python"), "-c", "pass"))

    def headless(self, *arguments: str) -> Program:
        """A command that prints and ends, as it is typed: the learner's folders are below $HOME, which is fresh."""
        return Program(" ".join(arguments), (str(self.programs / "orchestra-tutorial"), *arguments))

    def _peer(self, label: str, script: str, argument: str, text: Text) -> Program:
        argv = (str(self.programs / "python"), str(HERE / "peers" / script), argument)
        return Program(label, argv, text.opening)


def start(run: Figures) -> float:
    """To the first text on the screen, or to the end of a program that ends by itself."""
    return run.start_ms


def start_cpu(run: Figures) -> float:
    return run.start_cpu_ms


def press(run: Figures) -> float:
    """From a key to the last byte of its effect, median over the presses of a run."""
    return median([press.settled_ms for press in run.presses])


def press_cpu(run: Figures) -> float:
    return median([press.cpu_ms for press in run.presses])


def press_bytes(run: Figures) -> float:
    return median([press.written for press in run.presses]) / 1000


def prompt(run: Figures) -> float:
    """From the quit key to the shell's prompt."""
    return run.leave.exit_ms if run.leave else 0


def idle_cpu(run: Figures) -> float:
    return run.idle.cpu_percent if run.idle else 0


def idle_wakes(run: Figures) -> float:
    return run.idle.wake_ups if run.idle else 0


def peak(run: Figures) -> float:
    return run.peak_mib


def reader(cast: Cast) -> list[Row]:
    """The tutorial's screens."""
    document, long, large = cast.document, cast.long, cast.large
    first = Comparison(cast.hello(document), cast.ours(document, document.home), times=SHORT)
    new = Comparison(cast.hello(document), cast.ours(document))
    stay = Comparison(cast.hello(document), cast.ours(document, document.home), Actions(idle_s=IDLE_S))
    section = Comparison(cast.section(), cast.ours(document, document.home), Actions(SECTIONS))
    page = Comparison(cast.viewer(), cast.ours(long, long.home), Actions(PAGES))
    many = Comparison(cast.ours(document, document.home), cast.ours(large, large.home), times=SHORT)
    return [
        Row("first theory text, against a bare Textual app", first, start, "ms", 1.4, start_cpu),
        Row("the same at the very first start", new, start, "ms", 1.4, start_cpu),
        Row("next section, against the same in stock Markdown", section, press, "ms", 0.2, press_cpu),
        Row("page down or up, against MarkdownViewer", page, press, "ms", 0.05, press_cpu),
        Row("bytes written for it", page, press_bytes, "kB", 0.1),
        Row("leaving, against a bare app", stay, prompt, "ms", 1.3),
        Row("idle CPU, against a bare app", stay, idle_cpu, "%", 1.2),
        Row("idle wake-ups per second", stay, idle_wakes, "", 1.2),
        Row("peak memory, against a bare app", stay, peak, "MiB", 1.5),
        Row("first text of a course of 200,000 words, against the shipped one", many, start, "ms", 1.3, start_cpu),
    ]


def cli(cast: Cast) -> list[Row]:
    """The headless face."""
    version = Comparison(cast.python(), cast.headless("--version"), times=SHORT)
    listing = Comparison(cast.python(), cast.headless("read", "--list"), times=SHORT)
    return [
        Row("--version, against python -c pass", version, start, "ms", 3, start_cpu),
        Row("read --list, against python -c pass", listing, start, "ms", 8, start_cpu),
    ]


def peers(cast: Cast) -> list[Row]:
    """How other readers do against the same bare app; the app against itself shows the noise."""
    others = [cast.hello(cast.document), cast.section(), cast.viewer(), cast.reader()]
    rows = []
    for other in others:
        if other is None:
            continue
        comparison = Comparison(cast.hello(cast.document), other)
        title = "a bare app against itself: the noise" if other is others[0] else f"first text in {other.label}"
        rows.append(Row(title, comparison, start, "ms", None, start_cpu))
        rows.append(Row(f"leaving {other.label}", comparison, prompt, "ms"))
        rows.append(Row(f"peak memory of {other.label}", comparison, peak, "MiB"))
    return rows


def median(numbers: list[float]) -> float:
    """The middle of a run's presses; 0 for a run without."""
    ordered = sorted(numbers)
    return ordered[len(ordered) // 2] if ordered else 0
