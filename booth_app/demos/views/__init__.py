"""Pages of demonstrations: the public programme, an exhibitor's own showcases, staff's review, timetable and places."""

from booth_app.demos.views import door, feeds, made, own, pauses, places, public, review, seats, timetable
from booth_app.demos.views.blueprint import bp

__all__ = ["bp", "door", "feeds", "made", "own", "pauses", "places", "public", "review", "seats", "timetable"]
