"""Pages of demonstrations: the public programme, an exhibitor's own showcases, staff's review, timetable and places."""

from booth_app.demos.views import feeds, own, pauses, places, public, review, timetable
from booth_app.demos.views.blueprint import bp

__all__ = ["bp", "feeds", "own", "pauses", "places", "public", "review", "timetable"]
