from django.apps import AppConfig
from django.urls import register_converter

from .addresses import NameConverter
from .secret_addresses import SecretConverter


class UiConfig(AppConfig):
    name = "qingdao_techedu.ui"
    label = "ui"

    def ready(self) -> None:
        register_converter(NameConverter, "name")
        register_converter(SecretConverter, "secret")
