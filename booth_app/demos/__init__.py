"""Stages, showcases and their slots."""
