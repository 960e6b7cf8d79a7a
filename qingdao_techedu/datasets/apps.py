from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    name = "qingdao_techedu.datasets"
    label = "datasets"
