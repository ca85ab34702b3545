"""Broken files of every format, as they are and by a mapping: read or refused, in time, and never anything else.

Here some hundreds of each; `scripts/fuzz_plans.py` makes as many as a night allows.
"""

import pytest

from tests.uploads.fuzz_formats import FORMATS, files, read

COUNTS = {"dxf": 240, "geojson": 900, "svg": 300}


@pytest.mark.parametrize("form", FORMATS)
def test_a_broken_file_is_read_or_refused_and_nothing_else(form, tmp_path):
    batch = read(files(form, 7, COUNTS[form]))

    for at, data in enumerate(batch.culprits):
        (kept := tmp_path / f"{form}-{at}").write_bytes(data)
        print(kept)
    assert batch.code == 0, batch.error
    assert len(batch.said) == COUNTS[form]
    assert not batch.culprits
    said = {code for code, _ in batch.said}
    assert "read" in said  # the changes are small enough to get past the door …
    assert len(said) > 4  # … and large enough to be refused for many reasons


def test_the_same_seed_makes_the_same_files():
    assert all(files(form, 3, 5) == files(form, 3, 5) for form in FORMATS)
    assert all(len(set(files(form, 3, 40))) > 30 for form in FORMATS)
