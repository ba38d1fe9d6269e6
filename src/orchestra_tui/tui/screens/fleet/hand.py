"""What the learner can do to the fleet, by keys: whom, how, and why it cannot be done."""

from __future__ import annotations

from collections.abc import Callable

from orchestra_tui.base.i18n import _, n_
from orchestra_tui.base.text import visible
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.state import State
from orchestra_tui.tui.offers import Choice, Offer, by_typing
from orchestra_tui.tui.screens.fleet import breaking, deeds, settings
from orchestra_tui.tui.screens.fleet.conducting import Conducting
from orchestra_tui.tui.screens.fleet.deeds import Deed
from orchestra_tui.tutor.telling.words import listed, name, policy_name, policy_value


class Hand(Conducting):
    """The subject of an act is what the cursor of the panel points at; where that is nothing, it is asked for."""

    # Asking

    def choose(
        self, title: str, choices: list[Choice], then: Callable[[str], None], *, detail: bool = False, cursor: int = 0
    ) -> None:
        """Offer these, and go on with the value of the one that is taken."""
        from orchestra_tui.tui.screens.picker import Picker

        def chosen(value: object) -> None:
            if isinstance(value, str):
                then(value)

        self.app.push_screen(Picker(self.looks, Offer(title, by_typing(choices), detail=detail, cursor=cursor)), chosen)

    def ask(self, title: str, text: str, then: Callable[[str], None]) -> None:
        """Ask for a line of text."""
        from orchestra_tui.tui.screens.ask import Ask

        def given(words: str | None) -> None:
            if words:
                then(words)

        self.app.push_screen(Ask(title, text, anew=True), given)

    def _over(self) -> bool:
        """Whether the run is over at the moment shown, so that nothing can be done any more; says so."""
        if self.stage.state.finished:
            key = self.orchestra.keymap.first("mark-back")
            self.say(_("The run is over by now: go back in time first, {key} by a mark.").format(key=key))
        return self.stage.state.finished

    def _to(self, deed: Deed, then: Callable[[str], None]) -> None:
        """Find whom a deed is done to, and go on with the name."""
        state = self.stage.state
        if self._over():
            return
        pointed = deeds.agent_of if deed.on == "agent" else deeds.task_of
        if found := pointed(state, self.subject):
            if refusal := deed.obstacle(state, found):
                self.say(refusal)
            else:
                then(found)
        elif able := deeds.candidates(state, deed):
            self.choose(_(deed.question), able, then)
        else:
            self.say(_("There is nobody to do that to at this moment."))

    # Agents

    def action_nudge(self) -> None:
        """Ask an agent for a sign of life."""
        self._to(deeds.NUDGE, lambda agent: self.act(deeds.NUDGE.fact(agent)))

    def action_restart(self) -> None:
        """The same agent, anew."""
        self._to(deeds.RESTART, lambda agent: self.act(deeds.RESTART.fact(agent)))

    def action_kill(self) -> None:
        """Stop an agent."""
        self._to(deeds.KILL, lambda agent: self.act(deeds.KILL.fact(agent)))

    def action_pause(self) -> None:
        """Nothing new for an agent, or work again."""

        def turn(agent: str) -> None:
            paused = self.stage.state.agents[agent].paused
            self.act(f.ResumeAsked(n=0, at=0, agent=agent) if paused else deeds.PAUSE.fact(agent))

        self._to(deeds.PAUSE, turn)

    def action_pause_fleet(self) -> None:
        """Nothing new for anybody, or work again."""
        if not self._over():
            self.act(f.ResumeAsked(n=0, at=0) if self.stage.state.paused else f.PauseAsked(n=0, at=0))

    # Tasks

    def action_swap(self) -> None:
        """Give a task to another agent."""

        def to_whom(task: str) -> None:
            choices = list(deeds.successors(self.stage.recording.plan, self.stage.state, task))
            title = _("{task}: to whom?").format(task=name(task))
            self.choose(
                title, choices, lambda agent: self.act(f.SwapAsked(n=0, at=0, task=task, agent=agent)), detail=True
            )

        self._to(deeds.SWAP, to_whom)

    def action_cancel(self) -> None:
        """Give a task up; where that takes others along, ask first."""
        self._to(deeds.CANCEL, self._sure_to_cancel)

    def _sure_to_cancel(self, task: str) -> None:
        fact, lost = deeds.CANCEL.fact(task), deeds.behind(self.stage.recording.plan, self.stage.state, task)
        if not lost:
            self.act(fact)
            return
        count = len(lost)
        along = n_(
            "give it up, and {n} task behind it that will never begin",
            "give it up, and {n} tasks behind it that will never begin",
            count,
        )
        choices = [
            Choice(_("leave it"), "no", "‹", detail=_("Nothing happens.")),
            Choice(along.format(n=count), "yes", "✗", detail=_("Behind it: {tasks}.").format(tasks=listed(lost))),
        ]
        title = _("Give {task} up?").format(task=name(task))
        self.choose(title, choices, lambda answer: self.act(fact) if answer == "yes" else None, detail=True)

    # The world

    def action_inject(self) -> None:
        """Break something: what, then on what."""
        if not self._over():
            self.choose(_("What to break?"), breaking.faults(), self._on_what, detail=True)

    def _on_what(self, id: str) -> None:
        fault = breaking.BY_ID[id]
        if not fault.on:
            self._break(id, "")
            return
        found = breaking.targets(self.stage.recording.plan, self.stage.state, fault, self.subject)
        if found:
            self.choose(_("On what?"), found, lambda target: self._break(id, target))
        else:
            self.say(_("There is nothing left here that this could befall."))

    def _break(self, fault: str, target: str) -> None:
        self.act(f.FaultAsked(n=0, at=0, fault=fault, target=target))

    def action_other_seed(self) -> None:
        """The same scenario with other luck, beside what there is."""
        seed = self.stage.recording.seed

        def given(text: str) -> None:
            if text.strip().isdecimal() and len(text.strip()) < 19:
                self.act_other_seed(int(text))
            else:
                self.say(_("“{text}” is no seed: write a whole number.").format(text=visible(text, keep="")))

        self.ask(_("Which seed? Now it is {seed}").format(seed=seed), str(seed + 1), given)

    # The policy

    def action_policy(self) -> None:
        """Change a value of the policy from the moment shown on."""
        if not self._over():
            choices = settings.choices(self.stage.state.policy, self.stage.recording.plan.policy)
            self.choose(_("What to change from now on?"), choices, self._to_what, detail=True, cursor=1)

    def _to_what(self, path: str) -> None:
        now = setting_now(self.stage.state, path)
        if settings.is_switch(now):
            choices = [Choice(policy_value(path, each), str(each)) for each in (True, False)]
            title = f"{policy_name(path)}?"
            self.choose(title, choices, lambda said: self._set(path, said == "True"), cursor=int(bool(now)))
        else:
            title = _("{name}: {hint}").format(name=policy_name(path), hint=settings.hint(path))
            self._ask_value(path, title, settings.written(path, now))

    def _ask_value(self, path: str, title: str, text: str) -> None:
        def given(words: str) -> None:
            try:
                value = settings.typed(self.stage.state.policy, path, words)
            except ValueError as error:
                self._ask_value(path, str(error), words)
            else:
                self._set(path, value)

        self.ask(title, text, given)

    def _set(self, path: str, value: settings.Value) -> None:
        if value == setting_now(self.stage.state, path):
            self.say(_("That is so already: {name}, {value}.").format(
                name=policy_name(path), value=policy_value(path, value)))  # fmt: skip
        else:
            self.act(f.PolicyAsked(n=0, at=0, path=path, value=value))


def setting_now(state: State, path: str) -> settings.Value:
    """A value of the policy in force."""
    group, _dot, field = path.rpartition(".")
    value: settings.Value = getattr(getattr(state.policy, group) if group else state.policy, field)
    return value
