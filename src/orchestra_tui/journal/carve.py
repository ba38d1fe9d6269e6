"""Reads the rows of a journal out of the bytes of its file, where SQLite cannot or may not open it.

Every page is looked at on its own (https://www.sqlite.org/fileformat2.html), so a lost page costs the rows on it and no
others, whether it is the first page, the root of the tree or a leaf. Pages in the write-ahead log stand in for those in
the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from orchestra_tui.journal.row import FIELDS, Row, from_stored

_LEAF = 0x0D
_WAL_HEADER, _FRAME_HEADER = 32, 24
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Image:
    """The pages of a journal's file, with those of its write-ahead log over them."""

    def __init__(self, file: bytes, wal: bytes = b"") -> None:
        self._size = size = _page_size(file, wal)
        self._pages = {number + 1: file[at : at + size] for number, at in enumerate(range(0, len(file), size))}
        self._pages.update(_logged(wal, size))

    @classmethod
    def of(cls, path: Path) -> Image:
        """What stands at `path`; raises OSError where it may not be read."""
        wal = path.with_name(path.name + "-wal")
        return cls(path.read_bytes(), wal.read_bytes() if wal.is_file() else b"")

    @property
    def version(self) -> int:
        """The version the first page gives the file, 0 if it has none."""
        return int.from_bytes(self._pages.get(1, b"")[60:64], "big", signed=True)

    def rows(self) -> list[Row]:
        """The rows that can be read, in the order they were appended, each id once; never raises."""
        found: dict[str, tuple[int, Row]] = {}
        for page in self._pages.values():
            for seq, payload in _cells(page, self._pages, self._size):
                row = _row(payload)
                if row is not None:
                    found.setdefault(row.id, (seq, row))
        return [row for _seq, row in sorted(found.values(), key=lambda pair: pair[0])]


def _page_size(file: bytes, wal: bytes) -> int:
    candidates = (int.from_bytes(file[16:18], "big"), int.from_bytes(wal[8:12], "big"), 4096)
    sizes = (65536 if size == 1 else size for size in candidates)
    return next(size for size in sizes if 512 <= size <= 65536 and size.bit_count() == 1)


def _logged(wal: bytes, size: int) -> dict[int, bytes]:
    """The newest image of each page in the log; frames left over from before its last restart bear another salt."""
    pages: dict[int, bytes] = {}
    salt = wal[16:24]
    for at in range(_WAL_HEADER, len(wal) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        if wal[at + 8 : at + 16] != salt:
            break
        start = at + _FRAME_HEADER
        pages[int.from_bytes(wal[at : at + 4], "big")] = wal[start : start + size]
    return pages


def _cells(page: bytes, pages: dict[int, bytes], size: int) -> Iterator[tuple[int, bytes]]:
    """The rowid and payload of each whole cell of a table's leaf page; nothing for any other page."""
    if len(page) < size or page[0] != _LEAF:
        return
    count = min(int.from_bytes(page[3:5], "big"), (size - 8) // 2)
    for (at,) in struct.iter_unpack(">H", page[8 : 8 + 2 * count]):
        try:
            length, next_at = _varint(page, at)
            seq, next_at = _varint(page, next_at)
            yield seq, _payload(page, next_at, length, pages, size)
        except (IndexError, KeyError, ValueError):
            continue


def _payload(page: bytes, at: int, length: int, pages: dict[int, bytes], size: int) -> bytes:
    """The payload of a cell, gathered from its overflow pages; KeyError or ValueError if a part is missing."""
    if length > size * len(pages):
        raise ValueError(length)
    if length <= size - 35:
        return _exactly(page[at : at + length], length)
    least = (size - 12) * 32 // 255 - 23
    local = least + (length - least) % (size - 4)
    if local > size - 35:
        local = least
    parts = [page[at : at + local]]
    missing = length - local
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while missing > 0:
        more = pages[following]
        following = int.from_bytes(more[:4], "big")
        parts.append(more[4 : 4 + min(missing, size - 4)])
        missing -= size - 4
    return _exactly(b"".join(parts), length)


def _exactly(data: bytes, length: int) -> bytes:
    if len(data) != length:
        raise ValueError(length)
    return data


def _row(payload: bytes) -> Row | None:
    """The row a record holds; its first column is an alias of the rowid and empty."""
    try:
        values = list(_values(payload))
    except (IndexError, ValueError, struct.error):
        return None
    return from_stored(values[1 : 1 + len(FIELDS)]) if len(values) > len(FIELDS) else None


def _values(payload: bytes) -> Iterator[object]:
    """The columns of a record (section 2.1 of the format)."""
    data, at = _varint(payload, 0)
    header = data
    while at < header:
        kind, at = _varint(payload, at)
        value, data = _value(payload, kind, data)
        yield value


def _value(payload: bytes, kind: int, at: int) -> tuple[object, int]:
    """The column of serial type `kind` at `at`, and where the next one is."""
    if kind >= 12:
        end = at + (kind - 12) // 2
        data = _exactly(payload[at:end], end - at)
        return (data.decode("utf-8") if kind % 2 else data), end
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(_exactly(payload[at:end], end - at), "big", signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    return {8: 0, 9: 1}.get(kind), at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number at `at` and where it ends; IndexError beyond the data."""
    value = 0
    for index in range(at, at + 8):
        byte = data[index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, index + 1
    return value << 8 | data[at + 8], at + 9
