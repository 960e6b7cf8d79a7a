import json
import sys

from django.core.management.base import BaseCommand

from qingdao_techedu.inspection.registry import Check, CheckResult, inspect


class Command(BaseCommand):
    help = "Say what a site inspection would fault. Ends with status 1 where there is any fault."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="for another program to read")

    def handle(self, *args, **options):
        results = inspect()
        if options["json"]:
            told = [
                {
                    "check": check.code,
                    "is_fault": check.is_fault,
                    "count": found.count,
                    "looked_at": found.looked_at,
                    "findings": [vars(one) for one in found.findings],
                }
                for check, found in results
            ]
            self.stdout.write(json.dumps(told, ensure_ascii=False, default=str, indent=2))
        else:
            for check, found in results:
                mark = self.mark(check, found)
                self.stdout.write(f"{mark:5} {found.count:5}  {check.title}")
                for one in found.findings:
                    since = f" ({one.since})" if one.since else ""
                    kind = f"{one.kind} " if one.kind else ""
                    self.stdout.write(f"             {kind}{one.text}{since} {one.address}")
                if found.not_shown:
                    self.stdout.write(f"             … {found.not_shown}")
        if any(found.count and check.is_fault for check, found in results):
            sys.exit(1)

    @staticmethod
    def mark(check: Check, found: CheckResult) -> str:
        if found.count:
            return "FAULT" if check.is_fault else "look"
        return "none" if found.is_empty else "ok"
