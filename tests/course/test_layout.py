"""Blocks become lines: what each kind looks like."""

from __future__ import annotations

from orchestra_tui.course.layout import layout
from orchestra_tui.course.model import Paragraph, Span


def test_a_paragraph_is_wrapped_and_its_dash_stays_with_the_word_before():
    block = Paragraph(1, (Span("Агент — это сессия, а не человек, и у неё свой контекст."),))
    assert [line.text for line in layout((block,), 20)] == [
        "Агент — это сессия,",
        "а не человек,",
        "и у неё свой",
        "контекст.",
    ]
