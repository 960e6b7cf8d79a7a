from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets import registry as datasets
from qingdao_techedu.facts import passports, reference
from qingdao_techedu.imports import declaring as imports
from qingdao_techedu.inspection import registry as inspection
from qingdao_techedu.sample import registry as sample
from qingdao_techedu.ui import addresses, desk_home, key_figures, panels, sections

from . import rules

DATA = Path(__file__).parent / "data"
PUBLISHED = {"publication": "published"}


class CollegesConfig(AppConfig):
    name = "colleges"
    verbose_name = _("Register of colleges")

    def ready(self) -> None:
        addresses.register("colleges.urls")
        sections.register("colleges.sections.COLLEGES")
        sections.register("colleges.sections.SPECIALTIES")
        rules.govern()
        inspection.register("colleges.inspection.CONFIRMED")
        desk_home.register("colleges.desk_home.entries")
        reference.register(DATA / "specialty_categories.csv", "colleges.SpecialtyCategory")
        reference.register(DATA / "specialties.csv", "colleges.Specialty", key=("slug",))
        reference.register(DATA / "colleges.csv", "colleges.College", always=PUBLISHED)
        reference.register(
            DATA / "kind_spells.csv", "colleges.KindSpell", key=("college", "valid_from")
        )
        reference.register(DATA / "campuses.csv", "colleges.Campus", key=("college", "name_zh"))
        reference.register(
            DATA / "offerings.csv", "colleges.Offering", key=("college", "specialty", "level")
        )
        reference.register(DATA / "figures.csv", "facts.ReportedFigure")
        panels.register(
            "about", "colleges/_colleges_of_about.html", "colleges.panels.colleges_of_about"
        )
        key_figures.register(
            "colleges.College", "colleges.key_figures.reported_students_of", rank=1
        )
        passports.register("colleges.passports.own_sums_of")
        sample.register("colleges.sample.make", **{"colleges.Reporter": "college"})
        datasets.register("colleges.datasets.COLLEGES")
        datasets.register("colleges.datasets.SPECIALTIES")
        for table in ("COLLEGES", "SPECIALTIES", "OFFERINGS", "DIRECTORY"):
            imports.register(f"colleges.imports.{table}")
