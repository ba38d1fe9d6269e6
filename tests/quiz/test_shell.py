"""Command lines by what they do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tui.quiz.shell import Spelling, UnreadableError, same, slip

PLAIN = Spelling()


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ("`git worktree list`", "git worktree list"),
        ("git worktree list;", "git worktree list"),
        ("git commit -am «готово»", 'git commit -a -m "готово"'),
        ("git commit -m'готово' -a", 'git commit -am "готово"'),
        ("git worktree add -bfeat/x ../x", "git worktree add ../x -b feat/x"),
        ("git log -n5 --oneline", "git log --oneline -n 5"),
        ("git branch -d feat/x/", "git branch --delete feat/x"),
        ("git worktree remove ./x", "git worktree remove x"),
        ('claude "$(cat PROMPT.md)" --max-turns=30 -p', 'claude -p "$(cat PROMPT.md)" --max-turns 30'),
        ("claude -w health", "claude -w health"),
        ("A=1 B=2 codex exec x", "B=2 A=1 codex exec x"),
        ("npm test && npm run lint", "npm test  &&  npm run lint"),
        ("git worktree remove ../любая", "git worktree remove <path>"),
        ("git -C ..\\main merge feat/x", "git merge -C ../main feat/x"),
        ("git merge —no-ff feat/x", "git merge --no-ff feat/x"),
        ("git checkout -- a.txt", "git checkout -- a.txt"),
    ],
)
def test_the_same_command(given: str, accepted: str) -> None:
    assert same(given, accepted, PLAIN)


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ("git worktree remove", "git worktree remove <path>"),
        ("git worktree remove a b", "git worktree remove <path>"),
        ("git branch -D feat/x", "git branch -d feat/x"),
        ("git merge feat/x main", "git merge main feat/x"),
        ("npm test || npm run lint", "npm test && npm run lint"),
        ("npm test", "npm test && npm run lint"),
        ("A=1 make", "make"),
        ("", "make"),
    ],
)
def test_another_command(given: str, accepted: str) -> None:
    assert not same(given, accepted, PLAIN)


def test_an_author_says_what_means_the_same_and_what_does_no_harm() -> None:
    spelling = Spelling((("-p", "--prompt"),), frozenset({"--to"}), frozenset({"--quiet"}))
    assert same("gemini --prompt x --quiet", "gemini -p x", spelling)
    assert same("send --to bob hi", "send hi --to=bob", spelling)
    assert not same("gemini --prompt x --yolo", "gemini -p x", spelling)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("git worktree add -b feat/api ../x-apl", True),
        ("git wroktree add -b feat/apii ../x-api", False),
        ("git wroktree add -b feat/api ../x-api", True),
        ("git add worktree ../x-api -b feat/api", False),
        ("Git worktree add ../x-api -b feat/api", True),
        ("git worktree add ../x-api -b feat/ap1", False),
        ("git worktree add ../x-api --brunch=feat/api", False),
    ],
)
def test_a_slip_is_in_one_word(given: str, expected: bool) -> None:
    assert slip(given, ["git worktree add ../x-api -b feat/api"]) is expected


def test_a_slip_beside_a_free_word() -> None:
    assert slip("git worktree remve ../x", ["git worktree remove <path>"])


def test_an_open_quote_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        same("git commit -m 'x", "git status", PLAIN)


@given(st.text(alphabet="git -b=m./\\'\"`;&|<>x$(\n«", max_size=30))
def test_no_line_breaks_it(line: str) -> None:
    try:
        assert same(line, line, PLAIN)
        slip(line, ["git x -b y"])
    except UnreadableError:
        pass
