"""How gunicorn serves the portal. HOST, PORT and WORKERS come from the environment."""

import os
import time

# Of a lock that somebody holds, PostgreSQL lets a page wait as long as SQLite does.
os.environ.setdefault("PGOPTIONS", "-c lock_timeout=20s")

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
worker_class = "deploy.worker.PatientWorker"  # gthread, see there
threads = 4
timeout = 60
graceful_timeout = 30
control_socket_disable = True  # nothing of ours uses it, and it would be one more door
loglevel = "warning"
logger_class = "qingdao_techedu.ui.discreet_logs.DiscreetLogger"  # no tokens of addresses
# Read anew with each build: what it says of the same data may have changed (page_cache/dates.py).
os.environ["SERVING_SINCE"] = str(int(time.time()))


def when_ready(server):
    print(f"Serving http://{bind}/  (stop with Ctrl-C)", flush=True)
