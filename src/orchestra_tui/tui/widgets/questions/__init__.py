"""One widget for each type of question: the module of that name, with the widget as `BOX`."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from orchestra_tui.quiz.types import AnyQuestion
from orchestra_tui.tui.looks import Looks
from orchestra_tui.tui.widgets.questions.box import Box

__all__ = ["Box", "box_for"]


def box_for(question: AnyQuestion, order: tuple[str, ...], looks: Looks) -> Box:
    """The widget to answer a question with; a type that has none of its own is answered as in line mode.

    `order` are the ids of the options as this sitting shows them.
    """
    name = f"{__name__}.{question.type}"
    module = import_module(name if find_spec(name) else f"{__name__}.typed")
    made = module.BOX(question, order, looks)
    assert isinstance(made, Box)
    return made
