from django.core.management.base import BaseCommand, CommandError

from qingdao_techedu.reference import loading


class Command(BaseCommand):
    help = "Load the reference facts. Run again, it adds what is new and keeps what staff changed."

    def handle(self, *args, **options):
        try:
            outcomes = loading.load()
        except loading.MalformedReference as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if options["verbosity"] == 0:
            return
        for name, outcome in outcomes.items():
            if options["verbosity"] > 1 or outcome.created or outcome.updated:
                self.stdout.write(
                    f"{name}: {outcome.created} created, {outcome.updated} updated, "
                    f"{outcome.unchanged} unchanged, {outcome.kept} kept as staff left them"
                )
        total = sum(outcome.created + outcome.updated for outcome in outcomes.values())
        self.stdout.write(f"Reference facts: {total} records written.")
