import time
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand
from tqdm import tqdm

from qingdao_techedu.inspection.links import check, kept_links
from qingdao_techedu.inspection.models import LinkCheck


class Command(BaseCommand):
    help = "Visit the links of all records, one a second a host, and note the dead ones."

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, help="only so many, those visited longest ago")

    def handle(self, *args, **options):
        links = kept_links()
        LinkCheck.objects.exclude(url__in=links).delete()
        visited = dict(LinkCheck.objects.values_list("url", "checked_at"))
        due = sorted(links, key=lambda url: (url in visited, visited.get(url)))[: options["limit"]]
        last: dict[str, float] = {}
        dead = 0
        for url in tqdm(due, unit=" links", disable=None):
            host = urlsplit(url).netloc
            time.sleep(max(0.0, last.get(host, 0.0) + 1 - time.monotonic()))
            last[host] = time.monotonic()
            kept = check(url)
            if kept.error:
                dead += 1
                self.stdout.write(f"{url}: {kept.error} ({links[url][0]})")
        self.stdout.write(f"{len(due)} links visited, {dead} dead.")
