from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "qingdao_techedu.ui"
    label = "ui"
