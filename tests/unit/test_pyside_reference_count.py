"""The window library may not eat references from None.

PySide6 6.12.0 takes one reference from None at every call that returns nothing.
A Python 3.11 process begins with some thousands and then aborts. Python 3.12
made None immortal, so there the count stands still whatever happens.
"""

import ctypes
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject

CALLS = 100


def references_lost(call: Callable[[], object]) -> int:
    """Count by how much None's references fall during a hundred calls."""
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


def test_a_call_that_returns_nothing_takes_no_reference_from_none() -> None:
    """Guards the pin of PySide6-Essentials. Source: measured on 6.11.3 and 6.12.0."""
    subject = QObject()
    assert references_lost(lambda: subject.setObjectName("vault")) < CALLS // 2


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12")
def test_a_lost_reference_is_noticed() -> None:
    """Planted fault: a call that does what 6.12.0 does. Every reference is given back."""
    take = ctypes.pythonapi.Py_DecRef
    give_back = ctypes.pythonapi.Py_IncRef
    for function in (take, give_back):
        function.argtypes = [ctypes.py_object]
        function.restype = None
    try:
        assert references_lost(lambda: take(None)) > CALLS // 2
    finally:
        for _ in range(CALLS):
            give_back(None)
