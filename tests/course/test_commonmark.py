"""CommonMark's own 652 examples: none raises, and what a browser would show of them we show too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.course.shown import blocks_of, is_within, runs, shown, visible_text

EXAMPLES = json.loads((Path(__file__).parent / "fixtures" / "commonmark.json").read_text(encoding="utf-8"))

SHOWS_MORE = {
    484: "a link without text shows its address, else it could not be seen",
    581: "an image without a description shows its file name",
    184: "raw HTML is shown as source; the example has a tag in code, so reading ours as HTML again loses it",
    191: "raw HTML is shown as source; the example has a tag in code, so reading ours as HTML again loses it",
    494: "text that looks like a tag, so reading ours as HTML again loses it",
    626: "Python's HTML parser does not end a comment at `<!-->`",
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['example']}")
def test_example_keeps_its_text(example):
    wanted = runs(visible_text(example["html"]))
    found = shown(blocks_of(example["markdown"]))
    assert is_within(wanted, runs(found))
    if example["example"] not in SHOWS_MORE:
        assert wanted in (runs(found), runs(visible_text(found))), "only the source of raw HTML may be shown on top"


def test_examples_without_html_are_shown_exactly():
    exact = [one for one in EXAMPLES if runs(visible_text(one["html"])) == runs(shown(blocks_of(one["markdown"])))]
    html = [one for one in EXAMPLES if one not in exact and one["example"] not in (484, 581)]
    assert len(EXAMPLES) == 652
    assert len(exact) == 587
    assert all("<" in one["markdown"] for one in html)
