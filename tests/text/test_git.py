"""The git blocks of the text, run in order against real git, and what the prose says about git."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from . import theory

BLOCKS = theory.RUN.findall(theory.source())
OPEN_ELSEWHERE = ("already checked out at", "already used by worktree at")


@pytest.fixture(autouse=True)
def identity(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ученик")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "learner@example.org")


def try_git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def git(folder: Path, *arguments: str) -> str:
    outcome = try_git(folder, *arguments)
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout.strip()


def commit(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    git(folder, "add", name)
    git(folder, "commit", "-q", "-m", f"feat: {name}")


def make_repository(parent: Path) -> Path:
    """The folder the text starts in: `enji-fleet`, on main, one commit."""
    folder = parent / "work" / "enji-fleet"
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "README.md", "# Fleet\n")
    return folder


class Shell:
    """One bash that lives through all the blocks, so each starts in the state the last one left."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            ["bash", "-e"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, code: str) -> tuple[str, Path]:
        """What the code printed and the folder it ended in; a command that fails ends the shell and fails the test."""
        write: IO[str] | None = self.process.stdin
        read: IO[str] | None = self.process.stdout
        assert write is not None
        assert read is not None
        write.write(f"{code}\nprintf '\\nDONE %s\\n' \"$PWD\"\n")
        write.flush()
        printed: list[str] = []
        for line in read:
            if line.startswith("DONE "):
                return "".join(printed), Path(line.removeprefix("DONE ").rstrip("\n"))
            printed.append(line)
        pytest.fail(f"the shell ended in:\n{code}\n{''.join(printed)}")

    def close(self) -> None:
        self.process.communicate()


class Story:
    """A repository after the first `n` blocks of the text."""

    def __init__(self, parent: Path, blocks: int) -> None:
        self.main = make_repository(parent)
        self.health = self.main.parent / "enji-fleet-health"
        self.search = self.main.parent / "enji-fleet-search"
        self.printed = ""
        self.folder = self.main
        shell = Shell(self.main)
        try:
            for code in BLOCKS[:blocks]:
                self.printed, self.folder = shell.run(code)
        finally:
            shell.close()

    def worktrees(self) -> dict[str, str]:
        """Branch by the name of the folder it is open in."""
        records = [dict(line.split(" ", 1) for line in record.split("\n")) for record in self.listed().split("\n\n")]
        return {Path(record["worktree"]).name: record["branch"].removeprefix("refs/heads/") for record in records}

    def listed(self) -> str:
        return git(self.main, "worktree", "list", "--porcelain")

    def branches(self, *options: str) -> set[str]:
        return set(git(self.main, "branch", "--format=%(refname:short)", *options).split())


@pytest.fixture
def after(tmp_path: Path) -> Callable[[int], Story]:
    return lambda blocks: Story(tmp_path, blocks)


def test_three_blocks_are_run_all_of_one_section() -> None:
    assert len(BLOCKS) == 3
    assert theory.sections()["isolation"].source.count("<!-- run -->") == 3
    assert theory.source().count("<!-- run -->") == 3


def test_first_block_makes_two_worktrees_beside_the_main_folder(after: Callable[[int], Story]) -> None:
    story = after(1)
    assert story.worktrees() == {
        "enji-fleet": "main",
        "enji-fleet-health": "feat/health",
        "enji-fleet-search": "feat/search",
    }
    assert story.health.is_dir()
    assert story.search.is_dir()
    assert story.folder == story.main
    assert all(branch in story.printed for branch in ("[main]", "[feat/health]", "[feat/search]"))


def test_second_block_commits_to_its_own_branch_alone(after: Callable[[int], Story]) -> None:
    story = after(2)
    tip = git(story.health, "rev-parse", "HEAD")
    assert story.branches("--contains", tip) == {"feat/health"}
    assert git(story.main, "log", "--format=%s", "main..feat/health") == "feat: GET /health"
    assert (story.health / "health.txt").is_file()
    assert not (story.main / "health.txt").exists()
    assert not (story.search / "health.txt").exists()
    assert story.folder == story.health
    assert git(story.health, "status", "--porcelain") == ""


def test_third_block_merges_with_a_commit_of_two_parents(after: Callable[[int], Story]) -> None:
    story = after(3)
    assert git(story.main, "branch", "--show-current") == "main"
    parents = git(story.main, "show", "-s", "--format=%P", "main").split()
    assert len(parents) == 2
    assert git(story.main, "show", "-s", "--format=%s", parents[1]) == "feat: GET /health"
    assert git(story.main, "show", "-s", "--format=%s", "main") == "Merge feat/health"
    assert "GET /health" in (story.main / "health.txt").read_text(encoding="utf-8")


def test_third_block_removes_folder_and_branch_and_leaves_the_other_plan(after: Callable[[int], Story]) -> None:
    story = after(3)
    assert not story.health.exists()
    assert story.branches() == {"main", "feat/search"}
    assert story.worktrees() == {"enji-fleet": "main", "enji-fleet-search": "feat/search"}
    assert git(story.search, "status", "--porcelain") == ""
    assert story.folder == story.main


def says(pattern: str, section: str = "isolation") -> None:
    """The text makes the claim that the test is about to hold to account."""
    assert theory.sections()[section].states(pattern), f"the text no longer says {pattern!r}"


def test_a_branch_is_open_in_one_worktree_only(after: Callable[[int], Story]) -> None:
    says("Открыть одну ветку в двух worktree git не даст")
    story = after(1)
    for command in (["worktree", "add", "../again", "feat/health"], ["switch", "feat/health"]):
        refused = try_git(story.main, *command)
        assert refused.returncode != 0
        assert any(words in refused.stderr for words in OPEN_ELSEWHERE)
    assert not (story.main.parent / "again").exists()


@pytest.mark.parametrize("name", ["draft.txt", "README.md"], ids=["untracked", "modified"])
def test_remove_refuses_where_work_is_not_committed(after: Callable[[int], Story], name: str) -> None:
    says("незакоммиченное, удалять она откажется")
    story = after(1)
    (story.health / name).write_text("не закончено\n", encoding="utf-8")
    refused = try_git(story.main, "worktree", "remove", "../enji-fleet-health")
    assert refused.returncode != 0
    assert "contains modified or untracked files" in refused.stderr
    assert (story.health / name).read_text(encoding="utf-8") == "не закончено\n"


def test_remove_takes_the_folder_and_leaves_the_branch(after: Callable[[int], Story]) -> None:
    says("`remove` удалит рабочую папку, но не ветку")
    story = after(2)
    git(story.main, "worktree", "remove", "../enji-fleet-health")
    assert not story.health.exists()
    assert "feat/health" in story.branches()
    assert git(story.main, "show", "feat/health:health.txt").startswith("GET /health")


def test_abort_brings_everything_back(after: Callable[[int], Story]) -> None:
    says("`git merge --abort` вернёт всё назад")
    story = after(2)
    commit(story.main, "health.txt", "GET /health -> 503\n")
    before = git(story.main, "rev-parse", "HEAD")
    assert try_git(story.main, "merge", "--no-ff", "feat/health").returncode != 0
    assert git(story.main, "diff", "--name-only", "--diff-filter=U") == "health.txt"
    git(story.main, "merge", "--abort")
    assert git(story.main, "rev-parse", "HEAD") == before
    assert git(story.main, "status", "--porcelain") == ""
    assert (story.main / "health.txt").read_text(encoding="utf-8") == "GET /health -> 503\n"


def test_ignored_files_neither_come_along_nor_hinder_removal(after: Callable[[int], Story]) -> None:
    says(r"в новый worktree не попадают, а вместе со старым исчезают без вопроса")
    story = after(0)
    commit(story.main, ".gitignore", ".env\nnode_modules/\n")
    (story.main / ".env").write_text("KEY=1\n", encoding="utf-8")
    git(story.main, "worktree", "add", "-q", "../fresh", "-b", "feat/fresh")
    fresh = story.main.parent / "fresh"
    assert not (fresh / ".env").exists()
    (fresh / ".env").write_text("KEY=2\n", encoding="utf-8")
    (fresh / "node_modules").mkdir()
    (fresh / "node_modules" / "left-pad.js").write_text("x\n", encoding="utf-8")
    git(story.main, "worktree", "remove", "../fresh")
    assert not fresh.exists()
    assert (story.main / ".env").read_text(encoding="utf-8") == "KEY=1\n"


def test_the_stash_is_shared(after: Callable[[int], Story]) -> None:
    says("`git stash` у всех worktree общие")
    story = after(1)
    (story.health / "README.md").write_text("# Fleet, health\n", encoding="utf-8")
    git(story.health, "stash")
    assert git(story.search, "stash", "list").startswith("stash@{0}: WIP on feat/health")
    git(story.search, "stash", "pop")
    assert (story.search / "README.md").read_text(encoding="utf-8") == "# Fleet, health\n"
    assert git(story.main, "stash", "list") == ""


def test_commits_and_branches_are_shared_and_not_copied(after: Callable[[int], Story]) -> None:
    says("История при этом не дублируется: коммиты и ветки у всех папок общие")
    story = after(2)
    assert git(story.search, "show", "feat/health:health.txt").startswith("GET /health")
    assert (story.health / ".git").is_file()
    stores = {
        git(folder, "rev-parse", "--path-format=absolute", "--git-common-dir") for folder in (story.main, story.search)
    }
    assert stores == {str(story.main / ".git")}


def test_a_clean_merge_can_still_be_broken_code(after: Callable[[int], Story]) -> None:
    says("Чистый merge ещё не значит рабочий код", "monitoring")
    story = after(0)
    commit(story.main, "lib.py", "def total():\n    return 1\n")
    git(story.main, "worktree", "add", "-q", "../caller", "-b", "feat/caller")
    commit(story.main.parent / "caller", "caller.py", "from lib import total\n\ntotal()\n")
    commit(story.main, "lib.py", "def amount():\n    return 1\n")
    git(story.main, "merge", "-q", "--no-ff", "feat/caller", "-m", "Merge feat/caller")
    assert git(story.main, "status", "--porcelain") == ""
    assert "from lib import total" in (story.main / "caller.py").read_text(encoding="utf-8")
    assert "def total" not in (story.main / "lib.py").read_text(encoding="utf-8")
