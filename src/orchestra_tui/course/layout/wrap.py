"""Breaking text into lines that fit: widths in terminal cells, and the rules of where a line may end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate

from orchestra_tui.course.layout.lines import Run, Runs
from orchestra_tui.course.model import Mark

Measure = Callable[[str], int]
Fit = Callable[[int, int], int]

# Characters that take one cell in every terminal; text made of them needs no measuring.
NARROW = re.compile(
    "[\x20-\x7e\n\x01\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u202f\u2030-\u205e"
    "\u2190-\u22ff\u2500-\u25fc\u2605\u2606\u2610-\u2613]*"
)
# Patterns for the few texts that need them stay uncompiled until then: start-up is quicker.
_CLUSTER = (
    "(?s:.)(?:\u200d(?s:.)|[\u0300-\u036f\u0483-\u0489\u200b-\u200d\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]"
    "|[\U0001f3fb-\U0001f3ff])*"
)
_SEAM = r"(?<=\w)[/\\_.,:;?&=+@|-]+(?=[^\s\x01\xa0—–→])"
# A space that holds: SOFT gives way before a word is broken, NBSP never does.
SOFT = "\x01"
NBSP = "\xa0"
_HOLD_DASH = re.compile("[ \x01](?=[—–→]|--? )")
_HOLD_WORD = re.compile(r"(?:(?<=(?<![\w-])[аикосуявАИКОСУЯВ])|(?<=(?<!\w)[тТ]\.)|(?<=[№§])) ")
_OPENING = frozenset("（「『【〈《〔")
_CLOSING = frozenset("、。，．：；！？）」』】〉》〕")
_HELD = "\xa0\u202f\u2007—–→"


@lru_cache(maxsize=4096)
def _cell(char: str) -> int:
    import unicodedata

    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\U0001f3fb" <= char <= "\U0001f3ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _grows(char: str) -> bool:
    """Whether a following emoji selector makes a symbol of one cell take two."""
    import unicodedata

    return char != "" and _cell(char) == 1 and unicodedata.category(char) == "So"


def cells(text: str) -> int:
    """How many terminal cells the text takes, by the Unicode tables of Python."""
    if NARROW.fullmatch(text):
        return len(text)
    total, skip, last = 0, False, ""
    for char in text:
        if skip:
            skip = False
        elif char == "\u200d":
            skip = True
        elif char == "\ufe0f":
            total += _grows(last)
            last = ""
        else:
            size = _cell(char)
            total += size
            last = char if size else last
    return total


def width_of(text: str, measure: Measure) -> int:
    """The width of the text in cells; `measure` is asked only where the answer is not plain."""
    return len(text) if NARROW.fullmatch(text) else measure(text)


def width_of_runs(runs: Sequence[Run], measure: Measure) -> int:
    """The width of the runs side by side, in cells."""
    return sum([width_of(run.text, measure) for run in runs])


def _sizes(text: str, measure: Measure) -> list[int]:
    """The cells of each character; those of a cluster stand at its first."""
    sizes = []
    for cluster in re.findall(_CLUSTER, text):
        size = 0 if cluster == "\n" else width_of(cluster, measure)
        if size > 2 and len(cluster) > 1:
            sizes += [width_of(char, measure) for char in cluster]
        else:
            sizes += [size] + [0] * (len(cluster) - 1)
    return sizes


def _plain_fit(start: int, limit: int) -> int:
    return start + limit


def ruler(runs: Sequence[Run], text: str, measure: Measure) -> tuple[Fit, list[int]]:
    """`fit(start, limit)`, the farthest end of what fits into `limit` cells; and the size of each character, if odd."""
    if NARROW.fullmatch(text):
        return _plain_fit, []
    sizes = [size for run in runs for size in _sizes(run.text, measure)]
    sums = [0, *accumulate(sizes)]

    def fit(start: int, limit: int) -> int:
        return bisect_right(sums, sums[start] + limit) - 1

    return fit, sizes


def _shown(text: str) -> str:
    """The text with every kind of held space an ordinary one."""
    return text.replace(SOFT, " ").replace(NBSP, " ").replace("\u202f", " ").replace("\u2007", " ")


def _held(runs: Sequence[Run]) -> str:
    """The text of the runs with the spaces a line should not end at replaced by SOFT or NBSP, one for one."""
    text = "".join([run.text.replace(" ", SOFT) if run.mark & Mark.CODE else run.text for run in runs])
    return _HOLD_DASH.sub(NBSP, _HOLD_WORD.sub(SOFT, text))


def _inside(text: str, start: int, end: int) -> int:
    """Where to break a word that is wider than a line: after a slash or another seam, if the line is not left too
    short; never before a dash.
    """
    seams = [(match.end(), match.group()) for match in re.finditer(_SEAM, text[start : end + 1])]
    slashes = [at for at, seam in seams if seam[-1] == "/" and seam != "://" and (end - start) // 3 < at <= end - start]
    others = [at for at, _ in seams if (end - start) // 2 < at <= end - start]
    cut = start + (slashes or others or [end - start])[-1]
    while cut > start + 1 and text[cut] in _HELD:
        cut -= 1
    return max(cut, start + 1)


def _between_wide(text: str, sizes: list[int], low: int, end: int) -> int:
    """The last place after `low` where a line may break beside an ideograph, or `low`."""
    for index in range(end, low, -1):
        before = index - 1
        while before > low and not sizes[before]:
            before -= 1
        starts = sizes[index] == 2 and text[index] not in _CLOSING
        follows = sizes[before] == 2 and sizes[index] == 1 and text[index].isalnum()
        if (starts or follows) and text[before] not in _OPENING:
            return index
    return low


def _breaks(text: str, start: int, stop: int, limit: int, fit: Fit, sizes: list[int]) -> list[tuple[int, int]]:
    """The lines of `text[start:stop]` as pairs of offsets."""
    found = []
    while True:
        while start < stop and text[start] == " ":
            start += 1
        end = fit(start, limit)
        if end >= stop:
            found.append((start, stop))
            return found
        cut = after = text.rfind(" ", start, end + 1)
        if sizes and (wide := _between_wide(text, sizes, max(cut, start), end)) > max(cut, start):
            cut = after = wide
        if cut <= start:
            cut = after = text.rfind(SOFT, start, end + 1)
        if cut <= start:
            cut = after = _inside(text, start, end)
        found.append((start, cut))
        start = after if text[after] not in " \x01" else after + 1


def cut_runs(runs: Sequence[Run], text: str, pieces: list[tuple[int, int]]) -> list[Runs]:
    """The runs of each piece of the text, which is theirs joined; spaces at the end of a piece are left out."""
    lines: list[Runs] = []
    number, begin = 0, 0
    for start, stop in pieces:
        at, end = start, start + len(text[start:stop].rstrip())
        line = []
        while at < end:
            run = runs[number]
            edge = begin + len(run.text)
            if edge <= at:
                number, begin = number + 1, edge
                continue
            part = text[at : min(edge, end)]
            line.append(Run(part, *run[1:]))
            at += len(part)
        lines.append(tuple(line))
    return lines


def wrap(runs: Sequence[Run], width: int, measure: Measure) -> list[Runs]:
    """The runs broken into lines of at most `width` cells; a "\\n" in a run's text is a break its author asked for.

    Lines end at spaces. A dash stays with the word before it, a Russian word of one letter with the word after it, and
    code in one piece, as long as the piece fits a line; a longer one is broken at its spaces, then anywhere.
    """
    held = _held(runs)
    if not held.strip():
        return []
    fit, sizes = ruler(runs, held, measure)
    pieces: list[tuple[int, int]] = []
    start = 0
    while start <= len(held):
        stop = held.find("\n", start)
        stop = len(held) if stop < 0 else stop
        pieces += _breaks(held, start, stop, width, fit, sizes)
        start = stop + 1
    return cut_runs(runs, _shown(held), pieces)


def wrap_evenly(runs: Sequence[Run], width: int, measure: Measure) -> list[Runs]:
    """Like `wrap`, with lines of about one length: for headings."""
    lines = wrap(runs, width, measure)
    if len(lines) < 2:
        return lines
    words = re.split("[ \n]", _held(runs))
    low, high = max(width // 2, *[min(width, width_of(word, measure)) for word in words]), width
    while low < high:
        middle = (low + high) // 2
        if len(wrap(runs, middle, measure)) > len(lines):
            low = middle + 1
        else:
            high = middle
    return wrap(runs, high, measure)
