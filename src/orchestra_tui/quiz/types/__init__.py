"""The question types, one module each; a new one is a module here and a member of `AnyQuestion`."""

from __future__ import annotations

from typing import TypeAlias, get_args

from orchestra_tui.quiz.model import Question
from orchestra_tui.quiz.types.cloze import Cloze
from orchestra_tui.quiz.types.command import CommandQuestion
from orchestra_tui.quiz.types.multiple import Multiple
from orchestra_tui.quiz.types.number import NumberQuestion
from orchestra_tui.quiz.types.order import Order
from orchestra_tui.quiz.types.pairs import Match
from orchestra_tui.quiz.types.predict import Predict
from orchestra_tui.quiz.types.short import Short
from orchestra_tui.quiz.types.single import Single
from orchestra_tui.quiz.types.truefalse import TrueFalse

AnyQuestion: TypeAlias = (
    Single | Multiple | TrueFalse | Order | Match | Cloze | Short | NumberQuestion | CommandQuestion | Predict
)

QUESTION_TYPES: dict[str, type[Question]] = {str(kind.__struct_config__.tag): kind for kind in get_args(AnyQuestion)}
"""Every type by its name in YAML."""
