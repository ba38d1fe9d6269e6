"""What each piece of Markdown becomes."""

from __future__ import annotations

import pytest
from markdown_it.token import Token

from orchestra_tui.course.model import (
    Alert,
    Code,
    Fold,
    Footnote,
    Heading,
    Item,
    Items,
    Mark,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Span,
    Table,
)
from orchestra_tui.course.spans import from_tokens
from orchestra_tui.course.tokens import to_blocks
from tests.course.shown import blocks_of, shown

EM, STRONG, STRIKE, CODE = Mark.EMPHASIS, Mark.STRONG, Mark.STRIKE, Mark.CODE
LINK, IMAGE, FOOTNOTE = Mark.LINK, Mark.IMAGE, Mark.FOOTNOTE


def text(words: str) -> tuple[Span, ...]:
    return (Span(words),)


SPANS = {
    "plain": ("слово", [Span("слово")]),
    "marks combine": (
        "a **b *c*** ~~d~~",
        [*text("a "), Span("b ", STRONG), Span("c", STRONG | EM), *text(" "), Span("d", STRIKE)],
    ),
    "code": ("`a*b*` c", [Span("a*b*", CODE), Span(" c")]),
    "soft break is a space": ("a\nb", [Span("a b")]),
    "hard breaks stay alone": ("a  \nb\\\nc", [Span("a"), Span("\n"), Span("b"), Span("\n"), Span("c")]),
    "br breaks": ("a<br/>b", [Span("a"), Span("\n"), Span("b")]),
    "escapes and entities": (r"\*a\* &lt;b&gt; &copy;", [Span("*a* <b> ©")]),
    "link as written": (
        "[a *b*](../путь/файл.md#якорь 'title')",
        [Span("a ", LINK, "../путь/файл.md#якорь"), Span("b", LINK | EM, "../путь/файл.md#якорь")],
    ),
    "link by reference": ("[a][r]\n\n[r]: ./x.md", [Span("a", LINK, "./x.md")]),
    "link without text shows its address": ("[](x.md)", [Span("x.md", LINK, "x.md")]),
    "no scheme is dangerous here": ("[a](javascript:x)", [Span("a", LINK, "javascript:x")]),
    "autolink": (
        "<https://пример.рф/a b> <https://пример.рф>",
        [Span("<https://пример.рф/a b> "), Span("https://пример.рф", LINK, "https://пример.рф")],
    ),
    "no guessing of links": ("www.example.org", [Span("www.example.org")]),
    "image": ("![a *b*](i.png)", [Span("a b", IMAGE, "i.png")]),
    "image without words": ("![](dir/i.png)", [Span("i.png", IMAGE, "dir/i.png")]),
    "image in the text itself": (
        "![](data:image/png;base64,AAAA)",
        [Span("data:image/png", IMAGE, "data:image/png;base64,AAAA")],
    ),
    "image in a link leads where the link leads": ("[![a](i.png)](x.md)", [Span("a", LINK | IMAGE, "x.md")]),
    "footnote": ("a[^n]\n\n[^n]: b", [Span("a"), Span("[n]", FOOTNOTE, "n")]),
    "footnote nobody wrote": ("a[^n]", [Span("a[^n]")]),
    "comment is hidden": ("a <!-- *b* --> c", [Span("a  c")]),
    "html is text": ("a <kbd>b</kbd> <script>c</script>", [Span("a <kbd>b</kbd> <script>c</script>")]),
    "markup of others is text": ("[b]x[/b] [/x]", [Span("[b]x[/b] [/x]")]),
}


@pytest.mark.parametrize(("source", "spans"), SPANS.values(), ids=SPANS)
def test_spans(source, spans):
    first = blocks_of(source)[0]
    assert isinstance(first, Paragraph)
    assert list(first.spans) == spans


BLOCKS = {
    "heading": ("# a\n\nb\n=", [Heading(1, 1, text("a"), "a"), Heading(3, 1, text("b"), "b")]),
    "fence": ("```py title=x\na\n\n  b\n```", [Code(1, "a\n\n  b", "py", "py title=x")]),
    "fence without language": ("~~~\na\n~~~", [Code(1, "a")]),
    "fence that never ends": ("```sh\na\n", [Code(1, "a", "sh", "sh")]),
    "empty fence": ("```\n```", [Code(1, "")]),
    "indented code": ("    a\n\tb\n", [Code(1, "a\nb")]),
    "rule": ("***", [Rule(1)]),
    "quote": ("> a\nb", [Quote(1, (Paragraph(1, text("a b")),))]),
    "alert": ("> [!Warning]\n> a\n>\n> b", [Alert(1, "warning", (Paragraph(2, text("a")), Paragraph(4, text("b"))))]),
    "alert whose text stands apart": ("> [!TIP]\n>\n> a", [Alert(1, "tip", (Paragraph(3, text("a")),))]),
    "alert without text is a quote": ("> [!NOTE]", [Quote(1, (Paragraph(1, text("[!NOTE]")),))]),
    "unknown alert is a quote": ("> [!FUN]\n> a", [Quote(1, (Paragraph(1, text("[!FUN] a")),))]),
    "tight list": ("- a\n- b", [Items(1, (Item(1, (Paragraph(1, text("a")),)), Item(2, (Paragraph(2, text("b")),))))]),
    "loose list": (
        "- a\n\n- b",
        [Items(1, (Item(1, (Paragraph(1, text("a")),)), Item(3, (Paragraph(3, text("b")),))), tight=False)],
    ),
    "numbered list": ("7) a", [Items(1, (Item(1, (Paragraph(1, text("a")),)),), start=7)]),
    "list from zero": ("0. a", [Items(1, (Item(1, (Paragraph(1, text("a")),)),), start=0)]),
    "tasks": (
        "- [x] a\n- [ ] **b**\n- [] c",
        [
            Items(
                1,
                (
                    Item(1, (Paragraph(1, text("a")),), True),
                    Item(2, (Paragraph(2, (Span("b", STRONG),)),), False),
                    Item(3, (Paragraph(3, text("[] c")),)),
                ),
            )
        ],
    ),
    "footnote": ("[^n]: a\n\n    b", [Footnote(1, "n", (Paragraph(1, text("a")), Paragraph(3, text("b"))))]),
    "html": ("<div>\n*a*\n</div>\n\nb", [Raw(1, "<div>\n*a*\n</div>"), Paragraph(5, text("b"))]),
    "comment": ("<!-- a\n\nb -->\nc", [Paragraph(4, text("c"))]),
    "text behind a comment": ("<!-- a --> *b*\n", [Raw(1, "*b*")]),
    "comment that never ends": ("<!-- a\n\nb", [Raw(1, "<!-- a\n\nb")]),
    "comment in literal html": ("<pre>\n<!-- a -->\n</pre>", [Raw(1, "<pre>\n<!-- a -->\n</pre>")]),
}


@pytest.mark.parametrize(("source", "blocks"), BLOCKS.values(), ids=BLOCKS)
def test_blocks(source, blocks):
    assert list(blocks_of(source)) == blocks


TABLE = "| a | **b** |\n|:--|--:|\n"
TABLES = {
    "cells and alignment": (TABLE + "| 1 | 2 |", [("1", "2")]),
    "too few cells are filled up": (TABLE + "| 1 |", [("1", "")]),
    "too many stay in the last": (TABLE + "| 1 | 2 | 3 | `4` |", [("1", "2 | 3 | 4")]),
    "escaped pipes": (TABLE + r"| 1 \| 2 | `3 \| 4` |", [("1 | 2", "3 | 4")]),
    "no outer pipes": ("a | **b**\n:--|--:\n1 | 2", [("1", "2")]),
    "line break in a cell": (TABLE + "| 1<br>2 | 3 |", [("1\n2", "3")]),
    "no rows": (TABLE, []),
}


@pytest.mark.parametrize(("source", "rows"), TABLES.values(), ids=TABLES)
def test_tables(source, rows):
    (table,) = blocks_of(source)
    assert isinstance(table, Table)
    assert table.aligns == ("left", "right")
    assert table.header == (text("a"), (Span("b", STRONG),))
    assert [tuple("".join(span.text for span in cell) for cell in row) for row in table.rows] == rows


def test_centred_columns_and_tables_in_lists():
    (items,) = blocks_of("- | a | b |\n  |:-:|---|\n  | 1 | 2 | 3 |\n")
    (table,) = items.items[0].blocks
    assert table.aligns == ("center", "")
    assert [shown([Paragraph(1, cell)]) for cell in table.rows[0]] == ["1", "2 | 3"]


FOLDS = {
    "over several blocks": (
        "<details>\n<summary>Ответ <b>да</b></summary>\n\n*a*\n\n</details>\n\nb",
        [Fold(1, (Span("Ответ "), Span("да", STRONG)), (Paragraph(4, (Span("a", EM),)),)), Paragraph(8, text("b"))],
    ),
    "in one block": (
        "<details open><summary>`s`</summary>\na\n\n  b\n</details>",
        [Fold(1, (Span("s", CODE),), (Paragraph(2, text("a")), Paragraph(4, text("b"))), True)],
    ),
    "lines of plain text": (
        "<details><summary>s</summary>\na\nb\n</details>",
        [Fold(1, text("s"), (Paragraph(2, (Span("a"), Span("\n"), Span("b"))),))],
    ),
    "html inside": ("<details>\n<p>a</p>\n</details>", [Fold(1, (), (Raw(2, "<p>a</p>"),))]),
    "without summary": ("<details>\n\na\n\n</details>", [Fold(1, (), (Paragraph(3, text("a")),))]),
    "nested": (
        "<details>\n<summary>1</summary>\n\n<details>\n<summary>2</summary>\n\na\n\n</details>\n\nb\n\n</details>",
        [Fold(1, text("1"), (Fold(4, text("2"), (Paragraph(7, text("a")),)), Paragraph(11, text("b"))))],
    ),
    "unclosed": ("<details>\n\na\n\n- b", [Fold(1, (), (Paragraph(3, text("a")), *blocks_of("\n\n\n\n- b")))]),
    "summary over several blocks": (
        "<details>\n<summary>\n\n**s**\n\n`t`\n\n</summary>\n\na\n</details>",
        [
            Fold(
                1,
                (Span("s", STRONG), Span(" "), Span("t", CODE)),
                (Paragraph(10, text("a")),),
            )
        ],
    ),
    "closed without being opened": (
        "a\n\n</details>\n\nb",
        [Paragraph(1, text("a")), Raw(3, "</details>"), Paragraph(5, text("b"))],
    ),
    "summary of nothing": ("<summary>a</summary>", [Raw(1, "<summary>"), Raw(1, "a"), Raw(1, "</summary>")]),
    "two summaries": (
        "<details>\n<summary>a</summary>\n<summary>b</summary>\n\nc",
        [
            Fold(
                1,
                text("a"),
                (Raw(3, "<summary>"), Paragraph(3, text("b")), Raw(3, "</summary>"), Paragraph(5, text("c"))),
            )
        ],
    ),
    "comments inside": (
        "<details>\n<!-- a -->\n<summary>b<!-- c --></summary>\n\nd",
        [Fold(1, text("b"), (Paragraph(5, text("d")),))],
    ),
}


@pytest.mark.parametrize(("source", "blocks"), FOLDS.values(), ids=FOLDS)
def test_folds(source, blocks):
    assert list(blocks_of(source)) == blocks


def test_a_fold_opened_in_a_list_ends_with_its_item():
    items, after, end = blocks_of("- <details>\n\n  a\n- b\n\nc\n\n</details>")
    assert isinstance(items.items[0].blocks[0], Fold)
    assert shown([items.items[1], after, end]).split() == ["b", "c", "</details>"]


def test_what_the_parser_may_learn_later_is_text():
    box = [Token("box_open", "", 1), Token("mystery", "", 0, content="a\n", map=[2, 3]), Token("box_close", "", -1)]
    assert to_blocks(box, {}) == (Raw(3, "a"),)
    inline = [
        Token("x_open", "", 1),
        Token("mystery", "", 0, content="b"),
        Token("x_close", "", -1),
        Token("y", "", 0, markup="c"),
    ]
    assert from_tokens(inline) == text("bc")


def test_a_definition_works_before_it_is_written():
    first, *_rest = blocks_of("[a]\n\n## b\n\n> [A]: x.md\n")
    assert first.spans == (Span("a", LINK, "x.md"),)
