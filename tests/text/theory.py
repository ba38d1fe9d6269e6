"""The module's text taken apart for its tests, with no help from the program that shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = "module-7-orchestration"
FILE = ROOT / "course" / FOLDER / "theory.md"
CONTENT = ROOT / "content" / FOLDER
IDS = ("role-shift", "why-parallel", "isolation", "ralph-loop", "roles", "patterns", "runbook", "monitoring", "cloud")
FLEET_FILE = FILE.with_name("fleet.md")
FLEET_IDS = (
    "fleet-core", "fleet-tasks", "fleet-health", "fleet-swaps", "fleet-supply", "fleet-budget", "fleet-world",
    "fleet-control",
)  # fmt: skip

FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
RUN = re.compile(r"^<!-- run -->\n```bash\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TARGET = re.compile(r"\]\(([^)\s]+)\)")
Needs = list[str]
ITEM = re.compile(r"^(?:- |\d+\. )", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """One `<!-- section: … -->` part of the text, its heading included."""

    id: str
    source: str

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """Paragraphs, lists, tables, quotes and code blocks as written; a code block keeps its empty lines."""
        kept = FENCE.sub(lambda fence: fence.group().replace("\n\n", "\n\0\n"), self.source)
        return tuple(block.replace("\0", "") for block in re.split(r"\n{2,}", kept.strip()))

    def states(self, *patterns: str) -> bool:
        """Whether one and the same block matches every pattern; case is ignored, `.` stays within a line."""
        return any(
            all(re.search(pattern, block, re.IGNORECASE | re.MULTILINE) for pattern in patterns)
            for block in self.blocks
        )

    def holding(self, pattern: str) -> str:
        """The one block that matches the pattern."""
        found = [block for block in self.blocks if re.search(pattern, block, re.IGNORECASE | re.MULTILINE)]
        assert len(found) == 1, f"{self.id}: {len(found)} blocks match {pattern!r}"
        return found[0]

    def after(self, pattern: str) -> str:
        """The block that follows the one that matches the pattern."""
        return self.blocks[self.blocks.index(self.holding(pattern)) + 1]


def source(file: Path = FILE) -> str:
    """The file, line ends as they are."""
    return file.read_bytes().decode("utf-8")


@cache
def sections(file: Path = FILE) -> dict[str, Section]:
    """The sections by id, in the order of the file."""
    parts = re.split(r"^<!-- section: (\S+) -->\n", source(file), flags=re.MULTILINE)
    return {id_: Section(id_, text) for id_, text in zip(parts[1::2], parts[2::2], strict=True)}


def missing(section: str, needs: Needs) -> Needs:
    """The needs that no block of the section meets; a need is patterns joined by ` & `."""
    return [need for need in needs if not sections()[section].states(*need.split(" & "))]


def fences(language: str, file: Path = FILE) -> list[str]:
    """The code blocks of a language, in order."""
    return [match["text"] for match in FENCE.finditer(source(file)) if match["language"] == language]


def fence(block: str) -> str:
    """The code in a block that is one code block."""
    match = FENCE.search(block)
    assert match is not None, block
    return match["text"]


def links(text: str) -> list[str]:
    """The targets of the links, in order."""
    return TARGET.findall(text)


def prose(text: str) -> str:
    """The text without code blocks, tables, comments and link targets; line breaks stay where they are."""
    bare = TARGET.sub("]", COMMENT.sub("", FENCE.sub("", text)))
    return "\n".join(line for line in bare.split("\n") if not line.startswith("|"))


def pieces(text: str) -> list[str]:
    """The paragraphs, headings, quotes and single list items of the prose, marks of emphasis and links dropped."""
    plain = re.sub(r"[*`\[\]]", "", prose(text))
    return [piece.strip() for part in re.split(r"\n{2,}", plain) for piece in ITEM.split(part) if piece.strip()]


def count_words(text: str) -> int:
    """How many runs of characters between spaces hold a letter or a digit."""
    return sum(1 for run in text.split() if any(character.isalnum() for character in run))
