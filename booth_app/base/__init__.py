"""Ground that three rooms or more stand on. Knows nothing of booths."""
