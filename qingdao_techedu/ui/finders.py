"""Offers Bootstrap's style sheet from its package, under ``vendor/bootstrap/``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class BootstrapFinder(BaseFinder):
    """Finds the one file of the package that the portal uses, and its source map."""

    files = {
        "vendor/bootstrap/bootstrap.min.css": "css/bootstrap.min.css",
        "vendor/bootstrap/bootstrap.min.css.map": "css/bootstrap.min.css.map",
    }

    def __init__(self, app_names=None, *args, **kwargs):
        spec = find_spec("django_include_bootstrap")
        assert spec is not None and spec.origin is not None
        self.root = Path(spec.origin).parent / "static"

    def find(self, path, find_all=False, **kwargs):
        source = self.files.get(path.replace("\\", "/"))
        if source is None:
            return []
        found = str(self.root / source)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for path, source in self.files.items():
            yield path, _Renamed(self.root, {path: source})


class _Renamed(FileSystemStorage):
    """A folder whose files are offered under other names."""

    prefix = ""

    def __init__(self, root: Path, names: dict[str, str]):
        super().__init__(location=root)
        self.names = names

    def path(self, name):
        return super().path(self.names.get(name, name))
