"""Plans as DXF, the drawings of CAD programs."""

import logging

logging.getLogger("ezdxf").setLevel(logging.CRITICAL)  # it would tell our standard error about every file
