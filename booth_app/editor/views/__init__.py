"""The pages of this room."""

from booth_app.editor.views import draft, files, halls, mending, publish, report, rules, taking
from booth_app.editor.views.blueprint import bp

__all__ = ["bp", "draft", "files", "halls", "mending", "publish", "report", "rules", "taking"]
