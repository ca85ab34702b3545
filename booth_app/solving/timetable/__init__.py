"""A timetable made from what is asked: stages, slots, who can when; an exact answer or the best one in time."""

from booth_app.solving.timetable.solve import solve
from booth_app.solving.timetable.values import Answer, Placed, Problem, Show, Span, Stage, Weights, Why

__all__ = ["Answer", "Placed", "Problem", "Show", "Span", "Stage", "Weights", "Why", "solve"]
