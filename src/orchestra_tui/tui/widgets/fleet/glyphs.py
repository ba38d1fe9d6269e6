"""Glyphs and inks: each state is told by a sign and a word, and by a colour besides. Pure."""

from __future__ import annotations

from orchestra_tui.fleet.model import AgentState, TaskState
from orchestra_tui.tutor.playing.lanes import Doing
from orchestra_tui.tutor.playing.marks import Kind

AGENT: dict[AgentState, tuple[str, str]] = {
    AgentState.IDLE: ("·", "muted"),
    AgentState.STARTING: ("◌", "primary"),
    AgentState.WORKING: ("●", "success"),
    AgentState.WAITING: ("◷", "warning"),
    AgentState.CHECKING: ("◎", "primary"),
    AgentState.SUSPECT: ("◐", "error"),
    AgentState.STOPPING: ("■", "muted"),
    AgentState.PAUSED: ("‖", "warning"),
}

REVIEWING = ("◇", "secondary")
"""An agent that reviews."""
NEEDS_YOU = ("▲", "error bold")
"""Whatever lies with the human."""

TASK: dict[TaskState, tuple[str, str]] = {
    TaskState.QUEUED: ("·", "muted"),
    TaskState.RUNNING: ("●", "success"),
    TaskState.CHECKING: ("◎", "primary"),
    TaskState.REVIEW: ("◇", "secondary"),
    TaskState.MERGING: ("◆", "primary"),
    TaskState.MERGED: ("✓", "success"),
    TaskState.NEEDS_HUMAN: ("▲", "error"),
    TaskState.CANCELLED: ("✗", "muted"),
}

DOING: dict[Doing, tuple[str, str]] = {
    Doing.START: ("▁", "primary"),
    Doing.WORK: ("▇", "success"),
    Doing.WAIT: ("░", "warning"),
    Doing.CHECK: ("▃", "primary"),
    Doing.REVIEW: ("▒", "secondary"),
    Doing.SUSPECT: ("≈", "error"),
    Doing.STOP: ("×", "muted"),
    Doing.MERGE: ("▬", "primary"),
}
"""The textures of the timeline: the more is produced, the higher the bar; somebody else's turn is shaded."""

MARK: dict[Kind, tuple[str, str]] = {
    Kind.SWAP: ("⇄", "accent"),
    Kind.RESTART: ("↻", "warning"),
    Kind.ROTATION: ("⟳", "warning"),
    Kind.REFUSAL: ("!", "warning"),
    Kind.CONFLICT: ("✕", "error"),
    Kind.STALE: ("∅", "secondary"),
    Kind.NEEDS_HUMAN: ("▲", "error"),
    Kind.BUDGET: ("$", "error"),
    Kind.HAND: ("☞", "accent"),
    Kind.MERGED: ("✓", "success"),
    Kind.END: ("▪", "foreground"),
}

LOUD = (
    *(Kind.NEEDS_HUMAN, Kind.BUDGET, Kind.CONFLICT, Kind.SWAP, Kind.HAND, Kind.STALE),
    *(Kind.RESTART, Kind.ROTATION, Kind.REFUSAL, Kind.MERGED, Kind.END),
)
"""Which mark is shown where there is room for one only, the first of these."""
