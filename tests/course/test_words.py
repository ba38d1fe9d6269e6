"""What counts as a word to read."""

from __future__ import annotations

import pytest

from orchestra_tui.course.words import count_lines, count_words, minutes
from tests.course.shown import blocks_of

WORDS = {
    "words with hyphens are one, a dash is none": ("Кто-то из-за — угла - вышел – да", 5),
    "a dash without spaces parts words": ("одно—другое, 5–10", 3),
    "marks inside a word do not part it": ("**сло**во `git worktree` it's", 4),
    "punctuation is nothing": ("… ! «» 1,5 — 10%", 2),
    "headings, lists, quotes and alerts count": ("# a b\n\n- c\n  1. d\n\n> e\n\n> [!NOTE]\n> f", 6),
    "folds count with their summaries": ("<details>\n<summary>a b</summary>\n\nc\n\n</details>", 3),
    "notes count where they stand": ("a[^1]\n\n[^1]: b c", 3),
    "code does not": ("```\na b c\n```\n\n    d e\n\nf", 1),
    "tables do not": ("|a b|c|\n|-|-|\n|d|e|", 0),
    "addresses do not, the words on a link do": ("[a b](https://c.d/e) <https://f.g> [www.h.i](j)", 2),
    "images do not": ("![a b](c.png) d", 1),
    "html and comments do not": ("<!-- a b -->\n\n<div>c</div>\n\nd <!-- e -->", 1),
    "front matter does not": ("---\ntitle: a b\n---\nc\n", 1),
}


@pytest.mark.parametrize(("source", "words"), WORDS.values(), ids=WORDS)
def test_words(source, words):
    assert count_words(blocks_of(source)) == words


def test_minutes_grow_with_prose_and_with_code():
    assert [minutes(0), minutes(1), minutes(160), minutes(400), minutes(1600)] == [1, 1, 1, 2, 10]
    assert minutes(160, 60) == 4


def test_lines_of_code_wherever_they_are():
    assert count_lines(blocks_of("- a\n\n  ```\n  1\n  2\n  ```\n\n|a|\n|-|\n|b|\n")) == 4
