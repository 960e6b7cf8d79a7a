import django_filters
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.filters import PublicFilterSet

from .models import *


class EnrollmentFilter(PublicFilterSet):
    measure = django_filters.ModelMultipleChoiceFilter(
        queryset=Measure.objects.all(), to_field_name="code", label=_("Measure")
    )
    level = django_filters.MultipleChoiceFilter(choices=Level.choices, label=_("Level"))
