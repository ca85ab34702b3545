"""Sets of figures to begin with, each figure with where it was read. None is law, and none is a certificate.

What nobody could read in the rule's own text is marked unverified, and shown to staff as that; whoever sets an
exhibition's rules may begin with any set and change every figure.
"""

from collections.abc import Mapping
from types import MappingProxyType

from booth_app.geometry.presets import forum
from booth_app.geometry.presets.american import IBC, NFPA101, US_VENUE
from booth_app.geometry.presets.figure import Figure, Mark, Preset
from booth_app.geometry.presets.others import DE_VSTAETT, SBC201, UK
from booth_app.geometry.presets.sources import NOTICE, SOURCES, UNREAD
from booth_app.geometry.presets.topics import TOPICS, Topic

__all__ = ["NOTICE", "PRESETS", "SOURCES", "TOPICS", "UNREAD", "Figure", "Mark", "Preset", "Topic"]

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {each.key: each for each in (forum.PRESET, SBC201, IBC, NFPA101, DE_VSTAETT, UK, US_VENUE)}
)
"""By key; the first, `forum`, is what the rules' own defaults are."""
