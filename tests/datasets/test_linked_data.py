"""The catalog keeps to DCAT-AP, in both languages, with and without releases and a license."""

from __future__ import annotations

import json
from pathlib import Path

import pyshacl
import pytest
import rdflib

from colleges.enrollment.models import Release
from qingdao_techedu.datasets.registry import registered

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("sample_db"),
    # Of the reader itself.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]
SHAPES = rdflib.Graph().parse(Path(__file__).parent / "catalog_shapes.ttl")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")


def catalog(client, prefix: str = "") -> rdflib.Graph:
    told = client.get(f"{prefix}/data/catalog.jsonld").content.decode()
    return rdflib.Graph().parse(data=told, format="json-ld")


def violations(graph: rdflib.Graph) -> str:
    conforms, _report, words = pyshacl.validate(graph, shacl_graph=SHAPES)
    return "" if conforms else words


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_catalogue_keeps_to_the_shapes(client, prefix):
    graph = catalog(client, prefix)
    assert violations(graph) == ""
    # A release is a version of three data sets.
    versions = 3 * Release.objects.published().count()
    found = set(graph.subjects(rdflib.RDF.type, DCAT.Dataset))
    assert len(found) == len(registered()) + versions


def test_the_catalogue_keeps_to_them_with_a_license_and_without_releases(client, settings):
    url = "https://creativecommons.org/licenses/by/4.0/"
    settings.SITE = {**settings.SITE, "data_license": "CC-BY-4.0", "data_license_url": url}
    Release.objects.update(published_at="2999-01-01T00:00+08:00")
    graph = catalog(client)
    assert violations(graph) == ""
    assert (None, DCT.license, rdflib.URIRef(url)) in graph
    assert (None, DCAT.hasVersion, None) not in graph


@pytest.mark.parametrize(
    ("name", "value"),
    [("dct:description", None), ("dct:language", "zh-Hans"), ("dct:title", None)],
)
@pytest.mark.parametrize("of", ["catalog", "dataset", "version"])
def test_what_is_missing_or_only_a_word_is_found(client, name, value, of):
    told = json.loads(client.get("/data/catalog.jsonld").content)
    (enrollment,) = [one for one in told["dcat:dataset"] if one["dct:identifier"] == "enrollment"]
    node = {"catalog": told, "dataset": enrollment, "version": enrollment["dcat:hasVersion"][0]}[of]
    del node[name]
    if value:
        node[name] = value
    graph = rdflib.Graph().parse(data=json.dumps(told), format="json-ld")
    assert name.partition(":")[2] in violations(graph)


def test_a_version_is_described_in_each_language_by_its_own_words(client):
    """Whatever the language of the address: one wording does not slip into the other."""
    for prefix in ("", "/en"):
        graph = catalog(client, prefix)
        versions = graph.subjects(DCAT.version, rdflib.Literal("2023 v2"))
        (of_2023,) = (one for one in versions if "#" not in one)
        for name in (DCT.title, DCT.description):
            words = {one.language.lower(): str(one) for one in graph.objects(of_2023, name)}
            assert "招生与在校生" in words["zh-hans"]
            assert "2023 v2" in words["zh-hans"] and "2023 v2" in words["en"]
            assert "招生" not in words["en"]
