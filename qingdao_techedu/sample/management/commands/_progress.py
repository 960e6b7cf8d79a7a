"""A progress bar with the time left, on standard error and only where a person watches."""

from collections.abc import Iterable

from tqdm import tqdm

from qingdao_techedu.sample.registry import Progress, T, silent


def on_terminal(verbosity: int) -> Progress:
    return _bar if verbosity else silent


def _bar(items: Iterable[T], label: str, total: int) -> Iterable[T]:
    return tqdm(items, desc=label, total=total, disable=None)  # None: off without a terminal
