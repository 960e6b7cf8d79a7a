from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.facts import reference

DATA = Path(__file__).parent / "data"


class EnrollmentConfig(AppConfig):
    name = "colleges.enrollment"
    verbose_name = _("Enrollment")

    def ready(self) -> None:
        reference.register(DATA / "measures.csv", "enrollment.Measure")
