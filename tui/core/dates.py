"""Dates as records write them: EDTF levels 0 and 1, read, ordered, compared and put into words.

Source of the rules: Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019.
Days are numbered as `datetime.date.toordinal` does (1 is 0001-01-01, proleptic Gregorian), but for
any year. Years are astronomical: 0000 is 1 BC, -0043 is 44 BC.
"""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# fmt: off
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
SEASONS = ("spring", "summer", "autumn", "winter")

# How dates are put into words: 29 May 2023; May 29, 2023; 2023-05-29; or as they are written.
STYLES = ("day-month-year", "month-day-year", "iso", "edtf")
# A program has one reader: this is set once, at its start, as a locale is.
_style = {"words": STYLES[0]}

_EDGE = 1 << 62  # beyond every clamped day and second, within SQLite's 64 bits
OPEN = -_EDGE  # the first number of `sort_key` where the beginning is open
DAY = 86_400  # seconds: by so much `sort_key` counts
_EXAMPLES = "one such as 2023-05-29, 2023-05 or 2023"

# Used through re.fullmatch, whose cache compiles it when the first date is read, not at import.
# 18 digits: more than any calendar needs, fewer than int() refuses.
_FORM = (
    r"(?:Y(-?[0-9]{1,18})"
    r"|(-?[0-9]{2}(?:[0-9][0-9X]|XX))"
    r"(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX)"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?)"
    r"([?~%]?)"
)

_known: dict[str, Date] = {}  # what was read of late: files that say when say it often
_MOST_KNOWN = 1000


class DateError(ValueError):
    """A text that is not a date; the message says what is wrong and what to write instead."""


class _FormError(DateError):
    """The text has not the form of a date; what to write instead is still to be found."""


class Date:
    """A date, or an interval between two.

    text: as written, white space around it left off
    first, last: the earliest and the latest day that it may mean; None: open or unknown.
        `~` and `?` do not widen them: nothing says by how much.
    seconds: the time of day as written, whatever its offset, to order dates within a day; else 0
    approximate, uncertain: `~` and `?` (`%` is both), of either end
    """

    __slots__ = ("approximate", "first", "last", "seconds", "text", "uncertain")

    def __init__(
        self, text: str, first: int | None, last: int | None, seconds: int, marks: str
    ) -> None:
        self.text = text
        self.first = first
        self.last = last
        self.seconds = seconds
        self.approximate = "~" in marks or "%" in marks
        self.uncertain = "?" in marks or "%" in marks

    def __repr__(self) -> str:
        return f"Date({self.text!r})"


def parse(text: str) -> Date:
    """The date that `text` writes in EDTF level 0 or 1; raises DateError."""
    date = _known.get(text)
    if date is None:
        written = text.strip()
        try:
            date = _read(written)
        except _FormError:
            raise DateError(_advice(written)) from None
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[text] = date
    return date


def is_date(text: str) -> bool:
    """Whether `parse` would read it; costs less than asking `parse`, which words its errors."""
    try:
        _read(text.strip())
    except DateError:
        return False
    return True


def sort_key(date: Date) -> tuple[int, int]:
    """What sorts dates, as two 64-bit integers: by earliest day and time, then by latest day.

    An open beginning comes before all others; of those that begin together, an open end is last.
    """
    first = OPEN if date.first is None else _clamp(date.first * DAY + date.seconds)
    last = _EDGE if date.last is None else _clamp(date.last)
    return first, last


def overlaps(date: Date, since: Date | None, until: Date | None) -> bool:
    """Whether `date` may lie between `since` and `until`, by days, both included.

    None is no limit; a date that is not exact overlaps wherever it may lie.
    """
    low = since.first if since else None
    high = until.last if until else None
    return not (_before(date.last, low) or _before(high, date.first))


def day_number(year: int, month: int, day: int) -> int:
    """The number of a day; month 13 is the next year's first, so that spans can end there."""
    year, month = year + (month - 1) // 12, (month - 1) % 12
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    lengths = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
    leap = month > 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return days + lengths[month] + leap + day


def calendar(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month of a day's number: what `day_number` was given.

    Counted in years that begin in March, so that the leap day is the last of its year.
    """
    era, rest = divmod(day + 305, 146_097)  # 0000-03-01 is day -305; 400 years have 146,097 days
    of_era = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
    of_year = rest - (365 * of_era + of_era // 4 - of_era // 100)
    month = (5 * of_year + 2) // 153
    number = of_year - (153 * month + 2) // 5 + 1
    year = of_era + era * 400
    return (year, month + 3, number) if month < 10 else (year + 1, month - 9, number)


def _before(day: int | None, other: int | None) -> bool:
    """Whether both days are known and the first is the earlier."""
    return day is not None and other is not None and day < other


def _clamp(number: int) -> int:
    return max(1 - _EDGE, min(number, _EDGE - 1))


# --- reading -------------------------------------------------------------------------------------


def _read(text: str) -> Date:
    return _read_interval(text) if "/" in text else _read_single(text)


def _read_interval(text: str) -> Date:
    start, _, end = text.partition("/")
    if start in ("", "..") and end in ("", ".."):
        raise _error(text, "an interval needs a date at one end", "2016/.. or ../2016, or no date")
    first = None if start in ("", "..") else _read_single(start)
    last = None if end in ("", "..") else _read_single(end)
    begins, ends = first.first if first else None, last.last if last else None
    start_day, end_day = start.partition("T")[0], end.partition("T")[0]
    if _before(ends, begins):
        raise _error(text, "its end is before its beginning", f"{end_day}/{start_day}")
    if "T" in text:
        raise _error(text, "an interval has no times of day", f"{start_day}/{end_day}")
    return Date(text, begins, ends, 0, start[-1:] + end[-1:])


def _match(text: str) -> re.Match[str]:
    import re  # here and below only: it takes longer than to list a thousand names

    match = re.fullmatch(_FORM, text)
    if match is None:
        raise _FormError
    return match


def _read_single(text: str) -> Date:
    long_year, year, month, day, hour, minute, second, zone, mark = _match(text).groups()
    if long_year:
        return _read_long(text, int(long_year), mark)
    if hour is None:
        first, last = _days(text, year, month, day)
        return Date(text, first, last, 0, mark)
    if day == "XX":
        raise _FormError
    first, last = _days(text, year, month, day)
    if mark:
        raise _error(text, f"“{mark}” can't follow a time of day", f"{year}-{month}-{day}{mark}")
    return Date(text, first, last, _time(text, hour, minute, second, zone), "")


def _read_long(text: str, year: int, mark: str) -> Date:
    if abs(year) <= 9999:
        raise _error(text, "“Y” is for years of more than four digits", _four(year) + mark)
    return Date(text, day_number(year, 1, 1), day_number(year, 13, 1) - 1, 0, mark)


def _days(text: str, year: str, month: str | None, day: str | None) -> tuple[int, int]:
    """First and last day of a date's day, month, season or years."""
    if year == "-0000":
        raise _error(text, "there is no year -0000", "0000 for 1 BC")
    if "X" in year or month == "XX":
        if day not in (None, "XX") or ("X" in year and month):
            raise _FormError
        low, high = _year_span(year)
        return day_number(low, 1, 1), day_number(high, 13, 1) - 1
    number = int(year)
    if month is None:
        return day_number(number, 1, 1), day_number(number, 13, 1) - 1
    place, length = _month(text, year, month, day)
    first = day_number(number, place, 1)
    after = day_number(number, place + length, 1)
    if day is None or day == "XX":
        return first, after - 1
    first += int(day) - 1
    if day == "00" or first >= after:
        days = after - day_number(number, place, 1)
        reason = f"{MONTHS[place - 1]} {year_words(number)} has {days} days"
        raise _error(text, reason, f"a day from 01 to {days}, or {year}-{month}")
    return first, first


def _month(text: str, year: str, month: str, day: str | None) -> tuple[int, int]:
    """The number of a month or a season's first month, and how many months it has.

    EDTF leaves open which hemisphere's season is meant. Ours are the northern ones, by whole
    months, so that 21 to 24 stand in the order of the year; winter ends in the next one.
    """
    number = int(month)
    if 1 <= number <= 12:
        return number, 1
    if not 21 <= number <= 24:
        remedy = "a month from 01 to 12, or a season from 21 to 24"
        if day and "01" <= day <= "12" and is_date(f"{year}-{day}-{month}"):
            remedy = f"{year}-{day}-{month}"
        raise _error(text, f"there is no month {month}", remedy)
    if day:
        raise _error(text, "a season has no days", f"{year}-{month}")
    return (number - 20) * 3, 3


def _year_span(year: str) -> tuple[int, int]:
    """First and last year of `201X` or `19XX`."""
    ends = int(year.replace("X", "0")), int(year.replace("X", "9"))
    return min(ends), max(ends)


def _time(text: str, hour: str, minute: str, second: str | None, zone: str | None) -> int:
    """Seconds since midnight."""
    if hour > "23" or minute > "59" or (second or "00") > "59":
        reason = "hours go from 00 to 23, minutes and seconds from 00 to 59"
        raise _error(text, reason, f"{text.partition('T')[0]} or a time from T00:00 to T23:59:59")
    if zone and (zone[1:3] > "23" or zone[4:] > "59"):
        raise _error(text, f"there is no offset {zone}", "Z or an offset such as +09:00")
    return int(hour) * 3600 + int(minute) * 60 + int(second or 0)


# --- in words ------------------------------------------------------------------------------------


def use_style(style: str) -> None:
    """Put dates into words in one of STYLES from now on, in this whole program."""
    _style["words"] = style


def in_words(date: Date, point: bool = True) -> str:
    """English for pages and sentences: “about June 2023”, “between June and December 2023”.

    point: an interval is a moment somewhere in it (“2016 or later”), not an extent (“since 2016”).
    """
    if _style["words"] == "edtf":
        return date.text
    start, slash, end = date.text.partition("/")
    if not slash or start == end:
        return _single_words(start)
    if start in ("", ".."):
        words = _range_words(end, end)[1]
        return f"{words} or earlier" if point else f"until {words}"
    if end in ("", ".."):
        words = _range_words(start, start)[1]
        if point:
            return f"{words} or later"
        return f"since {words}" if end else f"from {words}, end unknown"
    first, last = _range_words(start, end)
    return f"between {first} and {last}" if point else f"from {first} to {last}"


def _single_words(text: str) -> str:
    about, pieces, rest, doubt = _pieces(text)
    return about + _joined(pieces) + rest + doubt


def _joined(pieces: list[str]) -> str:
    """Day, month and year, as far as they are there, in the order of the style."""
    if _style["words"] != "month-day-year" or not pieces[0].isdecimal() or len(pieces) == 1:
        return " ".join(pieces)
    day, month, *year = pieces
    return ", ".join([f"{month} {day}", *year])


def _range_words(start: str, end: str) -> tuple[str, str]:
    """Both ends of a range; the first without the month and year that the other repeats."""
    about, pieces, _, doubt = _pieces(start)
    end_about, other, _, end_doubt = _pieces(end)
    last = end_about + _joined(other) + end_doubt
    if not doubt and not end_doubt:
        while len(pieces) > 1 and len(other) > 1 and pieces[-1] == other[-1]:
            if _style["words"] == "month-day-year" and len(pieces) == 2 and pieces[0].isdecimal():
                break  # “from October 4 to October 9, 2021”
            pieces, other = pieces[:-1], other[:-1]
    return about + _joined(pieces) + doubt, last


def _pieces(text: str) -> tuple[str, list[str], str, str]:
    """“about ”; day, month and year as far as they are known; what else there is; the doubt."""
    long_year, year, month, day, hour, minute, second, zone, mark = _match(text).groups()
    about = "about " if mark in ("~", "%") else ""
    doubt = " (uncertain)" if mark in ("?", "%") else ""
    rest = ""
    if long_year or "X" not in year:
        pieces = [year_words(int(long_year or year))]
    else:
        pieces = [span_words(*_year_span(year), bool(about))]
    if month == "XX":
        rest = ", month and day unknown" if day else ", month unknown"
    elif month:
        pieces.insert(0, SEASONS[int(month) - 21] if month > "20" else MONTHS[int(month) - 1])
        if day == "XX":
            rest = ", day unknown"
        elif day:
            pieces.insert(0, str(int(day)))
    if _style["words"] == "iso" and "01" <= (month or "") <= "12" and "1000" <= year <= "9999":
        pieces = ["-".join(part for part in (year, month, day) if part and part != "XX")]
    if hour:
        seconds = "" if second in (None, "00") else f":{second}"
        rest = f", {hour}:{minute}{seconds}{_zone_words(zone)}"
    return about, pieces, rest, doubt


def year_words(year: int) -> str:
    """A year in words: “2023”, “79 AD”, “44 BC”."""
    if year <= 0:
        return f"{_grouped(1 - year)} BC"
    return _grouped(year) if year >= 1000 else f"{year} AD"


def _grouped(number: int) -> str:
    return str(number) if number <= 9999 else f"{number:,}"


def span_words(low: int, high: int, about: bool) -> str:
    """The years of `201X` or `19XX`; “the 1900s” would be read as a decade."""
    if high - low == 9 and low >= 100:
        return f"the {low}s"
    first, last = year_words(low), year_words(high)
    if first[-3:] == last[-3:] and first[-1] in "CD":
        first = first[:-3]
    return f"{first}–{last}" if about else f"some time in {first}–{last}"


def _zone_words(zone: str | None) -> str:
    if zone is None:
        return ""
    hours, minutes = int(zone[1:3] or 0), zone[4:] or "00"
    if zone == "Z" or (hours == 0 and minutes == "00"):
        return " UTC"
    sign = "+" if zone[0] == "+" else "\N{MINUS SIGN}"
    return f" UTC{sign}{hours}" + ("" if minutes == "00" else f":{minutes}")


# --- what to write instead -----------------------------------------------------------------------


def _error(text: str, reason: str, remedy: str) -> DateError:
    return DateError(f"“{text}” is not a date: {reason}; write {remedy}")


def _four(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _advice(text: str) -> str:
    """The message for a text that has not the form of a date."""
    import re

    if not text:
        return f"the date is empty; write {_EXAMPLES}, or leave it out"
    shown = text if len(text) <= 40 else text[:39] + "…"
    remedy = " or ".join(_mend(text)) if len(text) <= 60 else ""
    if not remedy and re.fullmatch(r"-?[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?", text):
        reason = "X stands for a year's last digit or two, or for all of the month and day"
        return str(_error(text, reason, "one such as 198X, 19XX, 1985-XX or 1985-04-XX"))
    return f"“{shown}” is not an EDTF date; write {remedy or _EXAMPLES}"


def _mend(text: str) -> list[str]:
    """At most two dates that `text` may mean; only such as can be read."""
    import re

    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\u2010-\u2012\u2212]", "-", text)
    text = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)([a-z]*day)?[., ]+", "", " ".join(text.split()))
    found: list[str] = []
    for guess in _guesses(text):
        if guess not in found and is_date(guess):
            found.append(guess)
    return found[:2]


def _guesses(text: str) -> Iterator[str]:
    import re

    yield from _single_guesses(text)
    if match := re.fullmatch(r"(since|after|from|until|till|before|by) (.+)", text):
        date = _best(_single_guesses(match[2]))
        yield f"{date}/.." if match[1] in ("since", "after", "from") else f"../{date}"
    joint = r" ?[/–—] ?| (?:-|to|until|till|and) ?|-(?=\d{4}$|$|present$)"
    if match := re.fullmatch(rf"(?:from |between )?(.+?)(?:{joint})(.*)", text):
        start, end = _end(match[1]), match[2]
        yield f"{start}/{_end(end or '..')}"
        if end:  # ISO 8601's short end: 2023-05-29/30
            yield f"{start}/{start[: -len(end)]}{end}"
    if "–" in text:
        yield from _single_guesses(text.replace("–", "-"))


def _best(guesses: Iterator[str]) -> str:
    """The first guess that is a date, else “!”, which is never a part of one."""
    return next(filter(is_date, guesses), "!")


def _end(text: str) -> str:
    """An end of an interval."""
    if text in ("..", "...", "present", "now", "today", "ongoing", "open"):
        return ".."
    return _best(_single_guesses(text))


def _single_guesses(text: str) -> Iterator[str]:
    import re

    yield from _plain_guesses(text)
    about = r"(?:about|around|approx(?:imately|\.)?|circa|ca?\.?|([~?%])) ?(.+)"
    if match := re.fullmatch(about, text):
        yield _best(_plain_guesses(match[2])) + (match[1] or "~")
    clock = r"(\d\d?)[:.]?(\d\d)(?:[:.]?(\d\d)(?:[.,]\d+)?)?"
    zone = r"(?: ?(z|utc|gmt)| ?([+-]\d\d):?(\d\d)?)?"
    if match := re.fullmatch(rf"(.+?)(?:t|,? (?:at )?){clock}{zone}", text):
        day = _best(_plain_guesses(match[1]))
        second = f":{match[4]}" if match[4] else ""
        offset = "Z" if match[5] else f"{match[6]}:{match[7] or '00'}" if match[6] else ""
        yield f"{day}T{match[2]:0>2}:{match[3]}{second}{offset}"


def _plain_guesses(text: str) -> Iterator[str]:
    """Years in another shape than EDTF's, and dates that only lack capitals."""
    import re

    yield text.upper()
    if match := re.fullmatch(r"(?:the )?(\d{3})0['’]?s", text):
        yield match[1] + "X"
    if match := re.fullmatch(r"(\d{1,9}) ?b\.?c\.?(?:e\.?)?", text):
        yield _four(1 - int(match[1]))
    if match := re.fullmatch(r"(\d{1,4}) ?(?:ad|ce)|(-?\d{3})|(-\d\d?)", text):
        yield _four(int(match[0].rstrip(" adce")))
    yield from _calendar_guesses(text)
    if re.fullmatch(r"-?(\d{5}|\d{7}|\d{9,18})", text):
        yield f"Y{int(text)}"


def _calendar_guesses(text: str) -> Iterator[str]:
    """Dates with their parts in another order or shape than EDTF's, months by number or name."""
    import re

    day, name, year = r"(?P<d>\d\d?)", r"(?P<name>[a-z]{3,})\.?", r"(?P<y>\d{4})"
    shapes = (
        rf"{day}(?:st|nd|rd|th)?[ -](?:of )?{name},?[ -]{year}",
        rf"{name} {day}(?:st|nd|rd|th)?,? {year}",
        rf"{name},?(?: of)?[ -]{year}",
        rf"{year}[ -]{name}(?:[ -]{day})?",
        rf"{year}[-/. ](?P<m>\d\d?)(?:[-/. ]{day})?",
        rf"{year}(?P<m>\d\d)(?P<d>\d\d)?",
        rf"{year}年(?:(?P<m>\d\d?)月(?:{day}日)?)?",
        rf"{day}(?P<sep>[-/. ])(?P<m>\d\d?)(?P=sep){year}",
        rf"(?P<m>\d\d?)[-/. ]{year}",
    )
    for shape in shapes:
        if match := re.fullmatch(shape, text):
            parts = match.groupdict()
            month = _month_named(parts["name"]) if "name" in parts else parts["m"]
            numbers = [f"{int(number):02}" for number in (month, parts.get("d")) if number]
            yield "-".join([_four(int(parts["y"])), *numbers])
            if parts.get("sep") in ("/", "-", " "):  # day and month, or month and day
                yield "-".join([_four(int(parts["y"])), *reversed(numbers)])


def _month_named(name: str) -> str:
    """The number of a month or season, “00” for anything else."""
    for number, month in enumerate(MONTHS, 1):
        if month.casefold().startswith(name):
            return str(number)
    name = name.replace("fall", "autumn")
    return str(SEASONS.index(name) + 21) if name in SEASONS else "00"
