"""Seats of a slot: who has them, who waits for them, who came. One row a seat; its key is the slot and its number."""
