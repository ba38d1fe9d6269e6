"""A large course nobody wrote: Russian-sounding words in sentences, lists, tables and code, the same on every machine.

`python -m benchmarks.corpus FOLDER [MODULES]` writes one; each module has about 2,000 words in nine sections.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

MODULES = 100
SECTIONS = 9
WORDS = 222  # of prose in a section


def _listed(words: str) -> list[str]:
    return words.split()


_STARTS = _listed("бв вер гар дол жив зар кол лес мир нар пер рав сед тем ход чар щед юг яс")
_MIDDLES = _listed("ав ен ил ов ур аст ист орн ель онк")
_ENDS = _listed("а ы ой ам ать ить ает или ный ная ное ных о е ом ами ение ость тель")
_SHORT = _listed("и в на не с по за от до из к но а что как для при или без под")
_LATIN = _listed("alpha bravo delta echo fleet green harbor index june kilo lemon")
_CODE = {
    "bash": "git worktree add ../{a} -b {b}\ncd ../{a}\ngit status --short   # {c}\ngit log --oneline -5",
    "yaml": "runbook:\n  name: {a}\n  roles: [{b}, {c}]\n  limits:\n    turns: 20\n    budget: 5.00",
    "python": "def {a}(tasks: list[str]) -> int:\n    # {b}\n    done = [task for task in tasks if '{c}' in task]\n"
    "    return len(done)",
}
_DRESS = ["**{}**", "`{}`", "*{}*", "[{}](https://example.org/)", "{},", "{}", "{}"]


class Writer:
    """Writes Markdown from a seed; `words` counts the prose written so far."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self.words = 0

    def word(self) -> str:
        draw = self._draw
        if draw.random() < 0.25:
            return draw.choice(_SHORT)
        middles = draw.choices(_MIDDLES, k=draw.randint(0, 2))
        return draw.choice(_STARTS) + "".join(middles) + draw.choice(_ENDS)

    def phrase(self, count: int) -> str:
        self.words += count
        return " ".join(self.word() for _ in range(count))

    def sentence(self) -> str:
        draw = self._draw
        words = self.phrase(draw.randint(5, 15)).split()
        at = draw.randrange(len(words))
        words[at] = draw.choice(["**{}**", "`{}`", "*{}*", "[{}](https://example.org/)", "{},", "{}", "{}"]).format(
            words[at]
        )
        text = " ".join(words)
        return text[0].upper() + text[1:].rstrip(",") + "."

    def paragraph(self) -> str:
        return "\n".join(self.sentence() for _ in range(self._draw.randint(2, 5)))

    def list(self) -> str:
        marks = self._draw.choice([["- "] * 5, ["1. ", "2. ", "3. ", "4. ", "5. "], ["- [ ] ", "- [x] "] * 3])
        return "\n".join(mark + self.sentence() for mark in marks[: self._draw.randint(3, 5)])

    def table(self) -> str:
        rows = [[self.word() for _ in range(3)] for _ in range(self._draw.randint(3, 6))]
        return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * 3, *rows[1:]])

    def code(self) -> str:
        language = self._draw.choice(sorted(_CODE))
        a, b, c = self._draw.sample(_LATIN, 3)
        return f"```{language}\n{_CODE[language].format(a=a, b=b, c=c)}\n```"

    def quote(self) -> str:
        return "> " + self.paragraph().replace("\n", "\n> ")

    def section(self, number: int) -> str:
        until = self.words + WORDS
        parts = [f"<!-- section: part-{number} -->\n## {self.phrase(3).capitalize()}", self.paragraph()]
        rest = [self.list(), self.table(), self.code(), self.code(), self.quote()]
        self._draw.shuffle(rest)
        while self.words < until:
            parts.append(self.paragraph())
            if rest:
                parts.append(rest.pop())
        return "\n\n".join(parts + rest)


def theory(seed: int) -> str:
    """A module's text: title, introduction, nine sections."""
    writer = Writer(seed)
    head = [f"# {writer.phrase(3).capitalize()}", writer.paragraph()]
    return "\n\n".join(head + [writer.section(number) for number in range(1, SECTIONS + 1)]) + "\n"


def write(folder: Path, modules: int = MODULES) -> Path:
    """Write a course of so many modules below the folder; the folder, as `--course` takes it."""
    course = folder / "course"
    course.mkdir(parents=True, exist_ok=True)
    (course / "course.yaml").write_text("id: benchmark\ntitle: Большой курс\nlanguage: ru\n", encoding="utf-8")
    for number in range(1, modules + 1):
        module = course / f"module-{number:03}"
        module.mkdir(exist_ok=True)
        (module / "theory.md").write_text(theory(number), encoding="utf-8")
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
