"""Where a line of prose may end."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from orchestra_tui.course.layout import Role, Run, cells
from orchestra_tui.course.layout.lines import Runs
from orchestra_tui.course.layout.wrap import NARROW, wrap, wrap_evenly
from orchestra_tui.course.model import Mark


def lines(found: list[Runs]) -> list[str]:
    return ["".join(run.text for run in line) for line in found]


CASES = [
    ("a dash does not begin a line", "один два — три", 8, ["один", "два —", "три"]),
    ("nor after a no-break space", "один два\xa0— три", 8, ["один", "два —", "три"]),
    ("nor an arrow", "план → код → проверка", 10, ["план →", "код →", "проверка"]),
    ("a dash holds a piece of a word too wide", "многопользовательский —", 12, ["многопользов", "ательский —"]),
    ("a word as wide as the line gives up a letter", "абвгдежзиклм — да", 12, ["абвгдежзикл", "м — да"]),
    ("a letter goes with its word", "дом и сад в лесу", 7, ["дом", "и сад", "в лесу"]),
    ("letters go together", "дом и в саду", 8, ["дом", "и в саду"]),
    ("a capital letter too", "Да. В доме", 7, ["Да.", "В доме"]),
    ("after a bracket too", "дом (в лесу)", 7, ["дом", "(в", "лесу)"]),
    ("a letter stays where its word does not fit", "а достопримечательность", 12, ["а", "достопримеча", "тельность"]),
    ("the end of a word is no letter", "да слово-а дом", 10, ["да слово-а", "дом"]),
    ("a hyphen that stands for a dash", "один два - три", 8, ["один", "два -", "три"]),
    ("and two that do", "один два -- три", 9, ["один", "два --", "три"]),
    ("an option is no dash", "вызови claude -p", 14, ["вызови claude", "-p"]),
    ("an abbreviation of two words", "вилки и т. д.", 10, ["вилки", "и т. д."]),
    ("a sign goes with its number", "дом № 5", 5, ["дом", "№ 5"]),
    ("a no-break space holds", "цена 20\xa0руб.", 9, ["цена", "20 руб."]),
    ("spaces run together at a break", "один   два", 6, ["один", "два"]),
    ("an address breaks at a slash", "https://example.org/docs/page", 20, ["https://example.org/", "docs/page"]),
    ("a name breaks at a hyphen", "git-worktree-manager", 14, ["git-worktree-", "manager"]),
    ("a word without seams breaks anywhere", "абвгдежзиклмнопр", 12, ["абвгдежзиклм", "нопр"]),
    ("ideographs break anywhere", "漢字かな漢字", 6, ["漢字か", "な漢字"]),
    ("but not before a closing sign", "漢字か。漢字", 6, ["漢字", "か。漢", "字"]),
    ("nor after an opening one", "漢字「漢字」", 6, ["漢字", "「漢", "字」"]),
    ("a mark stays with its letter", "ааа́ааа", 3, ["ааа́", "ааа"]),
    ("a joined picture stays whole", "аа👩‍👩‍👧‍👦бб", 4, ["аа👩‍👩‍👧‍👦", "бб"]),
    ("a hard break", "один\nдва", 20, ["один", "два"]),
    ("two hard breaks", "один\n\nдва", 20, ["один", "", "два"]),
    ("nothing", " ", 20, []),
]


@pytest.mark.parametrize(("text", "width", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_prose_breaks(text, width, wanted):
    assert lines(wrap([Run(text)], width, cells)) == wanted
    assert lines(wrap([Run(text)], width, cell_len)) == wanted


CODE = [
    ("in one piece where it fits", "запусти `git add -A` потом", 14, ["запусти", "git add -A", "потом"]),
    ("with its comma", "раз `a b`, два", 7, ["раз", "a b,", "два"]),
    ("at its spaces where it does not", "раз `git worktree add ../x`", 12, ["раз", "git worktree", "add ../x"]),
    ("anywhere where it has none", "раз `abcdefghijklmno`", 12, ["раз", "abcdefghijkl", "mno"]),
]


@pytest.mark.parametrize(("text", "width", "wanted"), [case[1:] for case in CODE], ids=[case[0] for case in CODE])
def test_inline_code_breaks(text, width, wanted):
    runs = [Run(part, mark=Mark.CODE if odd % 2 else Mark.PLAIN) for odd, part in enumerate(text.split("`"))]
    found = wrap(runs, width, cells)
    assert lines(found) == wanted
    code = "".join(run.text for line in found for run in line if run.mark is Mark.CODE)
    assert code.replace(" ", "") == text.split("`")[1].replace(" ", "")


def test_a_break_keeps_every_runs_look():
    runs = [Run("см. "), Run("длинная ссылка", mark=Mark.LINK, href="a.md"), Run(".", Role.QUOTE)]
    assert wrap(runs, 12, cells) == [
        (Run("см. "), Run("длинная", mark=Mark.LINK, href="a.md")),
        (Run("ссылка", mark=Mark.LINK, href="a.md"), Run(".", Role.QUOTE)),
    ]


def test_headings_are_broken_into_lines_of_about_one_length():
    assert lines(wrap([Run("Параллельные агенты и оркестрация")], 27, cells)) == [
        "Параллельные агенты",
        "и оркестрация",
    ]
    text = "Тут идут слова одно за другим и конец"
    assert lines(wrap([Run(text)], 34, cells)) == ["Тут идут слова одно за другим", "и конец"]
    assert lines(wrap_evenly([Run(text)], 34, cells)) == ["Тут идут слова одно", "за другим и конец"]
    assert lines(wrap_evenly([Run("многопользовательский режим")], 22, cells)) == ["многопользовательский", "режим"]


def test_what_is_taken_for_narrow_is_one_cell_for_rich_and_for_unicode():
    narrow = [char for char in map(chr, range(0x20, 0x3000)) if NARROW.fullmatch(char)]
    assert len(narrow) > 1500
    assert [char for char in narrow if cell_len(char) != 1] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "агент",
        "漢字",
        "e\u0301",
        "👍🏽",
        "👩‍👩‍👧‍👦",
        "☑",
        "☑️",
        "a\u200bb",
        "ｆｕｌｌ",
        "①—→▎▌↪▣★◆▲",
        "🇷🇺",
        "x\u200d",
    ],
)
def test_the_measure_of_our_own_agrees_with_rich(text):
    assert cells(text) == cell_len(text)


def test_every_ornament_is_one_cell():
    assert re.fullmatch(NARROW, "━─›•◦▪☑☐▎▌●★◆▲■┄↪▾▸▣│┼╌*")
