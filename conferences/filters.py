import django_filters
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.filters import PublicFilterSet


class ConferenceFilter(PublicFilterSet):
    q = django_filters.CharFilter(method="m", label=_("Name"))

    def m(self, qs, n, v):
        return qs.matching(v)
