"""Loading and clearing the sample: the whole of it or nothing."""

from __future__ import annotations

from django.db import transaction
from django.utils.module_loading import import_string

from qingdao_techedu.bulk.writing import analyze
from qingdao_techedu.facts.models import Source
from qingdao_techedu.facts.models.sources import SourceKind

from .belonging import sample_rules
from .clearing import remove
from .registry import DEFAULT_SEED, Plan, Progress, SampleRefused, registered, silent

SOURCE = {
    "kind": SourceKind.SAMPLE,
    "publisher_zh": "示例数据生成器",
    "publisher_en": "Sample generator",
    "title_zh": "示例数据",
    "title_en": "Sample data",
    "note_zh": "由程序生成，仅用于演示和测试；院校、数字和获奖者均为虚构。",
    "note_en": (
        "Made by a program for demonstration and tests; "
        "colleges, figures and recipients are invented."
    ),
}


@transaction.atomic
def load(seed: int = DEFAULT_SEED, scale: int = 1, progress: Progress = silent) -> int:
    """Make the sample and return how many records were written.

    Raises ``SampleRefused`` when there is one already or facts stand in its place.
    """
    # The source comes first and goes last: the banner is shown while it exists.
    if is_loaded() or not Source.objects.get_or_create(key="sample", defaults=SOURCE)[1]:
        raise SampleRefused("Sample data is loaded already. To load it anew, run clear_sample.")
    plan = Plan(seed, scale, progress)
    written = sum(import_string(maker)(plan) for maker in registered())
    analyze()
    return written


@transaction.atomic
def clear(progress: Progress = silent) -> int:
    """Remove the sample and return how many records went, their history not counted.

    Raises ``SampleRefused`` when a record that is no sample depends on one that is.
    """
    return remove(sample_rules(), progress)


def is_loaded() -> bool:
    return Source.objects.sample().exists()
