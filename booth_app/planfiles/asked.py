"""What whoever reads a file says about it by hand."""

from collections.abc import Mapping as Values
from dataclasses import dataclass
from typing import Any, Self

from booth_app.planfiles.mapping import SILENT, Mapping
from booth_app.planfiles.units import UNITS
from booth_app.planfiles.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Asked:
    """The scale (metres per unit, or a unit) and the mapping; each goes before what the file says of itself."""

    metres_per_unit: float | None = None
    unit: str | None = None
    mapping: Mapping = SILENT

    @property
    def said_unit(self) -> str | None:
        """The unit said here or in the mapping."""
        return self.unit or self.mapping.unit

    def to_json(self) -> dict[str, Any]:
        """Plain values, for another process."""
        return {"metres_per_unit": self.metres_per_unit, "unit": self.unit, "mapping": self.mapping.to_json()}

    @classmethod
    def from_json(cls, value: Values[str, Any]) -> Self:
        """What `to_json` wrote."""
        return cls(value["metres_per_unit"], value["unit"], Mapping.from_json(value["mapping"]))

    @classmethod
    def of(cls, metres_per_unit: float | None = None, unit: str | None = None, mapping: Any = None) -> Self:
        """From what was typed.

        Raises:
            Unreadable: a unit or a mapping that is none.
        """
        if unit is not None and unit not in UNITS:
            raise Unreadable("wrong-value", attribute="unit", value=unit)
        return cls(metres_per_unit, unit, SILENT if mapping is None else Mapping.from_json(mapping))


NOTHING = Asked()
