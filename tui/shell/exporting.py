"""Records and quotations in the formats of other programs."""

from __future__ import annotations

from tui.core import exports
from tui.library.exports import of

from . import output
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.core.records import Quotation, Record
    from tui.library.facade import Library


def put(library: Library, found: Iterable[Record | Quotation], kind: str, how: str) -> int:
    """Write records of a kind, or quotations ("quote"); how many there were. Raises Stop."""
    try:
        exports.check(kind, how)
    except exports.ExportError as error:
        raise Stop(str(error)) from None
    count = 0

    def counted() -> Iterator[Record | Quotation]:
        nonlocal count
        for one in found:
            count += 1
            yield one

    output.write(of(library, counted(), how))
    return count
