"""Staff's pages: what waits for a decision, how full halls are, who is who, what happened, what may leave the house."""
