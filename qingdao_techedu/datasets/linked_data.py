"""The data sets as linked data: schema.org for search engines, DCAT 3 for catalogs.

Both say the same from the same declaration, in JSON-LD. The catalog keeps to DCAT-AP 3.0.1: what
an address is, is said where it is named, since whoever checks a catalog looks nothing up.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.languages import active

from . import file_formats
from .addresses import Addresses
from .bilingual import in_both
from .describing import Described, sample_warning
from .license import data_license
from .registry import OWNER, Dataset, Frequency
from .versions import Version, VersionFile

DCAT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Authority tables of the Publications Office of the EU, which DCAT-AP names for these.
AUTHORITIES = "http://publications.europa.eu/resource/authority/"
FREQUENCIES = {Frequency.ANNUAL: "ANNUAL", Frequency.IRREGULAR: "IRREG"}
LANGUAGES = ("ZHO", "ENG")
THEME, THEME_LABEL = "EDUC", _("Education, culture and sport")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
SAMPLE_WORD = _("Sample data")
CATALOG_TITLE = _("Data of the Qingdao Technical Education Portal")
CATALOG_DESCRIPTION = _(
    "The data of the technical colleges of Qingdao: register, specialties, industrial chains, "
    "enrollment, conferences, awards and reported figures, each with its sources."
)


def schema_org(described: Described, addresses: Addresses) -> dict[str, Any]:
    """A schema.org ``Dataset``, in the language of the page that holds it."""
    dataset = described.dataset
    address = addresses.of("data_set", dataset.code)
    told: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": str(dataset.label),
        "description": described.description,
        "inLanguage": active(),
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization", "name": str(dataset.owner)},
        "usageInfo": f"{address}#license",
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": column.name,
                "description": str(column.description),
                **({"unitText": str(column.unit)} if column.unit else {}),
            }
            for column in dataset.columns
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": form.media_type,
                "contentUrl": addresses.file(dataset.code, form.suffix),
            }
            for form in file_formats.registered()
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "url": addresses.of("data_catalog"),
            "name": str(CATALOG_TITLE),
        },
    }
    if data_license().is_chosen:
        told["license"] = data_license().url or data_license().name
    if described.is_sample:
        told["keywords"] = [str(SAMPLE_WORD)]
        told["creativeWorkStatus"] = str(SAMPLE_WORD)
    if described.years:
        told["temporalCoverage"] = "{}/{}".format(*described.years)
    return told


def dcat_catalog(datasets: Iterable[Dataset], addresses: Addresses) -> dict[str, Any]:
    """All data sets as a DCAT 3 catalog, texts in both languages."""
    datasets = list(datasets)
    return {
        "@context": DCAT,
        "@id": addresses.of("data_catalog"),
        "@type": "dcat:Catalog",
        "dct:title": in_both(CATALOG_TITLE),
        "dct:description": in_both(CATALOG_DESCRIPTION),
        "dct:publisher": _publisher(OWNER),
        "dct:language": _languages(),
        "foaf:homepage": _named(addresses.of("home"), "foaf:Document"),
        **_rights(),
        "dcat:dataset": [_dcat_dataset(Described(one), addresses) for one in datasets],
    }


def _dcat_dataset(described: Described, addresses: Addresses) -> dict[str, Any]:
    dataset = described.dataset
    address = addresses.of("data_set", dataset.code)
    told: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.code,
        "dct:title": in_both(dataset.label),
        "dct:description": in_both(dataset.explained),
        "dct:publisher": _publisher(dataset.owner),
        "dct:language": _languages(),
        "dct:accrualPeriodicity": _of_authority(
            "frequency", FREQUENCIES[dataset.frequency], "dct:Frequency"
        ),
        "dcat:theme": _theme(),
        "dcat:contactPoint": _contact(dataset.owner, addresses),
        "dcat:landingPage": _named(address, "foaf:Document"),
        "dct:conformsTo": _named(addresses.of("csv_metadata", dataset.code), "dct:Standard"),
        **_rights(),
        "dcat:distribution": [
            {
                "@id": addresses.file(dataset.code, form.suffix),
                "@type": "dcat:Distribution",
                "dct:title": form.label,
                "dcat:accessURL": {"@id": address},
                "dcat:downloadURL": {"@id": addresses.file(dataset.code, form.suffix)},
                "dcat:mediaType": _named(MEDIA_TYPES + form.media_type, "dct:MediaType"),
                **_rights(),
            }
            for form in file_formats.registered()
        ],
    }
    if described.is_sample:
        told |= _sample()
    if years := described.years:
        told["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": str(years[0]), "@type": "xsd:gYear"},
            "dcat:endDate": {"@value": str(years[1]), "@type": "xsd:gYear"},
        }
    if described.versions:
        told["dcat:hasVersion"] = [
            _dcat_version(one, dataset, addresses) for one in described.versions
        ]
    return told


def _dcat_version(version: Version, dataset: Dataset, addresses: Addresses) -> dict[str, Any]:
    address = addresses.full(version.address)
    return {
        "@id": f"{address}#{version.part}" if version.part else address,
        "@type": "dcat:Dataset",
        "dct:title": in_both(lambda: f"{dataset.label} {version.name}"),
        "dct:description": in_both(lambda: _description(version, dataset)),
        "dct:publisher": _publisher(dataset.owner),
        "dct:language": _languages(),
        "dcat:version": version.name,
        "dcat:isVersionOf": {"@id": addresses.of("data_set", dataset.code)},
        "dct:issued": {"@value": version.published_at.isoformat(), "@type": "xsd:dateTime"},
        **(_sample() if version.is_sample else {}),
        "dcat:distribution": [_dcat_file(file, version, addresses) for file in version.files],
    }


def _description(version: Version, dataset: Dataset) -> str:
    told = gettext(
        "Release %(release)s of “%(dataset)s”: its files are kept as they were put out."
    ) % {
        "release": version.name,
        "dataset": dataset.label,
    }
    return f"{told} {version.note}".strip()


def _dcat_file(file: VersionFile, version: Version, addresses: Addresses) -> dict[str, Any]:
    address = addresses.full(file.address)
    told: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": file.label,
        "dcat:accessURL": {"@id": addresses.full(version.address)},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": _named(MEDIA_TYPES + file.media_type, "dct:MediaType"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _named("spdx:checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm"),
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
        **_rights(),
    }
    if file.size is not None:
        told["dcat:byteSize"] = {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"}
    return told


def _named(address: str, kind: str) -> dict[str, str]:
    """An address together with what stands there."""
    return {"@id": address, "@type": kind}


def _of_authority(table: str, code: str, kind: str) -> dict[str, str]:
    return _named(f"{AUTHORITIES}{table}/{code}", kind)


def _languages() -> list[dict[str, str]]:
    return [_of_authority("language", code, "dct:LinguisticSystem") for code in LANGUAGES]


def _theme() -> dict[str, Any]:
    theme = _of_authority("data-theme", THEME, "skos:Concept")
    return {**theme, "skos:prefLabel": in_both(THEME_LABEL)}


def _publisher(owner: Any) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": in_both(owner)}


def _contact(owner: Any, addresses: Addresses) -> dict[str, Any]:
    return {
        "@type": "vcard:Kind",
        "vcard:fn": in_both(owner),
        "vcard:hasURL": {"@id": addresses.of("about")},
    }


def _rights() -> dict[str, Any]:
    """The license, or the statement that there is none yet."""
    if data_license().url:
        return {"dct:license": _named(data_license().url, "dct:LicenseDocument")}
    statement = in_both(lambda: data_license().sentence)
    return {"dct:rights": {"@type": "dct:RightsStatement", "dct:description": statement}}


def _sample() -> dict[str, Any]:
    statement = in_both(sample_warning)
    return {
        "dcat:keyword": in_both(SAMPLE_WORD),
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "dct:description": statement},
    }
