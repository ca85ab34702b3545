"""SVG read and written: the plan file that people draw and we export."""
