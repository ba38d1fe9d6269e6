"""Colours for code never cost a character of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_all_lexers, get_lexer_by_name

from orchestra_tui.course import highlight as module
from orchestra_tui.course.highlight import highlight
from orchestra_tui.course.layout import Role, Run


def text(lines: tuple[tuple[Run, ...], ...]) -> str:
    return "\n".join("".join(run.text for run in line) for line in lines)


def looks(code: str, language: str) -> list[tuple[str, str]]:
    return [(run.text.strip(), run.role.removeprefix("tok-")) for line in highlight(code, language) for run in line]


@pytest.mark.parametrize(
    ("language", "code", "wanted"),
    [
        ("python", "def go(x: int): # да", [("def", "keyword"), ("go", "name"), ("(x:", "code"), ("int", "builtin")]),
        ("bash", 'echo "$i" 1', [("echo", "builtin"), ('"', "string"), ("$i", "variable"), ('"', "string")]),
        ("yaml", 'model: "opus"', [("model", "tag"), (":", "code"), ('"opus"', "string")]),
        ("JSON", '{"a": 1}', [("{", "code"), ('"a"', "tag"), (":", "code"), ("1", "number")]),
        ("diff", "-было\n+стало", [("-было", "deleted"), ("+стало", "inserted")]),
        ("console", "$ ls\nитого 0\n$ pwd", [("$", "prompt"), ("ls", "code"), ("итого 0", "output"), ("$", "prompt")]),
        ("pycon", ">>> 2 + 2\n4\n>>> x", [(">>>", "prompt"), ("2", "number"), ("+", "operator"), ("2", "number")]),
    ],
)  # fmt: skip
def test_words_have_the_looks_of_what_they_are(language, code, wanted):
    assert looks(code, language)[: len(wanted)] == wanted
    assert text(highlight(code, language)) == code


@pytest.mark.parametrize("language", ["", " ", "неизвестно", "text", "../../etc", "\x1b[31m"])
def test_a_language_nobody_named_is_not_guessed(language):
    code = "def f(): pass\n\n# комментарий\n"
    assert {run.role for line in highlight(code, language) for run in line} == {Role.CODE}
    assert text(highlight(code, language)) == code


LANGUAGES = [
    "python",
    "bash",
    "console",
    "yaml",
    "json",
    "diff",
    "go",
    "toml",
    "html",
    "pycon",
    "make",
    "sql",
    "markdown",
]


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.one_of(st.sampled_from("\n \t'\"#$>{}:-+@ab1\ufeff\x00"), st.characters())), st.sampled_from(LANGUAGES)
)
def test_the_text_stays_the_same(code, language):
    lines = highlight(code, language)
    assert text(lines) == code
    assert len(lines) == code.count("\n") + 1
    assert all(run.text for line in lines for run in line)


def test_too_much_code_is_not_looked_at():
    code = "x = 1\n" * (module.LARGEST // 6 + 1)
    assert {run.role for line in highlight(code, "python") for run in line} == {Role.CODE}


class Broken:
    def __init__(self, found: object) -> None:
        self.found = found

    def get_tokens_unprocessed(self, code: str) -> object:
        if self.found is None:
            raise RuntimeError("a lexer's own fault")
        return self.found


@pytest.mark.parametrize("found", [None, [(0, ("Keyword",), "нечто другое\n")]])
def test_a_lexer_that_fails_or_changes_the_code_is_not_believed(monkeypatch, found):
    monkeypatch.setattr(module, "_lexer", lambda language: Broken(found))
    assert highlight(f"нечто {found}", "python") == ((Run(f"нечто {found}", Role.CODE),),)


def test_every_role_of_code_is_one_that_a_theme_knows():
    assert set(module._ROLES.values()) == {role for role in Role if role.startswith("tok-")}


def test_most_languages_can_be_had_by_name():
    names = [aliases[0] for _, aliases, _, _ in list(get_all_lexers())[::40] if aliases]
    assert len(names) > 10
    for name in names:
        code = "a = 1 # b\n\tc(d)"
        assert get_lexer_by_name(name)
        assert text(highlight(code, name)) == code
