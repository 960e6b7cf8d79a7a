from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.api import registry as api
from qingdao_techedu.datasets import citable
from qingdao_techedu.datasets import registry as datasets
from qingdao_techedu.facts import passports, reference
from qingdao_techedu.guards import declaring as guards
from qingdao_techedu.page_cache import registry as page_cache
from qingdao_techedu.portal import preparing
from qingdao_techedu.sample import registry as sample
from qingdao_techedu.ui import addresses, desk_home, key_figures, panels, sections

from . import rules
from .releases.registry import register_ledger_check

DATA = Path(__file__).parent / "data"


class EnrollmentConfig(AppConfig):
    name = "colleges.enrollment"
    verbose_name = _("Enrollment")

    def ready(self) -> None:
        addresses.register("colleges.enrollment.urls")
        sections.register("colleges.enrollment.sections.ENROLLMENT")
        rules.govern()
        for check in (
            "releases.checks.headline",
            "releases.checks.college_totals",
            "returns.ledger.missing_returns",
            "returns.ledger.not_signed_off",
            "releases.checks.missing_colleges",
            "releases.checks.jumps",
        ):
            register_ledger_check(f"colleges.enrollment.{check}")
        reference.register(DATA / "measures.csv", "enrollment.Measure")
        passports.register("colleges.enrollment.figures.passports.own_sums_of")
        own = "colleges.enrollment.figures.key_figures"
        key_figures.register("colleges.College", f"{own}.students_of")
        key_figures.register("chains.Chain", f"{own}.students_of_chains")
        bring_panels()
        # An observation is what its release is: its provenance is not stated cell by cell.
        parts = dict.fromkeys(
            (
                "Observation",
                "LedgerLine",
                "SealedFile",
                "Return",
                "PublishedFigure",
                "PublishedMember",
            ),
            "release",
        )
        sample.register(
            "colleges.enrollment.releases.sample.make",
            **{f"enrollment.{part}": whole for part, whole in parts.items()},
        )
        sample.register("colleges.enrollment.returns.sample.make")
        desk_home.register("colleges.enrollment.releases.desk_home.entries")
        desk_home.register("colleges.enrollment.returns.desk_home.entries")
        for guarded in ("sealed", "totals", "changes"):
            guards.register(f"colleges.enrollment.guards.{guarded}")
        for dataset in ("ENROLLMENT", "OUTCOMES", "MEMBERS"):
            datasets.register(f"colleges.enrollment.datasets.{dataset}")
        page_cache.govern("enrollment.SealedFile")
        for derived in rules.DERIVED:
            page_cache.govern(f"enrollment.{derived}")
        page_cache.register_clock("colleges.enrollment.releases.embargoes.between_moments")
        citable.register("colleges.enrollment.explorer.citing.TABLE")
        preparing.register("put_out_releases", waiting=True)
        api.register("enrollment", "colleges.enrollment.api.router")


def bring_panels() -> None:
    """To the pages of what the figures tell of, and to the home page."""
    for model, name in (("College", "college"), ("Specialty", "specialty")):
        panels.register(
            f"colleges.{model}",
            f"enrollment/_{name}_enrollment.html",
            f"colleges.enrollment.figures.panels.enrollment_of_{name}",
        )
    panels.register(
        "chains.Chain",
        "enrollment/_chain_enrollment.html",
        "colleges.enrollment.figures.panels.enrollment_of_chain",
    )
    panels.register(
        "home",
        "enrollment/_enrollment_of_home.html",
        "colleges.enrollment.figures.panels.enrollment_of_city",
        rank=1,
    )
