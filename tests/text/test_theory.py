"""The text's shape: its sections, its length, its links, its code, its typography and its voice."""

from __future__ import annotations

import ast
import re
import subprocess
import textwrap
import unicodedata

import pytest
import yaml

from . import theory

ADDRESSES = {
    "https://claude.com/blog/building-multi-agent-systems-when-and-how-to-use-them": "why-parallel",
    "https://ghuntley.com/ralph/": "ralph-loop",
    "https://dev.to/alexandergekov/2026-the-year-of-the-ralph-loop-agent-1gkj": "ralph-loop",
    "https://www.anthropic.com/engineering/building-c-compiler": "cloud",
    "https://github.com/openclaw/openclaw": "cloud",
}
PROSE = theory.prose(theory.source())
SPOKEN = re.sub(r"`[^`\n]*`", "", PROSE)
TYPESET = re.sub(r"`[^`\n]*`", "x", PROSE)
FAULTS = {
    "straight quotes": r"[\"“”]|(?<!\w)'|'(?!\w)",
    "a hyphen as a dash": r"(?<=\s)-(?=\s)(?<!\n-)",
    "a dash without spaces": r"\S—|—\S",
    "an en dash not between digits": r"(?<!\d)–|–(?!\d)",
    "three dots": r"\.\.\.",
    "a space before a mark": r" [,.:;!?](?=\s)",
    "two spaces": r"\S {2,}\S",
    "no space after a mark": r"[а-яё][,;:!?][а-яё]",
    "a long number in one piece": r"\b\d{5,}\b",
    "a word twice": r"\b([а-яё]{2,}) \1\b",
    "е for ё": r"\b(?:еще|ее|нее|счет|зелен|удален|отчет|приемк|четк|объем|идет|дает|живет|берет)\w*",
}


def test_nine_sections_in_the_order_of_the_assignment() -> None:
    assert tuple(theory.sections()) == theory.IDS
    assert theory.source().startswith("# Модуль 7. ")
    for section in theory.sections().values():
        assert section.source.startswith("## "), section.id
        assert len(re.findall(r"^## ", theory.prose(section.source), re.MULTILINE)) == 1, section.id


@pytest.mark.parametrize(
    ("text", "least", "most"), [(PROSE, 1700, 2300), (SPOKEN, 1900, 2100)], ids=["prose", "spoken"]
)
def test_about_two_thousand_words(text: str, least: int, most: int) -> None:
    assert least <= theory.count_words(text) <= most


def test_the_counter_counts_words_alone() -> None:
    sample = (
        "# Два слова\n\n<!-- run -->\n```bash\ngit merge\n```\n\n| a | b |\n\n- **Три** — [это](https://x.y/z) `да`.\n"
    )
    assert theory.count_words(theory.prose(sample)) == 5


@pytest.mark.parametrize("piece", theory.pieces(theory.source()), ids=lambda piece: piece[:30])
def test_no_paragraph_or_item_is_longer_than_six_lines(piece: str) -> None:
    assert len(textwrap.wrap(piece, 80)) <= 6


def test_links_are_the_known_ones_each_in_its_section() -> None:
    found = {target: section.id for section in theory.sections().values() for target in theory.links(section.source)}
    assert found == ADDRESSES


@pytest.mark.parametrize("code", theory.fences("bash"), ids=lambda code: code.split("\n", 1)[0])
def test_bash_parses(code: str) -> None:
    outcome = subprocess.run(["bash", "-n"], input=code, capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stderr) == (0, "")


@pytest.mark.parametrize("code", theory.fences("yaml"), ids=lambda code: code.split("\n", 1)[0])
def test_yaml_loads(code: str) -> None:
    assert isinstance(yaml.safe_load(code), dict)


@pytest.mark.parametrize("code", theory.fences("python"), ids=lambda code: code.split("\n", 1)[0])
def test_python_compiles_and_imports_what_it_uses_and_no_more(code: str) -> None:
    tree = ast.parse(code)
    imported = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names
    }
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert imported == {"asyncio", "AgentDefinition", "ClaudeAgentOptions", "ResultMessage", "query"}
    assert imported <= used
    compile(tree, "theory.md", "exec")


def test_every_code_block_names_a_language_that_is_tested() -> None:
    languages = [match["language"] for match in theory.FENCE.finditer(theory.source())]
    assert set(languages) == {"bash", "yaml", "python"}
    assert theory.source().count("```") == 2 * len(languages)


def test_no_emoji() -> None:
    arrows = "→"
    odd = {
        c
        for c in theory.source()
        if unicodedata.category(c) in {"So", "Sk", "Cs", "Co", "Cn"} and c not in arrows + "`"
    }
    assert not odd


@pytest.mark.parametrize("fault", FAULTS)
def test_typography(fault: str) -> None:
    found = re.search(FAULTS[fault], TYPESET, re.IGNORECASE)
    assert found is None, f"{fault}: {TYPESET[max(0, found.start() - 30) : found.end() + 30]!r}"


def test_quotes_open_and_close_in_turn() -> None:
    assert re.fullmatch(r"(«»)+", re.sub(r"[^«»]", "", PROSE))


def test_no_stray_space() -> None:
    text = theory.source()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"[ \t\r\u00a0\u200b]$|\t|\r|\u00a0|\n{3}", text, re.MULTILINE)


def test_the_reader_is_ty_and_nothing_is_hyped() -> None:
    words = {word.casefold() for word in re.findall(r"[А-Яа-яЁё]+", PROSE)}
    assert {"ты", "тебя", "тебе", "твоя"} <= words
    assert not words & {"вы", "вас", "вам", "вами", "ваш", "ваша", "ваши", "ваше", "вашей"}
    hype = r"революц|невероятн|потрясающ|магическ|волшебн|уникальн|легко и просто|в мире, где|не просто|!"
    assert not re.search(hype, SPOKEN, re.IGNORECASE)
