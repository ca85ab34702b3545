"""Holds and bookings of booths: the integrity core."""
