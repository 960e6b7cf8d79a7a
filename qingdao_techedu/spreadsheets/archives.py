"""Opening what office programs pack, with gloves on: sizes are counted while it unpacks."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from .refusals import Damaged, Protected, TooLarge

MAX_PARTS = 2_000
MAX_UNPACKED = 64 * 2**20
PIECE = 2**16


def unpacked(data: bytes, wanted: re.Pattern[str], most: int = MAX_UNPACKED) -> dict[str, bytes]:
    """The parts of an archive whose names match ``wanted``. Raises ``FileRefused``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename.lower() for member in members}
            if len(members) > MAX_PARTS or len(names) < len(members):
                raise Damaged()
            if any(member.flag_bits & 1 for member in members):
                raise Protected()
            parts: dict[str, bytes] = {}
            left = most
            for member in members:
                if wanted.fullmatch(member.filename):
                    parts[member.filename] = _read(archive, member, left)
                    left -= len(parts[member.filename])
            return parts
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise Damaged() from error


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    """The same parts as an archive again, not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """The part's bytes, counted while they unpack: what is declared may be a lie."""
    content = bytearray()
    with archive.open(member) as file:
        while piece := file.read(PIECE):
            content += piece
            if len(content) > left:
                raise TooLarge()
    return bytes(content)


class Walker:
    """Walks the elements of one XML part by their local names. Entities are refused."""

    def walk(self, content: bytes) -> None:
        """Raises ``FileRefused`` for what is no well-formed or harmless XML."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, given: self.begins(_local(name), given)
        parser.EndElementHandler = lambda name: self.ends(_local(name))
        parser.CharacterDataHandler = self.says
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Damaged() from error

    def begins(self, name: str, given: dict[str, str]) -> None: ...

    def ends(self, name: str) -> None: ...

    def says(self, text: str) -> None: ...


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*args) -> None:
    raise Damaged()
