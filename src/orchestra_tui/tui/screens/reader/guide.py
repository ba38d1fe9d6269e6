"""The strip above the keys: a short tour at the first start, "where were we" at every later one."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.text import visible
from orchestra_tui.tui.screens.reader.part import Part

FLEET = "place-fleet"
STEPS = (
    (N_("{read_on} reads on, {down} moves by a line; your place is kept by itself."), ("read-on", "line-down")),
    (
        N_("{next} and {previous} change the section, {sections} goes to the list of all."),
        ("next-section", "previous-section", "sections"),
    ),
    (N_("{find} finds words here, {palette} finds everything, by name."), ("find", "palette")),
    (N_("{bookmark} sets a bookmark, {note} takes a note, {copy} copies code."), ("bookmark", "note", "copy")),
    (N_("{fleet} goes to the fleet: watch agents at work, rewind time, step in."), (FLEET,)),
    (N_("{help} shows all keys. Letters also work on the Russian layout."), ("help",)),
)
"""The tour: a msgid, and the ids of the commands whose keys it names, in that order."""

PLACE = N_("Where you left off: {title}")
PLACE_AND_TIME = N_("Where you left off: {title} · {n} min left in the module")


class Guide(Part):
    """One line that helps and goes away."""

    _step = -1
    _greeted = False

    def start(self, *, resumed: bool) -> None:
        """Offer the tour to somebody new, tell others where they are."""
        if resumed:
            self._greeted = True
            self._write(_(PLACE).format(title=self._title))
        else:
            self.first()

    def first(self) -> None:
        """The tour from its first step on."""
        self._step, self._greeted = 0, False
        self._show_step()

    def next(self) -> None:
        """The next step, or the end."""
        self._step += 1
        if self._step >= len(self._steps):
            self.end()
        else:
            self._show_step()

    def end(self) -> None:
        """The tour was seen, to its end or not."""
        self._step = -1
        self._write("")
        self.reader.desk.finish_tour()
        self.reader.refresh_keys()

    @property
    def touring(self) -> bool:
        """Whether the tour is on."""
        return self._step >= 0

    def known(self) -> None:
        """The journal was read: somebody who has seen the tour need not see it again."""
        if self._step == 0 and self.reader.desk.reading.tour_seen:
            self._step = -1
            self._write("")
            self.reader.refresh_keys()

    def greet(self, minutes: int) -> None:
        """Say how much is left, now that it is known."""
        if self._greeted:
            self._write(_(PLACE_AND_TIME if minutes else PLACE).format(title=self._title, n=minutes))

    def end_greeting(self) -> None:
        """The learner is at it: the greeting goes."""
        if self._greeted:
            self._greeted = False
            self._write("")

    @property
    def _steps(self) -> list[tuple[str, tuple[str, ...]]]:
        """The steps about what this course has."""
        offers = self.reader.orchestra.offers
        return [(text, ids) for text, ids in STEPS if FLEET not in ids or offers(FLEET)]

    @property
    def _title(self) -> str:
        return visible(self.reader.current.title, keep="")

    def _show_step(self) -> None:
        text, ids = self._steps[self._step]
        names = [part.partition("}")[0] for part in text.split("{")[1:]]
        keys = {name: self.reader.keymap.first(command) for name, command in zip(names, ids, strict=True)}
        self._write(f"{self._step + 1}/{len(self._steps)}  {_(text).format(**keys)}")
        self.reader.refresh_keys()

    def _write(self, text: str) -> None:
        self.reader.write_strip(text)
