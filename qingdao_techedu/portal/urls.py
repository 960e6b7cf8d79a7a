"""The map: every address of the portal, in Chinese at ``/`` and in English at ``/en/``."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from qingdao_techedu.api import service
from qingdao_techedu.ui import addresses
from qingdao_techedu.ui.view_mode import choose_view

from . import health, home, sections, sitemaps, well_known

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
        *addresses.registered(),
        path("", include("qingdao_techedu.facts.urls")),
        path("", include("qingdao_techedu.datasets.urls")),
        path("", include("qingdao_techedu.api.urls")),
        path("", include("qingdao_techedu.corrections.urls")),
        path("", include("qingdao_techedu.publishing.urls")),
        path("", include("qingdao_techedu.styleguide.urls")),
        path("", include("qingdao_techedu.imports.urls")),
        path("", include("qingdao_techedu.inspection.urls")),
        path("accounts/", include("qingdao_techedu.accounts.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "qingdao_techedu.portal.home.bad_request"
handler403 = "qingdao_techedu.portal.home.forbidden"
handler404 = "qingdao_techedu.portal.home.not_found"
handler500 = "qingdao_techedu.portal.home.server_error"
