from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from orchestra_tui.base import paths


@pytest.mark.parametrize("system", ["linux", "other"])
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": ""},
        {"XDG_DATA_HOME": "relative", "XDG_CONFIG_HOME": "~/x", "XDG_STATE_HOME": "."},
        {"XDG_DATA_HOME": "/a b/c", "XDG_CONFIG_HOME": "/d/../e", "XDG_STATE_HOME": "/f/"},
    ],
)
def test_the_learners_folders_are_where_the_platform_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], system: str
) -> None:
    monkeypatch.setattr(paths, "_SYSTEM", system)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    dirs = PlatformDirs(paths.APP, appauthor=False)
    assert paths.home() == paths.Home(dirs.user_data_path, dirs.user_config_path, dirs.user_state_path)


def test_a_folder_of_ones_own_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = paths.home("mine")
    assert (found.data, found.config, found.state) == tuple(tmp_path / "mine" / n for n in ("data", "config", "state"))
    assert paths.home("~/x").data == Path.home() / "x" / "data"
    assert not (tmp_path / "mine").exists()


def test_the_shipped_course_is_found_in_the_checkout() -> None:
    assert (paths.shipped() / "course" / "module-7-orchestration" / "theory.md").is_file()
