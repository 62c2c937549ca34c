"""The passages in quote marks of a draft, as drafts are really typed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.drafts import passages

BAR = "|"  # ends what no mark closes


def found(draft: str) -> list[str]:
    return [one.words + BAR * one.unclosed for one in passages(draft)]


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        # Marks of many countries
        ('He said “we go” and "they stay".', ["we go", "they stay"]),
        ("»Ja«, »Svenska», «oui», « à vous »", ["Ja", "Svenska", "oui", "à vous"]),
        ("›ja‹ ‹oui› ”hej” „gut“ „dobrze” ‚ja‘", ["ja", "oui", "hej", "gut", "dobrze", "ja"]),
        ("「はい」と『いいえ』と言った。他说“好‘的’”了", ["はい", "いいえ", "好‘的’"]),
        ("그는 \"안녕\"이라고, '네'라고. ＂全角＂", ["안녕", "네", "全角"]),
        ('קרא ב"מעריב": צה"ל אמר "כן".', ["מעריב", "כן"]),
        ('Ankara\'nın “evet”i ve "hayır"ı', ["evet", "hayır"]),
        # Within one another: the outer is the claim
        (
            "“He told me ‘never again’ and left,” she said.",
            ["He told me ‘never again’ and left,"],
        ),
        ("„Er sagte ‚nein‘ und “no” dazu“, sagte sie.", ["Er sagte ‚nein‘ und “no” dazu"]),
        ('"He said "no" to me," she said. "Yes."', ['He said "no" to me,', "Yes."]),
        ('"So ("no") it is," she said.', ['So ("no") it is,']),
        ("‘She said “the workers’ pay” and left.’", ["She said “the workers’ pay” and left."]),
        ("「彼は「はい」と言った」", ["彼は「はい」と言った"]),
        ("« Il a dit : « Je pars. » Et « ça » va.", ["Il a dit : « Je pars. »", "ça"]),
        ("\"'All of it,' he said,\" she said.", ["'All of it,' he said,"]),
        # Apostrophes
        ("I don’t say o'clock, the Joneses’ house, the ’90s, rock ’n’ roll, Hawai‘i.", []),
        ("I don't say the dogs' bones, the '90s, 'tis, ‘em, '50 people.", []),
        (
            "‘I don’t know,’ he said. ‘The Joneses’ house is burning.’",
            ["I don’t know,", "The Joneses’ house is burning."],
        ),
        (
            "'I don't know,' he said. 'The Joneses' house is burning.'",
            ["I don't know,", "The Joneses' house is burning."],
        ),
        ("‘We’re goin’ home,’ he said of the ‘classes’ he saw.", ["We’re goin’ home,", "classes"]),
        # The doubtful one is told with what it may hide
        ("‘Abd said “no.” The workers’ union", ["Abd said “no.” The workers", "no."]),
        # Feet and inches, signs for “as above”
        ('6\'2" tall, 5" wide, 5"x7".', []),
        (
            '"The pipe is 5" wide," he said. “Of 6” or 7”,” too.',
            ['The pipe is 5" wide,', "Of 6” or 7”,"],
        ),
        ('"It was 1984" he said. "Then 1985".', ["It was 1984", "Then 1985"]),
        ('John   London\n  "    Paris\n  "    Rome', []),
        ('| "a" | " | 5 | " |\n|--|--|\n| "b | c" | " |', ["a", "b|"]),
        # Typed badly
        ('" spaced " and “ spaced ” and "half " and“ half”', ["spaced", "spaced", "half", "half"]),
        ('“straight" "curly” “again“ ”both”', ["straight", "curly", "again", "both"]),
        ('he said"no way" and—"yes"—(“so”) and/or "I—"', ["no way", "yes", "so", "I—"]),
        ('stray” marks» and\' here" “”, "", ‘…’ 「」', []),
        # Never closed
        ("He said “we will go.\n\nNext.", ["we will go.|"]),
        ("He said “we will go. “No” and ‘x’ and “left", ["we will go.|", "No", "x", "left|"]),
        ("He said “we will ‘never’ go.  \n\n“So” he", ["we will ‘never’ go. So"]),
        ("He said “we go.\n\nThen “so” he", ["we go.|", "so"]),
        ("'Frisco said “yes” and\n\n‘we ‘go", ["yes", "we|", "go|"]),
        # Over paragraphs, and broken off
        ("“My mother,” she said, “will be 91.”", ["My mother,", "will be 91."]),
        ("“One\ntwo.\n\n“Three.\n\n“Four,” he said. “Five.”", ["One two. Three. Four,", "Five."]),
        ('> "One.\n>\n> "Two."\n\n"Three."', ["One. Two.", "Three."]),
        ("“One.\n“Two.”\n“Three.”", ["One. Two.", "Three."]),
        ("«Uno.\n\n»Dos.\n\n»Tres», dijo.", ["Uno. Dos. Tres"]),
        ("« Un mot\n» dit-il. « Deux »", ["Un mot", "Deux"]),
        ("‘One.\n\n‘It’s two.’", ["One. It’s two."]),
        ("「一。\n\n「二」", ["一。|", "二"]),
        ("- “one\n- “two”\n\n## “Three” #", ["one two", "Three"]),
        # Markdown, HTML
        (
            '*“em **bold** _w_”* \\"esc\\" “[[id|linked]] [so](http://x.y)”',
            ["em bold w", "esc", "linked so"],
        ),
        ('`"a"` ``“b”`` “`c` d”\n\n```\n"e"\n```\n\n~~~\n“f”', ["c d"]),
        (
            'text:\n\n    "indented," he\n    said\n\n    “more\n    of it”',
            ["indented,", "more of it"],
        ),
        ('[“a”](http://x "b") ![“c”](d.png "e") [“f”](g.md \'h\')', ["a", "c", "f"]),
        ('[1]: http://x.org "title"\n[^2]: He said "no".', ["no"]),
        ('<p class="a">“b” <!-- “c” --> <i title=\'d "e"\'>“f <b>g</b>”</i></p>', ["b", "f g"]),
        ('a <b title="c">d</b> "e" <https://x.y/?q="z"> <3 “f”', ["e", "f"]),
        ('<script>\nsay("a")\n</script>\n\n“b”', ["b"]),
        ('---\ntitle: "a"\nquotes:\n- text: “b”\n---\n“c”', ["c"]),
        ('+++\ntitle = "a"\n+++\n“c”', ["c"]),
        ("---\n\nNote: “a”\n\n---\n\n“b”", ["a", "b"]),
    ],
)
def test_passages(draft: str, expected: list[str]) -> None:
    assert found(draft) == expected
    assert found(draft.replace("\n", "\r\n")) == expected
    assert found(draft.replace("\n", "\r")) == expected


def test_a_passage_knows_where_it_stands() -> None:
    draft = (
        '\ufeff---\r\na: b\r\n---\r\n\r\nHe *said* “one\r\n**two**”\r\rand\n\n> "three\n>\n> "four'
    )
    one, two = passages(draft)
    assert (one.line, draft[one.start : one.end], one.unclosed) == (5, "“one\r\n**two**”", False)
    assert (two.line, draft[two.start : two.end], two.unclosed) == (10, '"three\n>\n> "four', True)


MARKS = [
    *"\"'“”„‟‘’‚«»‹›「」『』｢｣〝〞＂`*_[]()<>|-—.,!5sa字\u200b\0 \t\n\r",
    *(
        "\n\n",
        "\r\n",
        "\n> ",
        "\n- ",
        "```\n",
        "    ",
        "s’ ",
        "in' ",
        '5" ',
        '<a b="',
        "<!--",
        "-->",
    ),
    *("](", "![a](b ", "[c]: http://d ", "---\n", "a: ", 'ה"ה', "n't", "word "),
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(MARKS)).map("".join)))
def test_any_text_has_its_passages(draft: str) -> None:
    marks = "\"'“”„‟‘’‚«»‹›「」『』｢｣〝〞〟＂"
    for one in passages(draft):
        written = draft[one.start : one.end]
        assert written[0] in marks
        assert one.unclosed or written[-1] in marks
        assert one.words == " ".join(one.words.split())
        assert any(map(str.isalnum, one.words))
        letters = iter(written[1:])  # the words stand there, in their order
        assert all(sign in letters for sign in one.words if not sign.isspace())
        before = draft[: one.start].replace("\r\n", "\n").replace("\r", "\n")
        assert one.line == 1 + before.count("\n")


PIECES = [
    '"',
    "“",
    "”",
    "‘",
    "’",
    "'",
    "«",
    "„",
    "「",
    "“a”",
    "a“b’",
    '5"',
    "“\n\n",
    '"\n',
    "<!--“",
    '"](',
    '](a"',
    "“\x00",
    "```“",
    "|“",
    "「a「",
]
SPACED = ['"a ', ' "a', "“a ", "‘a “b ", "‘as’ ", ' " ', "“a <b ", "[a]: b “", "« a « b » "]


@pytest.mark.parametrize("piece", [*filter(None, PIECES), *SPACED, "    “a\n", "“a\n\n", '"a\n'])
def test_marks_cost_no_more_than_their_number(piece: str) -> None:
    def cost(count: int) -> float:
        start = time.process_time()
        passages(piece * count)
        return time.process_time() - start

    cost(500)
    few = min(cost(500) for _ in range(3))
    assert cost(5_000) < 30 * few + 0.15
