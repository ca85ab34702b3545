"""Answers that join what several rooms know, for one page each."""

from booth_app.desk.queries.booths import MOST as MOST_BOOTHS
from booth_app.desk.queries.booths import BoothLine, booth_line, booth_lines, find, find_all
from booth_app.desk.queries.organisations import Body, bodies, body
from booth_app.desk.queries.requests import Request, missing, requests
from booth_app.desk.queries.today import Decision, HallFill, Today, ZoneFill, today

__all__ = [
    "MOST_BOOTHS",
    "Body",
    "BoothLine",
    "Decision",
    "HallFill",
    "Request",
    "Today",
    "ZoneFill",
    "bodies",
    "body",
    "booth_line",
    "booth_lines",
    "find",
    "find_all",
    "missing",
    "requests",
    "today",
]
