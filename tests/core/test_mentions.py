"""Names in running text: which words are a mention, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.markdown import parse
from tui.core.mentions import Names

KISHIDA = ["Fumio Kishida", "岸田文雄", "Kim Jong-un's"]


def found(body: str, own: list[str], *others: str) -> list[str]:
    document = parse(body)
    return [document.text[start:end] for start, end in Names(own, others).find(document)]


@pytest.mark.parametrize(
    ("body", "own", "wanted"),
    [
        ("Fumio Kishida, FUMIO KISHIDA’s", KISHIDA, ["Fumio Kishida", "FUMIO KISHIDA"]),
        ("Fumio\nKishida. *Fumio*  Kishida", KISHIDA, ["Fumio Kishida", "Fumio  Kishida"]),
        ("Fūmio Kis̄hida and ＦＵＭＩＯ Kishida", KISHIDA, ["Fūmio Kis̄hida", "ＦＵＭＩＯ Kishida"]),
        ("Kim Jong–un‘s Kim Jong Un's", KISHIDA, ["Kim Jong–un‘s"]),
        ("fumio Kishida fumio kishida", KISHIDA, ["fumio Kishida"]),
        ("Fumio Kishidas XFumio Kishida Fumio Kishida2", KISHIDA, []),
        ("[[x|Fumio Kishida]] [Fumio Kishida](http://x) `Fumio Kishida`", KISHIDA, []),
        ("[[x|Mr Fumio]] Kishida Fumio [[x|Kishida]]", KISHIDA, []),
        ("# Fumio Kishida\n\n    Fumio Kishida\n\n<p>Fumio Kishida", KISHIDA, []),
        ("- Fumio Kishida\n\n> Fumio\n> Kishida", KISHIDA, ["Fumio Kishida", "Fumio Kishida"]),
        ("Fumio\n\nKishida", KISHIDA, []),
        ("前の岸田文雄首相", KISHIDA, ["岸田文雄"]),
        ("The US told us. Us, too", ["US"], ["US"]),
        ("Japan’s, l’Iran, pro-Japan", ["Japan", "Iran"], ["Japan", "Iran", "Japan"]),
        ("Mr O’Neill and O'Neill", ["Neill"], []),
        ("the Stockholm Agreement, The stockholm agreement", ["The Stockholm Agreement"],
         ["the Stockholm Agreement"]),
        ("Straße STRASSE Strasse", ["Straße"], ["Straße", "STRASSE", "Strasse"]),
        ("İzmir and IZMIR", ["İzmir"], ["İzmir", "IZMIR"]),
        ("가나 \u1100\u1161\u1102\u1161", ["가나"], ["가나", "\u1100\u1161\u1102\u1161"]),
        ("कमल कमला कमल", ["कमल"], ["कमल", "कमल"]),
        ("ガス か\u3099す", ["がす", "ガス"], ["ガス", "か\u3099す"]),
        ("X x 5 2014", ["X", "5", "2014", "", " "], []),
        ("a.b (c+) a.b", ["a.b", "(c+)"], ["a.b", "(c+)", "a.b"]),
    ],
)  # fmt: skip
def test_mentions(body: str, own: list[str], wanted: list[str]) -> None:
    assert found(body, own) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Japan and the Japan Times", ["Japan"]),
        ("the japan times", []),
        ("the Japan Timesheet", ["Japan"]),
        ("日本海と日本", ["日本"]),
        ("Bank of Japan, New Japan Party, Japan", ["Japan"]),
    ],
)
def test_a_longer_name_of_another_is_no_mention(body: str, wanted: list[str]) -> None:
    others = ("The Japan Times", "日本海", "Bank of Japan", "new japan party", "Japan")
    assert found(body, ["Japan", "日本"], *others) == wanted


_words = st.sampled_from(
    [
        *(
            "Ana",
            "Ruiz",
            "ruiz",
            "アナ",
            "Müller",
            "muller",
            "İ",
            "ß",
            "ss",
            "ガス",
            "か\u3099",
            "é",
        ),
        *("e\u0301", "가", "\u1100\u1161", " ", "\n", *".-’*[]|"),
    ]
)


@given(
    st.lists(_words, max_size=30), st.lists(st.lists(_words, min_size=1, max_size=3), max_size=3)
)
def test_the_quick_tests_let_every_mention_pass(body: list[str], own: list[list[str]]) -> None:
    names = Names(["Ana Ruiz", "Müller", *("".join(words) for words in own)])
    text = "".join(body)
    if "*" not in text and any(names.find(parse(text))):  # a mark may stand within a word
        assert names.may_stand_in(text.encode())
        assert names.may_stand_unlinked(text)
