from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.roles import ADMINISTRATOR, AUDITOR, EDITOR, REVIEWER
from qingdao_techedu.api import registry as api
from qingdao_techedu.datasets import citable
from qingdao_techedu.datasets import registry as datasets
from qingdao_techedu.editions import registry as editions
from qingdao_techedu.facts import passports, reference, sample
from qingdao_techedu.ui import desk_home, panels

from .registry import register_ledger_check

DATA = Path(__file__).parent / "data"
# The portal compares, people explain.
EXPLAINED = dict.fromkeys((EDITOR, REVIEWER, ADMINISTRATOR), (rules.VIEW, rules.CHANGE)) | {
    AUDITOR: (rules.VIEW,)
}


class EnrollmentConfig(AppConfig):
    name = "colleges.enrollment"
    verbose_name = _("Enrollment")

    def ready(self) -> None:
        rules.govern("enrollment.Measure")
        rules.govern("enrollment.Release")
        rules.govern("enrollment.Observation")
        rules.govern("enrollment.LedgerLine", EXPLAINED)
        # Met on the page of its release alone, by those who work on that.
        rules.govern("enrollment.FiguresFile", dict.fromkeys(rules.RECORDS, (rules.VIEW,)))
        # Made by sealing alone.
        rules.govern("enrollment.SealedFile", dict.fromkeys(rules.RECORDS, (rules.VIEW,)))
        for check in ("headline", "college_totals", "missing_colleges", "jumps"):
            register_ledger_check(f"colleges.enrollment.checks.{check}")
        reference.register(DATA / "measures.csv", "enrollment.Measure")
        passports.register("colleges.enrollment.passports.own_sums_of")
        for model, name in (("College", "college"), ("Specialty", "specialty")):
            panels.register(
                f"colleges.{model}",
                f"enrollment/_{name}_enrollment.html",
                f"colleges.enrollment.panels.enrollment_of_{name}",
            )
        panels.register(
            "chains.Chain",
            "enrollment/_chain_enrollment.html",
            "colleges.enrollment.panels.enrollment_of_chain",
        )
        # An observation is what its release is: its provenance is not stated cell by cell.
        parts = {
            f"enrollment.{name}": "release" for name in ("Observation", "LedgerLine", "SealedFile")
        }
        sample.register("colleges.enrollment.sample.make", **parts)
        desk_home.register("colleges.enrollment.desk_home.told")
        datasets.register("colleges.enrollment.datasets.ENROLLMENT")
        editions.register_clock("colleges.enrollment.embargoes.between_moments")
        citable.register("colleges.enrollment.citing.TABLE")
        api.register("enrollment", "colleges.enrollment.api.router")
