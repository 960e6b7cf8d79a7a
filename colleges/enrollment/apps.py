from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.facts import reference, sample

DATA = Path(__file__).parent / "data"


class EnrollmentConfig(AppConfig):
    name = "colleges.enrollment"
    verbose_name = _("Enrollment")

    def ready(self) -> None:
        reference.register(DATA / "measures.csv", "enrollment.Measure")
        # An observation is what its release is: its provenance is not stated cell by cell.
        sample.register("colleges.enrollment.sample.make", **{"enrollment.Observation": "release"})
