"""The models there are, their prices by date, and the CLIs that reach them; read from `models.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from orchestra_tui.fleet.model import Frozen, Model, Price

FILE = Path(__file__).with_name("models.yaml")

Dollars = Annotated[float, Meta(ge=0)]


class PriceFrom(Frozen, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Dollars for a million tokens from a day on."""

    from_: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    fresh: Dollars
    cached: Dollars
    out: Dollars


class Entry(Frozen, frozen=True, kw_only=True):
    """A model as the catalogue has it; `also` are its short names."""

    provider: str
    strength: int
    prices: tuple[PriceFrom, ...]
    also: tuple[str, ...] = ()


class File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """models.yaml."""

    models: dict[str, Entry]
    clis: dict[str, str | None]


@dataclass(frozen=True)
class Catalogue:
    """Models by id, ids by short name, providers by CLI."""

    file: File

    @property
    def clis(self) -> tuple[str, ...]:
        """The CLIs there are."""
        return tuple(self.file.clis)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a model may be written by, gateways aside."""
        return tuple(name for id, entry in self.file.models.items() for name in (*entry.also, id))

    def cli_of(self, name: str) -> str:
        """The CLI a model is written with, or that of its provider."""
        cli, slash, rest = name.partition("/")
        if slash:
            return cli
        entry = self._entry(rest or name)
        return next(cli for cli, provider in self.file.clis.items() if entry and provider == entry[1].provider)

    def provider(self, cli: str) -> str:
        """The provider whose accounts a CLI uses; a gateway is its own."""
        return self.file.clis[cli] or cli

    def find(self, name: str, cli: str, day: str) -> Model | None:
        """The model of a name through a CLI, at the prices of a day (`2026-11-02`); None if there is none.

        Names that ollama is given are local models whatever they are called.
        """
        written, slash, rest = name.partition("/")
        if slash:
            cli, name = written, rest
        if cli not in self.file.clis:
            return None
        found = self._entry(name) or (("local", self.file.models["local"]) if cli == "ollama" else None)
        provider = self.provider(cli)
        if found is None or (self.file.clis[cli] is not None and found[1].provider != provider):
            return None
        id, entry = found
        price = next((p for p in reversed(entry.prices) if p.from_ <= day), entry.prices[0])
        full = id if self.file.clis[cli] is not None and cli != "ollama" else f"{cli}/{id if cli != 'ollama' else name}"
        return Model(id=full, provider=provider, strength=entry.strength, price=_price(price, id))

    def _entry(self, name: str) -> tuple[str, Entry] | None:
        for id, entry in self.file.models.items():
            if name == id or name in entry.also:
                return id, entry
        return None


def _price(price: PriceFrom, id: str) -> Price:
    fresh, cached, out = (round(dollars * 1_000_000) for dollars in (price.fresh, price.cached, price.out))
    return Price(fresh=fresh, cached=cached, out=out, version=f"{id}@{price.from_}")


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships."""
    from orchestra_tui.base import yaml

    return Catalogue(yaml.read(FILE, File))
