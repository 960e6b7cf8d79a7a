"""The map: every address of the portal, in Chinese at ``/`` and in English at ``/en/``."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from awards import objection_views as objections
from awards import verification_views as verification
from awards import views as awards
from awards.feeds import AwardFeed
from awards.nominating import urls as nominations
from colleges import views as colleges
from colleges.chains import views as chains
from colleges.enrollment import release_views as releases
from colleges.enrollment import views as enrollment
from colleges.enrollment.returns import urls as returns
from conferences import views as conferences
from qingdao_techedu import health, home, sections, sitemaps, well_known
from qingdao_techedu.api import documentation, service
from qingdao_techedu.corrections import views as corrections
from qingdao_techedu.datasets import metadata_views as metadata
from qingdao_techedu.datasets import permalink_views as permalinks
from qingdao_techedu.datasets import views as datasets
from qingdao_techedu.facts import views as facts
from qingdao_techedu.imports import desk as imports
from qingdao_techedu.inspection import views as inspection
from qingdao_techedu.publishing import previews
from qingdao_techedu.publishing import views as publishing
from qingdao_techedu.ui import styleguide
from qingdao_techedu.ui.view_mode import choose_view


class NameConverter(StringConverter):
    """A code or a name in an address: any text that a database can hold."""

    regex = r"[^/\x00]+"


register_converter(NameConverter, "name")

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", well_known.robots, name="robots"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path(".well-known/security.txt", well_known.security, name="security_txt"),
    path("sitemap.xml", sitemaps.sitemap_xml, name="sitemap_xml"),
    path("sitemaps/<slug:section>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("view/", choose_view, name="choose_view"),
    path("api/v1/", service.service().urls),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("about/", home.about, name="about"),
        path("accessibility/", home.accessibility, name="accessibility"),
        path("sitemap/", sections.sitemap, name="sitemap"),
        path("colleges/", colleges.college_list, name="college_list"),
        path("colleges/<name:code>/", colleges.college_detail, name="college_detail"),
        path("specialties/", colleges.specialty_list, name="specialty_list"),
        path("specialties/<slug:slug>/", colleges.specialty_detail, name="specialty_detail"),
        path("chains/", chains.chain_schemes, name="chain_schemes"),
        path("chains/<name:scheme>/", chains.chain_scheme, name="chain_scheme"),
        path("chains/<name:scheme>/<slug:slug>/", chains.chain_detail, name="chain_detail"),
        path("enrollment/", enrollment.enrollment, name="enrollment"),
        path(
            "enrollment/table.<slug:suffix>", enrollment.enrollment_table, name="enrollment_table"
        ),
        path("enrollment/number/", enrollment.enrollment_number, name="enrollment_number"),
        path("enrollment/releases/", releases.release_list, name="release_list"),
        path(
            "enrollment/releases/<int:year>/<int:version>/",
            releases.release_detail,
            name="release",
        ),
        path(
            "enrollment/releases/<int:year>/<int:version>/changes/",
            releases.release_changes,
            name="release_changes",
        ),
        path(
            "enrollment/releases/<int:year>/<int:version>.<str:suffix>",
            releases.release_file,
            name="release_file",
        ),
        path("conferences/", conferences.conference_list, name="conference_list"),
        path("conferences/<slug:slug>/", conferences.conference_detail, name="conference_detail"),
        path("programmes/<slug:slug>/", conferences.programme_detail, name="programme_detail"),
        path("awards/", awards.award_years, name="award_years"),
        path("awards/feed.atom", AwardFeed(), name="award_feed"),
        path("awards/verify/", verification.verify, name="verify"),
        path("awards/verify/many/", verification.verify_many, name="verify_many"),
        path("awards/verify/key.pem", verification.certificate_key, name="certificate_key"),
        path("awards/objections/<name:receipt>/", objections.objection, name="objection"),
        path("awards/colleges/<name:code>/", awards.college_honors, name="college_honors"),
        path("awards/<int:year>/", awards.award_year, name="award_year"),
        path("awards/<int:year>/<slug:kind>/", awards.award_roll, name="award_roll"),
        path(
            "awards/<int:year>/<slug:kind>/print/", awards.award_roll_print, name="award_roll_print"
        ),
        path(
            "awards/<int:year>/<slug:kind>/object/",
            objections.object_to_round,
            name="object_to_round",
        ),
        path("figures/", facts.figure_list, name="figure_list"),
        path("figures/<slug:code>/", facts.figure_detail, name="figure_detail"),
        path("data/", datasets.data_catalogue, name="data_catalogue"),
        path("data/catalog.jsonld", metadata.dcat, name="data_catalog_jsonld"),
        path("data/<slug:dataset>/", datasets.data_set, name="data_set"),
        path("data/<slug:dataset>/datapackage.json", metadata.frictionless, name="data_package"),
        path("data/<slug:dataset>/csv-metadata.json", metadata.csvw, name="csv_metadata"),
        path("data/<slug:dataset>.<slug:suffix>", datasets.data_file, name="data_file"),
        path("api/v1/docs", documentation.api_documentation, name="api_documentation"),
        path("permalinks/new/<slug:kind>/", permalinks.permalink_new, name="permalink_new"),
        path("permalinks/<slug:code>/", permalinks.permalink, name="permalink"),
        path(
            "permalinks/<slug:code>.<slug:suffix>", permalinks.permalink_file, name="permalink_file"
        ),
        path("corrections/", corrections.correction_log, name="correction_log"),
        path("corrections/report/", corrections.report_error, name="report_error"),
        path(
            "corrections/<name:receipt>/", corrections.correction_detail, name="correction_detail"
        ),
        path("changes/<slug:kind>/<path:key>/", publishing.record_history, name="record_history"),
        path("preview/<str:token>/", previews.preview, name="preview"),
        path("accounts/", include("qingdao_techedu.accounts.urls")),
        path("styleguide/", styleguide.overview, name="styleguide"),
        path("styleguide/<slug:page>/", styleguide.whole_page, name="styleguide_page"),
        path("admin/import/", imports.import_list, name="import_list"),
        path("admin/import/<slug:table>/", imports.import_table, name="import_table"),
        path("admin/import/<slug:table>/<int:number>/", imports.import_draft, name="import_draft"),
        path(
            "admin/import/<slug:table>/template.<slug:suffix>",
            imports.import_template,
            name="import_template",
        ),
        path("admin/returns/", include(returns)),
        path("admin/nominations/", include(nominations)),
        path("admin/inspection/", inspection.inspection_board, name="inspection_board"),
        path("admin/keep/", publishing.keep_form, name="keep_form"),
        path("admin/forget/", publishing.forget_form, name="forget_form"),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "qingdao_techedu.home.bad_request"
handler403 = "qingdao_techedu.home.forbidden"
handler404 = "qingdao_techedu.home.not_found"
handler500 = "qingdao_techedu.home.server_error"
