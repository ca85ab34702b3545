"""A plan file of any format to a plan."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from booth_app.planfiles import formats
from booth_app.planfiles.asked import NOTHING, Asked
from booth_app.planfiles.reading import Reading

Reader = Callable[[bytes, Asked], Reading]

_READERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        formats.SVG: ("booth_app.planfiles.svg.any", "read_any_svg"),
        formats.DXF: ("booth_app.planfiles.dxf.reader", "read_dxf"),
        formats.GEOJSON: ("booth_app.planfiles.geojson.reader", "read_geojson"),
    }
)


def read_plan(data: bytes, asked: Asked = NOTHING) -> Reading:
    """The plan that a file draws, with notes of what was guessed or left out.

    Raises:
        Unreadable: the file is no plan, or is over a limit. Nothing else is raised, whatever the bytes.
    """
    return reader(formats.recognise(data))(data, asked)


def reader(form: str) -> Reader:
    """The reader of a format.

    Brought in when its first file comes: the library for DXF takes longer to load than most drawings take to read.
    """
    module, name = _READERS[form]
    found: Reader = getattr(import_module(module), name)
    return found
