from django.core.management.commands import migrate

from qingdao_techedu.guards.checks import being_mended


class Command(migrate.Command):
    """Django's own, which must run where guards are missing: it puts them up."""

    def check(self, *args, **kwargs):
        with being_mended():
            super().check(*args, **kwargs)
