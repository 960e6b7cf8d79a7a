"""The desk's page on which somebody is nominated."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from awards.acting import held_round
from awards.admin import GrantAdmin
from awards.models import Grant
from awards.names import tidied
from qingdao_techedu.publishing.desk.visiting import Visit

from .actions import nominate
from .checks import NominationFinding, namesakes, want_of_places


class NominationForm(forms.ModelForm):
    """Nobody is nominated for a round that has been publicized, beyond a quota, or twice."""

    visit: Visit

    def clean_round(self):
        round_ = self.cleaned_data["round"]
        if not round_.is_gathering:
            raise ValidationError(
                _("The round %(round)s does not allow it now: %(stage)s."),
                params={"round": round_, "stage": round_.stage.label},
            )
        return round_

    def clean(self):
        """Ask with the round held, as the acts do, so that the answer holds until it is saved."""
        given = super().clean() or self.cleaned_data
        round_, college = given.get("round"), given.get("college")
        if round_ and college and given.get("name"):
            grant = Grant(
                pk=self.instance.pk,
                round=held_round(round_),
                college=college,
                name=tidied(given["name"]),
                is_another_person=given.get("is_another_person", False),
            )
            for one in self._findings(grant):
                self.add_error(one.field or None, capfirst(one.sentence))
        return given

    def _findings(self, grant: Grant) -> list[NominationFinding]:
        before = (self.initial.get("round"), self.initial.get("college"))
        is_new_there = not self.instance.pk or before != (grant.round_id, grant.college_id)
        wanting = want_of_places(grant.round, [grant], by=self.visit.user) if is_new_there else ()
        return [*namesakes(grant.round, [grant]), *wanting]


@admin.register(Grant)
class NominationAdmin(GrantAdmin):
    """A grant begins as a nomination, which is written here."""

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            nominate(obj, by=request.user)

    def get_form(self, request, obj=None, change=False, **kwargs):
        own = super().get_form(request, obj, change=change, **kwargs)
        return type(own.__name__, (NominationForm, own), {})
