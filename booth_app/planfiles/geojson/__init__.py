"""Plans as GeoJSON: in the drawing's own metres, or on the earth."""
