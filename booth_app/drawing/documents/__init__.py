"""Documents as PDF, set by typst from a template and values; both languages in one file, Arabic first."""

from booth_app.drawing.documents.check_report import CheckPage, check_report_pdf
from booth_app.drawing.documents.confirmation import ConfirmationData, confirmation_pdf
from booth_app.drawing.documents.papers import PAPERS
from booth_app.drawing.documents.plan_sheet import VIEWS, PlanSheetData, plan_sheet_pdf

__all__ = [
    "PAPERS",
    "VIEWS",
    "CheckPage",
    "ConfirmationData",
    "PlanSheetData",
    "check_report_pdf",
    "confirmation_pdf",
    "plan_sheet_pdf",
]
