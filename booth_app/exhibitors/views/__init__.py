"""An exhibitor's own pages about itself: organisations and their people, the application, the public page."""

from booth_app.exhibitors.views import application, home, organisations, people, profile
from booth_app.exhibitors.views.blueprint import bp

__all__ = ["application", "bp", "home", "organisations", "people", "profile"]
