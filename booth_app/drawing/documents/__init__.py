"""Documents as PDF, set by typst from a template and values; both languages in one file, Arabic first."""

from booth_app.drawing.documents.confirmation import ConfirmationData, confirmation_pdf

__all__ = ["ConfirmationData", "confirmation_pdf"]
