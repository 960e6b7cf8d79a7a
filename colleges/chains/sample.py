"""Sample alignments: which specialties might serve which chain. Plausible, and not reviewed."""

from __future__ import annotations

from colleges.models import Specialty
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.sample.registry import Plan

from .models import Alignment, Chain

MECHATRONICS = "mechatronics-technology"
ROBOTS = "industrial-robot-application-and-maintenance"
MACHINING = "numerical-control-machining"
POWER = "power-supply-and-consumption-technology"
ELECTRONICS = "applied-electronics"
AUTOMATION = "installation-and-maintenance-of-electrical-automation-equipment"
COOKING = "culinary-arts-chinese-cuisine"
CARS = "automobile-inspection-and-repair"
WELDING = "welding"
CNC_TOOLS = "assembly-and-maintenance-of-cnc-machine-tools"
CONTROL = "mechanical-equipment-assembly-and-automatic-control"
COOLING = "operation-and-maintenance-of-refrigeration-equipment"
EQUIPMENT = "installation-and-maintenance-of-electromechanical-equipment"
RAIL = "operation-and-overhaul-of-urban-rail-vehicles"
NETWORKS = "industrial-network-technology"
ADVERTISING = "computer-advertising-design"
ELECTRIC_CARS = "new-energy-vehicle-inspection-and-repair"
AI = "applied-artificial-intelligence-technology"

# By the chain's address name, which both schemes share where they mean the same: the first
# specialty is its core. Chains that are missing here have no specialty, and pages must show it.
SERVED_BY = {
    "smart-home-appliances": (ELECTRONICS, COOLING, AUTOMATION, MECHATRONICS),
    "rail-transit-equipment": (RAIL, WELDING, MECHATRONICS),
    "new-energy-vehicles": (ELECTRIC_CARS, CARS, MECHATRONICS),
    "high-end-chemicals": (AUTOMATION, EQUIPMENT),
    "marine-equipment": (WELDING, EQUIPMENT, MACHINING, CONTROL),
    "food-and-beverages": (COOKING, COOLING),
    "textiles-and-apparel": (EQUIPMENT, ADVERTISING),
    "integrated-circuits": (ELECTRONICS, NETWORKS),
    "new-type-displays": (ELECTRONICS, AUTOMATION),
    "virtual-reality": (AI, ADVERTISING),
    "artificial-intelligence": (AI, NETWORKS, ROBOTS),
    "intelligent-manufacturing-equipment": (ROBOTS, MACHINING, CNC_TOOLS, MECHATRONICS),
    "advanced-polymer-and-metal-materials": (WELDING, MACHINING),
    "precision-instruments-and-meters": (MACHINING, ELECTRONICS, CNC_TOOLS),
    "hydrogen-energy-and-energy-storage": (POWER, ELECTRIC_CARS),
    "software-and-information-services": (AI, NETWORKS),
    "modern-logistics": (ROBOTS, NETWORKS),
    "modern-tourism": (COOKING, RAIL),
    "science-and-technology-services": (AI, ADVERTISING),
    "next-generation-information-technology": (ELECTRONICS, NETWORKS, AI),
    "intelligent-connected-new-energy-vehicles": (ELECTRIC_CARS, CARS, NETWORKS),
    "green-energy": (POWER, AUTOMATION),
    "intelligent-equipment": (ROBOTS, CNC_TOOLS, CONTROL, MECHATRONICS),
    "high-end-chemicals-and-new-materials": (AUTOMATION, EQUIPMENT, WELDING),
    "modern-light-industry": (COOKING, EQUIPMENT, ADVERTISING),
}
EVIDENCE = {
    "evidence_zh": "示例：由程序给出的对应关系，未经审核，不作依据。",
    "evidence_en": "Sample: an alignment made by a program; not reviewed, no evidence of anything.",
}


def make(plan: Plan) -> int:
    """Align the specialties of the facts with the chains of both schemes, once at any scale."""
    specialties = dict(Specialty.objects.factual().values_list("slug", "pk"))
    taken = set(Alignment.objects.values_list("chain", "specialty"))
    alignments = [
        Alignment(
            chain=chain,
            specialty_id=specialties[slug],
            strength=Alignment.Strength.SUPPORT if place else Alignment.Strength.CORE,
            provenance=Provenance.SAMPLE,
            **EVIDENCE,
        )
        for chain in Chain.objects.factual().order_by("scheme", "order")
        for place, slug in enumerate(SERVED_BY.get(chain.slug, ()))
        if slug in specialties and (chain.pk, specialties[slug]) not in taken
    ]
    return len(Alignment.objects.bulk_create(alignments))
