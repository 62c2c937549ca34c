"""`verify`: was this said?"""

from __future__ import annotations

import sys

from tui.core import citations
from tui.core.text import plural
from tui.library import verdicts
from tui.library.facade import article_json, quotation_json

from . import asking, output, talk
from .cells import one_line
from .check import before_paths
from .output import Form
from .plain import QUIET, STRONG, Pen
from .quotes import describe
from .refs import as_text
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.core.query import Query
    from tui.library.facade import Library
    from tui.library.verify import Found, Verdict

    from .options import Call
    from .plain import Piece

VERBATIM, NOT_FOUND = "verbatim", "not found"
_WORST = (VERBATIM, "altered", NOT_FOUND)

_STYLES = {"delete": (31,), "insert": (32,)}  # red and green, of the terminal's own colours
_BETWEEN = "; "
_COLUMNS = (
    "draft_line",
    "text",
    "verdict",
    "similarity",
    "words",
    "ref",
    "speaker",
    "speaker_as",
    "date",
    "article",
    "title",
    "published",
    "source",
    "url",
    "article_text",
    "path",
    "line",
    "also",
)


class _Checked:
    """A text and what became of it. line: where it stands in a draft, 0 where there is none."""

    __slots__ = ("line", "text", "verdict")

    def __init__(self, text: str, line: int, verdict: Verdict) -> None:
        self.text = text
        self.line = line
        self.verdict = verdict


def run(call: Call, library: Library) -> int:
    """Check TEXT, or each passage of a draft. Raises Stop."""
    by = asking.asked(call, library, ()) if call.on("by") else None
    draft = call.get("each")
    if draft and call.words:
        raise Stop(f"verify takes TEXT or --each, not both; “{call.words[0]}” is one too many")
    if draft:
        from tui.core.drafts import passages

        found = [(one.line, one.words) for one in passages(_read(draft))]
    else:
        words = [] if call.words == ["-"] else call.words
        found = [(0, " ".join(map(as_text, words)) if words else _read("-"))]
        if not any(map(str.isalnum, found[0][1])):
            raise Stop("there are no words to verify")
    checked = [_Checked(text, line, library.verify(text, by)) for line, text in found]
    _put(call, library, by, checked)
    return _ended(call, checked)


def _put(call: Call, library: Library, by: Query | None, checked: list[_Checked]) -> None:
    how, draft = call.get("format", "text"), call.get("each")
    if how != "json":
        form = _form(call, library, by, "stdin" if draft == "-" else draft)
        output.put(checked if how in ("text", "jsonl") else _rows(checked), form, how)
    elif draft:
        worst = max((one.verdict.verdict for one in checked), key=_WORST.index, default=NOT_FOUND)
        output.put_one({"verdict": worst, "passages": list(map(_value, checked))})
    else:
        output.put_one(_value(checked[0]))


def _ended(call: Call, checked: Sequence[_Checked]) -> int:
    """Say what is no data; the exit code."""
    for one in checked:
        where = f"line {one.line}: " if one.line else ""
        if one.verdict.cut:
            talk.say(f"{where}{verdicts.CUT}")
        if one.verdict.others and call.get("format", "text") != "text":
            said = ", ".join(f"{found.ref} ({_who(found)})" for found in one.verdict.others)
            talk.say(f"{where}others have these words: {said}")
        if call.get("format", "text") != "text" and verdicts.broken(one.verdict):
            talk.say(f"{where}{verdicts.broken(one.verdict)}")
    ended = [one.verdict.verdict for one in checked]
    if call.on("each"):
        counts = [f"{ended.count(one):,} {one}" for one in _WORST if one in ended]
        told = f"{plural(len(checked), 'passage')}: {', '.join(counts)}"
        talk.say(told if checked else "there are no passages in quote marks")
    return talk.FOUND if ended and set(ended) == {VERBATIM} else talk.NOTHING


def _read(name: str) -> str:
    """The text of a file, or of stdin. Raises Stop, OSError."""
    from tui.library.source import decode

    if name != "-":
        with open(name, "rb") as file:
            return decode(file.read(), name)[0]
    stream: object = sys.stdin
    if stream is None:
        raise Stop("standard input is closed")
    if sys.stdin.isatty():
        talk.say("reading what you type or paste, until ctrl+d on a line of its own")
    return decode(sys.stdin.buffer.read(), "stdin")[0]


def _who(found: Found) -> str:
    return citations.speaker(found.quotation) if found.quotation else found.article.name


# Formats for programs


def _value(checked: _Checked) -> dict[str, object]:
    verdict = checked.verdict
    value: dict[str, object] = {
        "verdict": verdict.verdict,
        "findings": [_finding(found) for found in verdict.findings],
    }
    return {"line": checked.line, "text": checked.text, **value} if checked.line else value


def _finding(found: Found) -> dict[str, object]:
    return {
        "similarity": found.similarity,
        "quote": quotation_json(found.quotation) if found.quotation else None,
        "article": article_json(found.article),
        "line": found.line,
        "diff": found.diff,
        "also": [one.ref for one in found.also],
    }


def _rows(checked: Sequence[_Checked]) -> list[tuple[_Checked, Found | None]]:
    """A row for each finding, and for each text without any."""
    rows: list[tuple[_Checked, Found | None]] = []
    for one in checked:
        rows += [(one, found) for found in one.verdict.findings] or [(one, None)]
    return rows


def _fields(row: tuple[_Checked, Found | None]) -> list[str]:
    checked, found = row
    own = [str(checked.line or ""), checked.text, checked.verdict.verdict]
    if found is None:
        return own + [""] * (len(_COLUMNS) - len(own))
    quotation, article = found.quotation, article_json(found.article)
    return [
        *own,
        str(found.similarity),
        _there(found.diff),
        found.ref,
        _BETWEEN.join(one.id for one in quotation.speakers) if quotation else "",
        quotation.get("speaker_as") if quotation else "",
        quotation.date if quotation else found.article.date,
        *(str(article[key] or "") for key in ("id", "title", "published", "source", "url", "text")),
        found.article.path,
        str(found.line),
        _BETWEEN.join(one.ref for one in found.also),
    ]


def _there(diff: Sequence[Sequence[str]]) -> str:
    texts = [words for step, words in diff if step != "delete"]
    spaces = verdicts.spaces(texts)
    return "".join([space + text for space, text in zip(spaces, texts, strict=True)])


# Text


def _form(call: Call, library: Library, by: Query | None, draft: str = "") -> Form:
    styled = output.coloured(call.get("color", "auto"))
    teller = _Teller(library, _asked_for(call, library, by))
    before = ""

    def text(checked: _Checked) -> str:
        nonlocal before
        pen = Pen(output.width(), styled)
        teller.tell(pen, checked, draft)
        block, before = before + "\n".join(pen.lines) + "\n", "\n"
        return block

    return Form(_COLUMNS, text=text, value=_value, fields=_fields)


def _asked_for(call: Call, library: Library, by: Query | None) -> str:
    """The speaker that was asked for, by name; "" for all."""
    ids = [one for field in by.fields for one in field.ids or ()] if by else []
    return library.named(ids[0]).name if ids else as_text(call.get("by"))


class _Teller:
    """Writes verdicts for people. by: whose words were asked for, "" for everybody's."""

    def __init__(self, library: Library, by: str) -> None:
        self._library = library
        self._by = by
        self._path = before_paths(library.root)

    def tell(self, pen: Pen, checked: _Checked, draft: str) -> None:
        """A verdict with its findings. draft: the name of the file, where the text is of one."""
        verdict = checked.verdict
        reason = one_line(verdicts.reason(verdict, self._by))
        indent = ""
        if draft:
            head = [(f"{draft}:{checked.line}: ", ()), (verdict.verdict, STRONG)]
            pen.paragraph([*head, (f": “{one_line(checked.text)}”", ())], "", "  ")
            indent = "  "
            pen.paragraph([(f"{reason[0].upper()}{reason[1:]}", ())], indent)
        else:
            pen.paragraph([(verdict.verdict.capitalize(), STRONG), (f": {reason}", ())], "", "  ")
        self._findings(pen, verdict.findings, indent, whole=not draft)
        if verdict.others:
            pen.paragraph([("But it was said by somebody else:", STRONG)], indent)
            self._findings(pen, verdict.others, indent, whole=True)

    def _findings(self, pen: Pen, found: Sequence[Found], indent: str, *, whole: bool) -> None:
        """whole: also the words of a quotation that has no others."""
        for number, one in enumerate(found, start=1):
            if len(found) > 1 or not one.verbatim:
                label = f"{number}. " if len(found) > 1 else ""
                pen.lines.append("")
                pen.paragraph([(label, ()), *_changes(one.diff)], indent)
            if one.quotation:
                below = indent
                if whole or one.part or not one.verbatim:
                    pen.lines.append("")
                    pen.paragraph([(one_line(citations.marked(one.quotation)), ())], indent)
                    below += "  "
                describe(pen, one.quotation, indent=below, more=self._place(one))
            else:
                below = self._article(pen, one, indent)
            if one.retold:
                pen.paragraph([(f"! {one_line(verdicts.retold(one))}", STRONG)], below, "  ")
            self._also(pen, one, below)

    def _article(self, pen: Pen, found: Found, indent: str) -> str:
        """An article whose words stand in no quotation; the indent of what is told of it."""
        article = found.article
        if found.verbatim:
            pen.lines.append("")
            pen.paragraph([(found.diff[0][1], ())], indent)
        indent += "  "
        note = citations.status_note(article.front)
        if note:
            pen.paragraph([(f"! {note}", STRONG)], indent, "  ")
        name, told = verdicts.cited(article)
        pen.paragraph([(one_line(f"In “{name}”{told}"), QUIET)], indent, "  ")
        pen.paragraph([(article.id + self._place(found), ())], indent)
        return indent

    def _place(self, found: Found) -> str:
        return f"  {self._path}{found.article.path}:{found.line}"

    def _also(self, pen: Pen, found: Found, indent: str) -> None:
        if found.also:
            pen.paragraph([(verdicts.ALSO_IN, ())], indent)
        for other in found.also[: verdicts.ALSO]:
            source, told = verdicts.other(self._library, other)
            words = f"{', '.join(filter(None, (other.ref, source)))}: {told}"
            pen.paragraph([(one_line(words), ())], indent + "  ", "  ")
        more = len(found.also) - verdicts.ALSO
        if more > 0:
            pen.paragraph([(f"… and {more:,} more", ())], indent + "  ")


def _changes(diff: Sequence[Sequence[str]]) -> list[Piece]:
    """What is claimed and what stands there, word by word, in one text."""
    return [(words, _STYLES.get(step, ())) for step, words in verdicts.changes(diff)]
