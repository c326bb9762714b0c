"""Tables that a system saved as a web page or as the XML of Excel 2003, often under the name .xls."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from html.parser import HTMLParser

from kamlab.data.ownfile.opening import CELLS_MOST
from kamlab.data.ownfile.source import Cells, Sheet
from kamlab.errors import BadInput

_ROW = ("tr", "row")
_CELL = ("td", "th", "cell")
_SILENT = ("script", "style", "title", "head")


def sheets_of(text: str) -> tuple[Sheet, ...]:
    """One sheet for each worksheet of an XML workbook; all tables of a web page in one, row after row.

    Raises
    ------
    BadInput
        There is no table in it, or one with more cells than can be read.

    Examples
    --------
    >>> sheets_of("<table><tr><td>client<td>aum</tr><tr><td>A<td>5</tr></table>")[0].cells
    [['client', 'aum'], ['A', '5']]
    """
    reader = _Tables()
    reader.feed(text)
    reader.close()
    reader.end_row()
    found = [(name, cells) for name, cells in reader.sheets if any(cells)]
    if not found:
        raise BadInput("ownfile.page_without_table")
    return tuple(Sheet(name or "1", False, cells) for name, cells in found)


def page_in(data: bytes) -> bytes:
    """The page with the largest part inside a web archive (.mht, RFC 2557); other data as they are."""
    if not data[:13].lower().startswith(b"mime-version:"):
        return data
    parts = [part.get_payload(decode=True) for part in message_from_bytes(data).walk() if _is_page(part)]
    return max((part for part in parts if isinstance(part, bytes)), key=len, default=b"")


def _is_page(part: Message) -> bool:
    return part.get_content_type() == "text/html"


class _Tables(HTMLParser):
    """Collects rows; a cell ends where the next begins, also when its end was not written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[tuple[str, Cells]] = [("", [])]
        self._row: list[object] | None = None
        self._text: list[str] | None = None
        self._span = 1
        self._silent = 0
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, given = tag.rpartition(":")[2], {key.rpartition(":")[2]: value or "" for key, value in attrs}
        if name in _SILENT:
            self._silent += 1
        elif name == "worksheet":
            self.end_row()
            self.sheets.append((given.get("name", ""), []))
        elif name in _ROW:
            self.end_row()
            self._row = []
            self._skip_rows(given.get("index", ""))
        elif name in _CELL:
            self._begin_cell(given)
        elif name in ("br", "p") and self._text:
            self._text.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif name in _CELL:
            self._end_cell()
        elif name in (*_ROW, "table"):
            self.end_row()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(data)

    def _skip_rows(self, index: str) -> None:
        cells = self.sheets[-1][1]
        if index.isdecimal() and len(cells) < int(index) - 1 < CELLS_MOST:
            self._counted(int(index) - 1 - len(cells))
            cells.extend([] for _ in range(int(index) - 1 - len(cells)))

    def _begin_cell(self, given: dict[str, str]) -> None:
        self._end_cell()
        row = self._row = [] if self._row is None else self._row
        index = given.get("index", "")
        if index.isdecimal() and len(row) < int(index) - 1:
            row.extend([""] * self._counted(int(index) - 1 - len(row)))
        across = given.get("colspan", "")
        merged = given.get("mergeacross", "")
        self._span = int(across) if across.isdecimal() else int(merged) + 1 if merged.isdecimal() else 1
        self._text = []

    def _end_cell(self) -> None:
        if self._text is not None and self._row is not None:
            self._row.append("".join(self._text).strip())
            self._row.extend([""] * self._counted(max(self._span, 1) - 1))
        self._text = None

    def end_row(self) -> None:
        """Keep the row that was being read, if there is one."""
        self._end_cell()
        if self._row is not None:
            self._counted(len(self._row) + 1)
            self.sheets[-1][1].append(self._row)
        self._row = None

    def _counted(self, more: int) -> int:
        self._count += more
        if self._count > CELLS_MOST:
            raise BadInput("ownfile.too_many_cells", found=self._count, most=CELLS_MOST)
        return more
