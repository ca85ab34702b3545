"""Answers that are searched for: the one room that asks a solver. Values in, values out."""
