"""A recording in a folder: the database that was asked, and what it answered."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

VISITOR = "visitor"


@dataclass(frozen=True)
class RecordedAnswer:
    """What ``who`` got at an address, or for a form that they ``sent`` there.

    ``body`` is the digest under which the body is kept.
    """

    who: str
    address: str
    sent: str
    status: int
    headers: list[list[str]]
    body: str

    @property
    def place(self) -> str:
        return " ".join(filter(None, (self.who, self.address, self.sent and f"← {self.sent}")))

    @property
    def kind(self) -> str:
        """The media type, without parameters."""
        told = {name.lower(): value for name, value in self.headers}
        return told.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Recording:
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "portal.sqlite3"

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def about(self) -> Path:
        """Which commit was asked, and when it thought it was."""
        return self.folder / "about.json"

    @property
    def starts(self) -> list[str]:
        """Addresses that are known from the making of the database alone."""
        return json.loads(self._begun.read_text(encoding="utf-8"))["starts"]

    @property
    def forms(self) -> dict[str, list[str]]:
        """Forms to be sent, by a name: each an address and what is filled in."""
        return json.loads(self._begun.read_text(encoding="utf-8"))["forms"]

    def begin(self, starts: list[str], forms: dict[str, list[str]]) -> None:
        told = json.dumps({"starts": starts, "forms": forms}, ensure_ascii=False, indent=1)
        self._begun.write_text(told + "\n", encoding="utf-8")

    @property
    def _begun(self) -> Path:
        return self.folder / "begun.json"

    @cached_property
    def answers(self) -> dict[str, RecordedAnswer]:
        """By place. Raises ``FileNotFoundError`` where nothing was recorded."""
        lines = (self.folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
        found = [RecordedAnswer(**json.loads(line)) for line in lines]
        return {answer.place: answer for answer in found}

    def keep(self, answers: Iterable[tuple[RecordedAnswer, bytes]]) -> int:
        """Write answers down as they come, each with its body; how many they were."""
        count = 0
        with (self.folder / "answers.jsonl").open("w", encoding="utf-8") as file:
            for answer, body in answers:
                self._keep_body(answer.body, body)
                file.write(json.dumps(asdict(answer), ensure_ascii=False) + "\n")
                count += 1
        return count

    def body(self, answer: RecordedAnswer) -> bytes:
        return gzip.decompress(self._place(answer.body).read_bytes())

    def _keep_body(self, digest: str, body: bytes) -> None:
        place = self._place(digest)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(gzip.compress(body, 1, mtime=0))

    def _place(self, digest: str) -> Path:
        return self.folder / "bodies" / digest[:2] / f"{digest}.gz"


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
