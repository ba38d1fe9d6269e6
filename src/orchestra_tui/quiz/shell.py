"""Command lines as what they do: the order of options, their spelling and the quoting of words do not matter."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from orchestra_tui.quiz.compare import distance, near

TAKES: Mapping[str, frozenset[str]] = {
    "git": frozenset("-b -B -m -C -c -F -n --reason --author --format --sort --date".split()),
    "claude": frozenset(
        "--max-turns --permission-mode --allowedTools --disallowedTools --model --output-format "
        "--append-system-prompt --max-budget-usd --agents --fallback-model --json-schema -w --worktree".split()
    ),
    "codex": frozenset("--sandbox -s -C -m --model -o --output-schema".split()),
    "gemini": frozenset("-p --prompt -m -o --approval-mode".split()),
    "opencode": frozenset("-m --model --format --agent --dir".split()),
}
"""The options that take a value, for each program the course names; a question adds its own."""

SAME: tuple[tuple[str, ...], ...] = (
    ("-m", "--message"),
    ("-f", "--force"),
    ("-d", "--delete"),
    ("-v", "--verbose"),
    ("-p", "--print"),
    ("-s", "--sandbox"),
)
_PROMPT = re.compile(r"^\s*(?:[$%❯»]|>(?!\s*\S+\s*$))\s+")
_DASHES = re.compile(r"(?<!\S)[‐‑‒–—−](?=\w)")
_BACKSLASH = re.compile(r"\\(?=[\w.])")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_TICKS = re.compile(r"\s*(`+)([^`]+)\1\s*")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
_ANY = re.compile(r"<[^<>\s]+>")
_ENDS = {"&&", "||", ";", "|", "&"}


class UnreadableError(ValueError):
    """A command line that a shell would not read."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """What spellings mean the same: groups of options, options that take a value, options that do no harm."""

    same: tuple[tuple[str, ...], ...] = ()
    takes: frozenset[str] = frozenset()
    allow: frozenset[str] = frozenset()

    def canonical(self, option: str) -> str:
        """The first spelling of an option."""
        return next((group[0] for group in (*self.same, *SAME) if option in group), option)


@dataclass(frozen=True, slots=True)
class Command:
    """One program run: variables, words (program, subcommands, arguments) in order, options with their values."""

    variables: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    options: tuple[tuple[str, str], ...]


def parse(line: str) -> tuple[tuple[str, ...], ...]:
    """The words of each command in a line and what joins them; UnreadableError if a quote is left open."""
    line = wrapped[2] if (wrapped := _TICKS.fullmatch(line)) else line
    text = _DASHES.sub("--", _PROMPT.sub("", line.strip()).translate(_QUOTES)).rstrip("; ")
    text = _BACKSLASH.sub("/", text.replace("\\\n", " "))
    lexer = shlex.shlex(text, posix=True, punctuation_chars=";&|")
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        words = list(lexer)
    except ValueError as error:
        raise UnreadableError(str(error)) from error
    parts: list[list[str]] = [[]]
    for word in words:
        if word in _ENDS:
            parts += [[word], []]
        else:
            parts[-1].append(word)
    return tuple(tuple(part) for part in parts if part)


def understand(words: Sequence[str], spelling: Spelling) -> Command:
    """What one command's words mean."""
    variables: list[tuple[str, str]] = []
    rest = list(words)
    while rest and _ASSIGNMENT.fullmatch(rest[0]):
        name, _sep, value = rest.pop(0).partition("=")
        variables.append((name, value))
    program = rest[0] if rest else ""
    takes = TAKES.get(program, frozenset()) | spelling.takes
    plain, options = _sorted_out(rest, takes, spelling)
    harmless = {spelling.canonical(option) for option in spelling.allow}
    kept = tuple(sorted(option for option in options if option[0] not in harmless))
    return Command(tuple(sorted(variables)), tuple(_path(word) for word in plain), kept)


def _sorted_out(
    words: Sequence[str], takes: frozenset[str], spelling: Spelling
) -> tuple[list[str], list[tuple[str, str]]]:
    plain: list[str] = []
    options: list[tuple[str, str]] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if word == "--":
            plain += queue
            break
        if not word.startswith("-") or word == "-":
            plain.append(word)
            continue
        name, has_value, value = word.partition("=")
        for option, attached in _single(name, takes):
            given = attached + (f"={value}" if attached and has_value else value)
            if not given and not has_value and option in takes and queue and not queue[0].startswith("-"):
                given = queue.pop(0)
            options.append((spelling.canonical(option), _path(given)))
            value = ""
    return plain, options


def _single(name: str, takes: frozenset[str]) -> Iterator[tuple[str, str]]:
    """`-am` as `-a`, `-m`; `-bname` as `-b` with its value where `-b` takes one; everything else as it is."""
    if name.startswith("--") or len(name) <= 2 or name in takes or not name[1].isalpha():
        yield name, ""
        return
    for index, letter in enumerate(name[1:], 1):
        option = f"-{letter}"
        if option in takes or not letter.isalpha():
            yield (option, name[index + 1 :]) if option in takes else (name[index:], "")
            return
        yield option, ""


def _path(word: str) -> str:
    while word.startswith("./") and len(word) > 2:
        word = word[2:]
    return word.rstrip("/") if len(word) > 1 else word


def same(given: str, accepted: str, spelling: Spelling) -> bool:
    """Whether two command lines do the same; `<name>` in `accepted` is any one word. May raise UnreadableError."""
    one, two = parse(given), parse(accepted)
    if len(one) != len(two):
        return False
    return all(_equal(a, b, spelling) for a, b in zip(one, two, strict=True))


def _equal(given: Sequence[str], accepted: Sequence[str], spelling: Spelling) -> bool:
    if given[0] in _ENDS or accepted[0] in _ENDS:
        return tuple(given) == tuple(accepted)
    one, two = understand(given, spelling), understand(accepted, spelling)
    if [name for name, _v in one.options] != [name for name, _v in two.options] or one.variables != two.variables:
        return False
    values = [(a[1], b[1]) for a, b in zip(one.options, two.options, strict=True)]
    return len(one.words) == len(two.words) and all(
        _fits(a, b) for a, b in [*zip(one.words, two.words, strict=True), *values]
    )


def _fits(given: str, accepted: str) -> bool:
    return given == accepted or (bool(given) and bool(_ANY.fullmatch(accepted)))


def _misspelled(given: str, wanted: str) -> bool:
    short = wanted.isalpha() and len(wanted) == 3 and distance(given, wanted, 1) == 1
    return short or near(given, wanted)


def slip(given: str, accepted: Iterable[str]) -> bool:
    """Whether `given` is one of `accepted`, in whatever order, with a slip of the finger in a single word."""
    words = _pieces(given)
    for text in accepted:
        wanted = _pieces(text)
        extra, missing = list((words - wanted).elements()), list((wanted - words).elements())
        any_word = [word for word in missing if _ANY.fullmatch(word)]
        if len(any_word) == 1 and len(extra) == len(missing) == 2:
            missing.remove(any_word[0])
            if any(_misspelled(word, missing[0]) for word in extra):
                return True
        elif len(extra) == len(missing) == 1 and _misspelled(extra[0], missing[0]):
            return True
    return False


def _pieces(line: str) -> Counter[str]:
    """The words of a line, an option apart from its value."""
    words = [word for part in parse(line) for word in part]
    split = (word.split("=", 1) if word.startswith("-") else [word] for word in words)
    return Counter(_path(piece) for pieces in split for piece in pieces)
