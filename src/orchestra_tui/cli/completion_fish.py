"""The completion script for fish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from orchestra_tui.base.paths import APP
from orchestra_tui.cli.arguments import Word

if TYPE_CHECKING:
    from orchestra_tui.cli.completion import Node

_HEAD = """# fish completion; to load it: {app} completion fish | source
function __orchestra_tutorial_said
    set -l tokens (commandline -opc)
    set -l path ''
    set -l place 0
    set -l skip 0
    set -l half 0
    for word in $tokens[2..-1]
        if test $skip -gt 0
            set skip (math $skip - 1)
            set half $skip
        else if contains -- $word {valued}
            set skip 1
        else if contains -- $word {paired}
            set skip 2
        else if string match -q -- '-?*' $word
            continue
        else if contains -- $path/$word {commands}
            set path $path/$word
        else
            set place (math $place + 1)
        end
    end
    test $half = 0; and echo $path:$place
end

function __orchestra_tutorial_in
    string match -q -- "$argv[1]" (__orchestra_tutorial_said)
end

function __orchestra_tutorial_ids
    set -l tokens (commandline -opc)
    set -l course
    if set -l at (contains -i -- --course $tokens)
        set course --course $tokens[(math $at + 1)]
    end
    $tokens[1] $course $argv --ids 2>/dev/null
end

function __orchestra_tutorial_scenarios
    set -l ids (__orchestra_tutorial_ids fleet list)
    set -l now (commandline -ct)
    if string match -q -- "$now*" $ids
        printf '%s\n' $ids
    else
        __fish_complete_path $now
    end
end

complete -c {app} -f
"""


def script(nodes: Sequence[Node]) -> str:
    """The script that offers what these nodes say."""
    head = _HEAD.format(
        app=APP,
        valued=_taking(nodes, 1),
        paired=_taking(nodes, 2),
        commands=" ".join("".join(f"/{name}" for name in node.path) for node in nodes if node.path),
    )
    return head + "".join(f"complete -c {APP} {row}\n" for node in nodes for row in _rows(node))


def _taking(nodes: Sequence[Node], count: int) -> str:
    """The options that so many values follow."""
    words = (word for node in nodes for word in node.options if len(word.values) == count)
    return " ".join(dict.fromkeys(name for word in words for name in word.names))


def _rows(node: Node) -> Iterable[str]:
    path = "".join(f"/{name}" for name in node.path)
    for name, title in node.inner:
        yield f"-n '__orchestra_tutorial_in {path}:0' -a {name} -d {_quoted(title)}"
    for word in node.options:
        names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in word.names)
        value = f" -r{_offer(word)}" if word.value else ""
        yield f"-n '__orchestra_tutorial_in \"{path}:*\"' {names}{value} -d {_quoted(word.help)}"
    for place, word in enumerate(() if node.inner else node.positionals):
        if offer := _offer(word):
            yield f"-n '__orchestra_tutorial_in \"{path}:{'*' if word.many else place}\"'{offer}"


def _offer(word: Word) -> str:
    if word.choices:
        return f" -x -a {_quoted(' '.join(word.choices))}"
    return {
        "DIR": " -x -a '(__fish_complete_directories (commandline -ct))'",
        "FILE": " -F",
        "LOG": " -F",
        "SECTION": " -x -a '(__orchestra_tutorial_ids read)'",
        "SCENARIO": " -x -a '(__orchestra_tutorial_scenarios)'",
    }.get(word.value, " -x" if word.names else "")


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
