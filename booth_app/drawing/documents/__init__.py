"""Documents as PDF, set by typst from a template and values; both languages in one file, Arabic first."""

from booth_app.drawing.documents.confirmation import ConfirmationData, confirmation_pdf
from booth_app.drawing.documents.papers import PAPERS
from booth_app.drawing.documents.plan_sheet import VIEWS, PlanSheetData, plan_sheet_pdf

__all__ = ["PAPERS", "VIEWS", "ConfirmationData", "PlanSheetData", "confirmation_pdf", "plan_sheet_pdf"]
