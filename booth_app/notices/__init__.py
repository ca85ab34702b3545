"""Reads the journal, decides who hears of it, renders and sends. Nobody imports this room."""
