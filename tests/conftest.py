"""What all tests share: those that validate with the Java engine stay together, so that it starts once."""

from __future__ import annotations

import pytest
from hypothesis import settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the conformance tests in one process when the run is spread over several."""
    for item in items:
        if "conformance" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("veraPDF"))


# The same examples in every run: what fails, fails again. `--hypothesis-profile=default` looks further.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")
