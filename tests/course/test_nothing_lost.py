"""Whatever is in a file: no exception, no character lost between sections, no letter lost on the way to the screen."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from orchestra_tui.course import frontmatter, markdown
from orchestra_tui.course.document import Document
from orchestra_tui.course.model import Code, Heading, Items, Quote
from tests.course.shown import blocks_of, every, inner, is_within, runs, shown, visible_text

PIECES = (
    *"#-*_`~>|[]<>!\\:&+=.^ \t\n\r\f\v\x00\ufeff\u2028",
    *("\n\n", "\r\n", "    ", "## ", "# ", "- ", "1. ", "> ", "```", "~~~", "---", "===", "- [x] "),
    *("> [!NOTE]\n", "[^1]", "[^1]: ", "[a](b)", "![a](b)", "[r]: u\n", "[r]", "**", "~~", "<!-- c -->", "<!--", "-->"),
    *(
        "<details>",
        "<details open>\n\n",
        "</details>\n",
        "<summary>",
        "</summary>",
        "<b>",
        "<br>",
        "<div>\n",
        "</div>\n",
    ),
    *("<!-- section: own -->\n", "<!-- section: a -->\n\n", "---\ntitle: t\n---\n", "| a | b |\n|---|---|\n"),
    *("слово", "ещё-одно", "x1", "日本", "é", "🙂"),
)
MARKDOWNISH = st.lists(st.sampled_from(PIECES) | st.text("абв", min_size=1, max_size=3), max_size=40).map("".join)
TEXTS = MARKDOWNISH | st.text(max_size=60)

COMMENT = re.compile(r"<!-->|<!--->|<!--.*?-->", re.DOTALL)


def read(source: str, tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("any") / "any.md"
    path.write_bytes(source.encode())
    return Document(path, "module")


@settings(max_examples=300, deadline=None)
@given(source=TEXTS)
@example(source="\ufeff## a\n")
@example(source="\ufeff---\ntitle: x\n---\n## a\r\n\r## b")
@example(source="## a\f## b\v\n## c\x85## d\u2028## e\n")
@example(source="text\x00\n\n## a\x00")
@example(source="a\n-\n\n> ## no\n\n```\n## no\n")
def test_sections_are_the_source_cut_up(source, tmp_path_factory):
    document = read(source, tmp_path_factory)
    assert document.introduction + "".join(section.source for section in document.sections) == document.source == source
    line_ends = re.compile(r"\r\n?|\n")
    before = document.introduction
    for section in document.sections:
        assert section.line == len(line_ends.findall(before)) + 1
        before += section.source
    refs = [section.ref for section in document.sections]
    assert len(refs) == len(set(refs)) > 0
    slugs = [
        block.slug
        for part in [document.introduction_blocks, *(s.blocks for s in document.sections)]
        for block in every(part)
        if isinstance(block, Heading)
    ]
    assert len(slugs) == len(set(slugs))


@settings(max_examples=300, deadline=None)
@given(source=TEXTS)
def test_a_browser_shows_nothing_that_we_do_not(source):
    assume("<" not in source and not frontmatter.split(source.removeprefix("\ufeff"))[0])
    browser = MarkdownIt("commonmark", {"maxNesting": 200}).enable(["table", "strikethrough"])
    browser.use(footnote_plugin, inline=False, move_to_end=False)
    for name in ("footnote_ref", "footnote_reference_open"):
        browser.add_render_rule(name, lambda self, tokens, at, options, env: f"[{tokens[at].meta['label']}]")
    wanted = visible_text(browser.render(source))
    assert is_within(runs(wanted.casefold()), runs(shown(blocks_of(source)).casefold()))


@settings(max_examples=400, deadline=None)
@given(source=MARKDOWNISH)
@example(source="|a|b|\n|-|-|\n|б|в|г|д|\n")
@example(source="<details>\n<summary>\n\n- слово\n- а\n\n</summary>\nб")
@example(source="</details>\n\n<summary>слово</summary>\n\n</summary>")
@example(source="- <details>\n\n  а\n\n</details>\nб")
@example(source="> <!-- слово\n\nб")
@example(source="<!-- <!-- --> слово\n\n<!--> а -->\n\nб <!-- в")
@example(source="<pre>\n<!-- слово --> <details>\n</pre>\n")
@example(source="![a ![b **слово**\nб](u) `г`](u)")
@example(source="<details>слово <b>а</b><summary>б</summary> в</details> г <div>д</div>")
def test_every_letter_is_shown_except_in_comments(source):
    """Letters beyond ASCII are counted, so that tags are not; link definitions and front matter are not shown."""
    assume(not frontmatter.split(source.removeprefix("\ufeff"))[0])
    assume(not markdown.blocks(source)[1].get("references"))
    blocks = tuple(every(blocks_of(source)))
    seen = [shown(blocks_of(source)), *(block.info for block in blocks if isinstance(block, Code))]
    seen += [span.href for block in blocks for span in getattr(block, "spans", ())]
    assert letters(COMMENT.sub("", source)) <= letters("".join(seen))


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if ord(char) > 127 and char.isalnum())


@pytest.mark.parametrize("depth", [10, 50, 400])
@pytest.mark.parametrize(
    "write",
    [
        lambda n: "".join("  " * i + f"- x{i}\n" for i in range(n)),
        lambda n: "".join("   " * i + f"1. x{i}\n\n" for i in range(n)),
        lambda n: "\n".join(">" * (i + 1) + f" x{i}\n" + ">" * (i + 1) for i in range(n)),
        lambda n: "> - " * n + "x\n",
        lambda n: "![" * n + "x" + "](u)" * n,
        lambda n: "[" * n + "x" + "](u)" * n,
        lambda n: "<details>\n\n" * n + "x\n\n" + "</details>\n\n" * n,
        lambda n: "*" * n + "x" + "*" * n,
    ],
    ids=["bullets", "numbers", "quotes", "both", "images", "links", "folds", "stars"],
)
def test_deep_nesting_keeps_its_text(write, depth):
    source = write(depth)
    assert is_within([run for run in runs(source) if run[0] == "x"], runs(shown(blocks_of(source))))


@pytest.mark.parametrize(("mark", "kind"), [("- ", Items), ("> ", Quote)])
def test_fifty_levels_are_fifty_levels(mark, kind):
    source = "".join("  " * i + f"- x{i}\n" for i in range(50)) if kind is Items else "> " * 50 + "x\n"
    blocks, levels = blocks_of(source), 0
    while blocks:
        levels += isinstance(blocks[-1], kind)
        blocks = inner(blocks[-1])
    assert levels == 50


def test_beyond_the_limit_text_is_kept_as_it_is_written():
    (block,) = blocks_of("> " * (markdown.DEEPEST + 3) + "**x**\n")
    assert shown([block]) == "> > > **x**"
