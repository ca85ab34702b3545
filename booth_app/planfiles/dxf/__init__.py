"""Plans as DXF, the drawings of CAD programs."""
