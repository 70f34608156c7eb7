"""Tells promotion of unapproved clinics apart from talk about them, and says why. Pure Python, no Django."""

from detector.assessment import Assessment, Concern, Context, ProviderEntry, Reason
from detector.reasons import REASONS
from detector.redact import redact
from detector.screening import screen

__all__ = ["REASONS", "Assessment", "Concern", "Context", "ProviderEntry", "Reason", "redact", "screen"]
