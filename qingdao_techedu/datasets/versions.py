"""What a data set was published as: versions that do not change, each with its sealed files."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class VersionFile:
    """One sealed file. ``size`` in bytes, None where it is not known; ``sha256`` in hexadecimal."""

    label: str
    address: str
    media_type: str
    size: int | None
    sha256: str


@dataclass(frozen=True)
class Version:
    """One publication, as the catalog lists it. ``record`` says where it comes from.

    ``part`` tells the data set where one publication is a version of several.

    ``name`` is the same in any language; words are in that of the moment at which they are read.
    """

    name: str
    address: str
    status: str | Promise
    published_at: datetime.datetime
    note: str | Promise
    record: object
    is_sample: bool
    files: tuple[VersionFile, ...]
    part: str = ""
