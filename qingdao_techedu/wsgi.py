"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from qingdao_techedu.outages.connecting import watch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingdao_techedu.settings")

application = get_wsgi_application()
watch.start()
