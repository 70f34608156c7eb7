from django.apps import AppConfig


class RenderingConfig(AppConfig):
    """Turns what people wrote into safe HTML. No models."""

    name = "rendering"
