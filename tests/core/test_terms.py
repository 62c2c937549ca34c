"""What a text is searched by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.terms import LONGEST, changed, located, terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("O’Brien's well-known C++", "o brien s well known c + +"),
        ("Straße STRASSE Müller Łódź Søren", "strasse strasse muller lodz soren"),
        ("İstanbul ISPARTA ısparta", "istanbul isparta isparta"),
        ("東京都とﾊﾟｿｺﾝ", "東 京 都 と パ ソ コ ン"),
        ("한국은", "한 국 은"),
        ("สวัสดี", "ส ว ั ส ด ี"),
        ("كِتَاب الكتـاب أحمد", "كتاب الكتاب احمد"),
        ("हिन्दी में", "हिन्दी में"),
        ("می‌روم", "میروم".replace("ی", "ي")),
        ("ἈΘΗΝΑΣ", "αθηνασ"),
        ("½ 10² 50% R&D #tag a_b", "1 2 102 50 % r & d # tag a b"),
        ("🎉 👨‍👩", "🎉 👨 👩"),
        ("so\u00adft\u200bly mo\u200fther e\u0301", "softly mother e"),
        ("“…” — ( * \0 \ud800", ""),
        ("x" * 200, "x" * LONGEST),
    ],
)
def test_terms(text: str, found: str) -> None:
    assert " ".join(terms(text)) == found


@given(st.text())
def test_terms_have_their_places(text: str) -> None:
    places = located(text)
    assert [term for term, _, _ in places] == terms(text)
    for term, start, end in places:
        assert terms(text[start:end]).count(term) >= 1
        assert not set(term) & set(' "\0')


LINES = st.lists(st.text("ab é.-日本\n+", max_size=12), max_size=6).map("\n".join)


@given(LINES, LINES, LINES)
def test_what_an_edit_changes_is_found_by_its_lines(top: str, before: str, now: str) -> None:
    long = "\n".join(f"word{number} stands here as before" for number in range(40))
    old, new = f"{top}\n{long}\n{before}", f"{before}\n{long}\n{now}"
    had, has = set(terms(old)), set(terms(new))
    assert changed(old, new, " ".join(terms(new))) == (had - has, has - had)
    assert changed(before, now, " ".join(terms(now))) == (
        set(terms(before)) - set(terms(now)),
        set(terms(now)) - set(terms(before)),
    )
