"""What a reporter, a researcher or a fact-checker asks the sample library, and what must come.

Judged by reading the library's articles and records, not by what a program found. A row is what was
typed, what must come, and why, where that is not plain. What must come, in order:

    a b / c         these and nothing else: first a and b in any order, then c
    a / b c …       these first, then whatever else there is
    (nothing)       an empty text: nothing may be found
    which? a b      a name that fits these records, so that one has to choose
    none of it      a name of a record that is not there

`search` finds records, matches in names and titles first. `quotes` finds quotations by their own
words, newest first; where nothing dates one, it has the date of its article.
"""

from __future__ import annotations

Row = tuple[str, str, str]

SEARCH: list[Row] = [
    # Names, in every form in which they are written
    ("fumio kishida", "fumio-kishida …", ""),
    ("KISHIDA FUMIO", "fumio-kishida …", "the order of Japanese names"),
    (
        "Kishida",
        "fumio-kishida / kishida-meets-abductee kishida-soga-meeting kishida-proposal-2023"
        " kim-yo-jong-february-2024 chimura-kishida-meeting-2023 …",
        "whose name it is, then titles, then texts",
    ),
    ("岸田", "fumio-kishida", ""),
    (
        "Soga",
        "hitomi-soga miyoshi-soga / kishida-soga-meeting soga-abduction-1978"
        " jakarta-reunion-2004 …",
        "",
    ),
    ("曽我", "hitomi-soga miyoshi-soga", "two signs of an alias"),
    ("曽我ひとみ", "hitomi-soga", ""),
    ("横田めぐみ", "megumi-yokota / yokota-shigeru-2020", "an alias; a body"),
    ("横田　めぐみ", "megumi-yokota / yokota-shigeru-2020", "with a wide space, as it is typed"),
    (
        "横田",
        "megumi-yokota shigeru-yokota sakie-yokota takuya-yokota tetsuya-yokota"
        " yokota-shigeru-2020",
        "five people and a title",
    ),
    ("滋", "shigeru-yokota yokota-shigeru-2020", "one sign, of an alias and of a title"),
    ("拉致", "abduction-headquarters families-association rescue-association …", "in names"),
    ("拉致 lang:ja", "yokota-shigeru-2020", ""),
    ("家族会", "families-association / yokota-shigeru-2020", ""),
    ("김정은", "kim-jong-un", ""),
    ("김", "kim-jong-un kim-yo-jong", "one syllable of two aliases"),
    ("한국", "south-korea", "an alias; 대한민국 has it not, and the North's name neither"),
    ("элбэгдорж", "tsakhiagiin-elbegdorj", "Cyrillic, without capitals"),
    (
        "Yokota",
        "megumi-yokota shigeru-yokota sakie-yokota takuya-yokota tetsuya-yokota"
        " / yokota-abduction-1977 bush-meeting-2006 sakie-yokota-testimony-2006 …",
        "whose surname it is, before events that are called after them",
    ),
    (
        "Kim",
        "kim-eun-gyong kim-hyon-hui kim-jong-il kim-jong-un kim-yo-jong kim-young-nam …",
        "",
    ),
    ("Obama", "barack-obama obama / obama-meeting-2014 …", "the president and the town"),
    ("Shin Gwang-su", "sin-kwang-su …", "another spelling"),
    ("kim hyun hui", "kim-hyon-hui …", "an alias, without its hyphen"),
    ("Lee Un-hae", "yaeko-taguchi …", "the name she was given"),
    ("Sin", "sin-kwang-su …", ""),
    ("Ulan Bator", "ulaanbaatar …", "an alias"),
    ("hurriyet", "sanae-takaichi", "Hürriyet, without its dots"),
    ("CITÉ internationale", "junichi-ihara", "Cité, in capitals"),
    ("DPRK", "north-korea / un-commission-of-inquiry …", "an alias; a part of a name"),
    ("Foreign Ministry", "japanese-foreign-ministry north-korean-foreign-ministry …", ""),
    ("prime minister's office", "prime-ministers-office …", "a straight mark for a curly one"),
    (
        "families' association",
        "families-association / association-founded-1997 …",
        "a weak alias; an event’s name",
    ),
    ("State Guest House", "akasaka-palace …", ""),
    ("UNSC", "un-security-council …", ""),
    ("COMJAN", "investigation-commission", ""),
    ("Yomiuri", "yomiuri-shimbun …", "the paper before what it reported"),
    ("Abe", "shinzo-abe / promise-of-stockholm …", "a person, a title"),
    # Titles
    ("stockholm agreement", "stockholm-agreement / stockholm-inquiry …", "the event itself first"),
    ("koizumi pyongyang", "koizumi-in-pyongyang …", "both in its title"),
    ("letter", "letter-from-pyongyang soga-letter ishioka-letter-1988 …", ""),
    ("letter poland", "letter-from-pyongyang …", ""),
    ("president families", "biden-meeting-2022 obama-meeting-2014 trump-meeting-2017 …", ""),
    ("prime ministers promised", "pledges …", ""),
    ("remains", "disputed-remains remains-2004 …", ""),
    ('"abductions on the agenda"', "agenda-dispute …", ""),
    ("husband's account", "husbands-account …", ""),
    (
        "kind:event abduction",
        "yokota-abduction-1977 soga-abduction-1978 hasuike-okudo-abduction-1978"
        " chimura-hamamoto-abduction-1978 hara-abduction-1980 …",
        "what is called so, before what tells of one",
    ),
    (
        "kind:event abduct*",
        "yokota-abduction-1977 soga-abduction-1978 hasuike-okudo-abduction-1978"
        " chimura-hamamoto-abduction-1978 hara-abduction-1980 return-2002 children-return-2004"
        " takaichi-rally-2025 …",
        "abductees as well",
    ),
    # What stands in the text
    ("badminton", "walk-home-from-practice yokota-abduction-1977 megumi-yokota", ""),
    ("Mangyongbong-92", "closed-ports port-ban-2006", ""),
    ("noodle-shop", "minoru-tanaka tanaka-disappearance-1978", "noodle shop, too"),
    (
        '"crimes against humanity"',
        "commission-of-inquiry-report inquiry-report-2014 un-commission-of-inquiry",
        "",
    ),
    (
        "DNA",
        "walk-home-from-practice disputed-remains remains-2004 kim-young-nam kim-eun-gyong",
        "",
    ),
    ("copenhagen", "letter-from-pyongyang arimoto-abduction-1983 keiko-arimoto", ""),
    ("29627", "a-number-on-the-radio", ""),
    ("the last such meeting", "families-meet-trump …", ""),
    ('"the last such meeting"', "families-meet-trump", ""),
    ("“the last such meeting”", "families-meet-trump", "the phrase, in curly marks"),
    ("trump biden", "presidents-at-akasaka akasaka-palace", "both have to be there"),
    ("jenkins -soga", "", "wherever he is named, she or her family is"),
    (
        "knelt OR cirrhosis",
        "presidents-at-akasaka joe-biden a-number-on-the-radio tadaaki-hara",
        "",
    ),
    ("extraditi*", "jakarta-reunion-2004", ""),
    ("coronavirus NOT kind:article", "border-closure china-north-korea-border", ""),
    ("brexit", "", ""),
    # Fields
    ("kind:organisation kidnapped", "families-association rescue-association", ""),
    (
        "kind:event about:megumi-yokota",
        "sakie-yokota-testimony-2006 yokota-abduction-1977 kumgang-reunion-2006 remains-2004"
        " yokota-meeting-2014 biden-meeting-2022 bush-meeting-2006 trump-meeting-2017"
        " association-founded-1997",
        "",
    ),
    (
        "kind:article about:小浜市",
        "five-come-home couples-by-the-sea chimura-asks-kishida",
        "the town, not the president",
    ),
    ('kind:article about:"Barack Obama"', "presidents-at-akasaka", ""),
    ("about:Kishida badminton", "", ""),
    ("about:Atlantis", "none of it", ""),
    ("about:Iizuka", "which? shigeo-iizuka koichiro-iizuka", ""),
    (
        "kind:event place:akasaka-palace",
        "biden-meeting-2022 obama-meeting-2014 trump-meeting-2017",
        "",
    ),
    (
        "kind:event place:ウランバートル",
        "working-group-2007 ulaanbaatar-talks-2012 yokota-meeting-2014",
        "",
    ),
    (
        "kind:article source:nhk",
        "how-stockholm-ended meeting-in-mongolia two-girls-under-watch walk-home-from-practice",
        "any of an article’s sources",
    ),
    ('kind:article source:"stars and stripes"', "forty-years-late", ""),
    ("topic:police", "a-number-on-the-radio", ""),
    (
        "topic:Testimony kind:article",
        "forty-years-late letter-from-pyongyang mother-in-washington teacher-of-a-spy"
        " two-girls-under-watch",
        "",
    ),
    ("topic:human-rights", "commission-of-inquiry-report", ""),
    ("kind:article event:stockholm-agreement", "promise-of-stockholm stockholm-inquiry", ""),
    ("lang:ja", "yokota-shigeru-2020", ""),
    # Dates: an uncertain one matches where it may
    (
        "kind:event on:1977",
        "yokota-abduction-1977 matsumoto-abduction-1977 kume-abduction-1977",
        "",
    ),
    (
        "kind:event since:2024",
        "kim-yo-jong-february-2024 kim-yo-jong-march-2024 takaichi-rally-2025",
        "what has no date is not among them",
    ),
    ("kind:event on:2012-11-16", "ulaanbaatar-talks-2012", "the second of its days"),
    ("kind:article on:2004-05-22", "five-children second-summit", ""),
    (
        "kind:article until:2002",
        "koizumi-in-pyongyang pyongyang-declaration five-come-home five-stay letter-from-pyongyang",
        "",
    ),
    ("kind:article on:2009-01-20", "mother-in-washington", "January 2009"),
    (
        "kind:article on:2023-08-01",
        "kishida-meets-abductee no-back-channel offer-and-answer soga-letter stockholm-inquiry"
        " what-pyongyang-wants",
        "between June and December",
    ),
    (
        "letter on:2023-08-01",
        "soga-letter / kishida-meets-abductee kishida-soga-meeting",
        "a title; an article and an event that tell of it",
    ),
]

QUOTES: list[Row] = [
    ("", "pledges#breakthrough / pledges#already-conveyed / presidents-at-akasaka#in-mind …", ""),
    # Words and phrases
    (
        "mother",
        "soga-letter#my-mother / presidents-at-akasaka#on-japanese-soil"
        " / three-leaders#still-thirteen / teacher-of-a-spy#be-hopeful"
        " / bush-and-a-mother#this-mother / two-girls-under-watch#with-my-mother",
        "the words said, not titles or names",
    ),
    (
        "mother -megumi -sister",
        "soga-letter#my-mother / teacher-of-a-spy#be-hopeful / bush-and-a-mother#this-mother"
        " / two-girls-under-watch#with-my-mother",
        "",
    ),
    (
        "summit",
        "pledges#already-conveyed / kim-yo-jong-statements#no-concern"
        " / soga-letter#three-requests / chimura-asks-kishida#realize-a-summit",
        "",
    ),
    ("Kishida", "", "nobody said his name: who spoke is asked by a field"),
    ("no reason", "kim-yo-jong-statements#stumbling-block / offer-and-answer#no-reason", ""),
    ("“no reason for us”", "offer-and-answer#no-reason", "curly marks make a phrase, too"),
    (
        "HIGH-LEVEL talks",
        "kishida-meets-abductee#early-talks / offer-and-answer#high-level-talks",
        "",
    ),
    ("time critical", "kishida-meets-abductee#time-critical", "with a hyphen in the text"),
    ('"can\'t believe"', "teacher-of-a-spy#cannot-believe / five-come-home#like-a-dream", ""),
    ("24 years", "five-stay#dream / five-come-home#overjoyed", ""),
    ('"Sir, I\'m Sgt. Jenkins"', "forty-years-late#reporting", ""),
    ('"abduction case"', "a-number-on-the-radio#nothing-about-the-case", "through the brackets"),
    ("welcome back, you've made it", "five-come-home#welcome-back", ""),
    ("apolog*", "koizumi-in-pyongyang#apology pyongyang-declaration#colonial-rule", ""),
    ("apologise OR regret", "pledges#deepest-regret / koizumi-in-pyongyang#apology", ""),
    ("bones", "disputed-remains#inescapable disputed-remains#sponges", ""),
    ("bones NOT sponges", "disputed-remains#inescapable", ""),
    ("forgiv* -evils", "letter-from-pyongyang#blameless", ""),
    (
        "megumi",
        "presidents-at-akasaka#on-japanese-soil / commission-of-inquiry-report#like-smoke"
        " / teacher-of-a-spy#cannot-believe / mother-in-washington#overjoyed-alive",
        "",
    ),
    ("めぐみ", "yokota-shigeru-2020#kimochi", ""),
    ("主人", "yokota-shigeru-2020#zenshin-zenrei / yokota-shigeru-2020#kimochi", ""),
    ("笑", "yokota-shigeru-2020#zenshin-zenrei", "one sign"),
    ("全身 天国", "yokota-shigeru-2020#zenshin-zenrei", ""),
    ("ready to meet without preconditions", "", "the word was “conditions”"),
    # Who said it, in any form of the name
    (
        "by:kishida",
        "kim-yo-jong-statements#nothing-set"
        " / kishida-meets-abductee#early-talks kishida-meets-abductee#time-critical"
        " / pledges#our-utmost offer-and-answer#high-level-talks"
        " / chimura-asks-kishida#every-opportunity",
        "",
    ),
    (
        "by:岸田文雄 talks",
        "kishida-meets-abductee#early-talks / offer-and-answer#high-level-talks",
        "",
    ),
    (
        'by:"fukie chimura"',
        "couples-by-the-sea#shoulder / five-children#praying / five-come-home#like-a-dream",
        "her married name",
    ),
    (
        "by:shigeru-yokota",
        "meeting-in-mongolia#miraculous / husbands-account#script / disputed-remains#looks-foolish",
        "the first with his wife",
    ),
    ("by:家族会", "three-leaders#frustration", "with another association"),
    ("by:DPRK", "how-stockholm-ended#more-time / disputed-remains#fabrication", "a place speaks"),
    ("by:trump japan", "presidents-at-akasaka#bring-them-back", ""),
    ("by:Soga", "which? hitomi-soga miyoshi-soga", ""),
    (
        "by:Kim dead",
        "which? kim-eun-gyong kim-hyon-hui kim-jong-il kim-jong-un kim-yo-jong kim-young-nam",
        "",
    ),
    ('by:"foreign ministry"', "which? japanese-foreign-ministry north-korean-foreign-ministry", ""),
    ('by:"White House"', "presidents-at-akasaka#was-moved", "as the article calls the speaker"),
    ('by:"vice minister"', "offer-and-answer#no-reason", ""),
    (
        'by:"chief cabinet secretary"',
        "agenda-dispute#of-course / the-seventeen#immediate-return",
        "",
    ),
    ("by:Napoleon", "", ""),
    # To whom, of what, where
    (
        "to:kishida",
        "soga-letter#three-requests / chimura-asks-kishida#realize-a-summit"
        " / three-leaders#countless-changes",
        "",
    ),
    (
        "to:曽我ひとみ",
        "kishida-meets-abductee#early-talks / two-girls-under-watch#at-the-corner",
        "",
    ),
    (
        "to:reporters since:2010",
        "kim-yo-jong-statements#nothing-set / chimura-asks-kishida#heart-aches"
        " / families-meet-trump#try-to-get-them-back / promise-of-stockholm#included"
        " / promise-of-stockholm#our-mission",
        "",
    ),
    (
        "about:megumi-yokota by:bush",
        "bush-and-a-mother#hard-to-believe bush-and-a-mother#most-moving"
        " bush-and-a-mother#this-mother",
        "the article is of her",
    ),
    (
        'about:Sado -by:"Hitomi Soga"',
        "forty-years-late#guilty forty-years-late#a-lifetime-ago / forty-years-late#reporting"
        " / five-come-home#overjoyed five-come-home#gratitude five-come-home#big-issue"
        " five-come-home#like-a-dream / two-girls-under-watch#at-the-corner",
        "",
    ),
    (
        "about:hitomi-soga by:kishida",
        "kishida-meets-abductee#early-talks kishida-meets-abductee#time-critical",
        "",
    ),
    ('event:"Stockholm Agreement"', "promise-of-stockholm#our-mission", ""),
    ("event:ストックホルム合意", "promise-of-stockholm#our-mission", ""),
    (
        "event:pyongyang-summit-2002 -in:pyongyang-declaration",
        "koizumi-in-pyongyang#apology koizumi-in-pyongyang#pained",
        "",
    ),
    (
        "place:akasaka-palace",
        "presidents-at-akasaka#in-mind / presidents-at-akasaka#on-japanese-soil"
        " / presidents-at-akasaka#bring-them-back families-meet-trump#thanked-him"
        " families-meet-trump#try-to-get-them-back / presidents-at-akasaka#was-moved",
        "",
    ),
    (
        "in:pledges",
        "pledges#breakthrough / pledges#already-conveyed"
        " / pledges#buy-time pledges#whatever-it-takes / pledges#our-utmost"
        " / pledges#without-conditions / pledges#deepest-regret",
        "",
    ),
    ("in:pledges utmost by:ishiba", "pledges#whatever-it-takes", ""),
    ('source:nhk by:"Megumi Yokota"', "two-girls-under-watch#at-the-corner", ""),
    (
        'source:"japan forward"',
        "couples-by-the-sea#shoulder couples-by-the-sea#something-strange",
        "",
    ),
    (
        "topic:science",
        "disputed-remains#general-knowledge disputed-remains#inescapable"
        " disputed-remains#looks-foolish disputed-remains#sponges / disputed-remains#fabrication",
        "",
    ),
    (
        "kind:indirect",
        "kishida-meets-abductee#early-talks soga-letter#three-requests"
        " what-pyongyang-wants#another-end / agenda-dispute#accepted",
        "",
    ),
    (
        "kind:mixed by:kim-yo-jong",
        "kim-yo-jong-statements#reject-contact / kim-yo-jong-statements#stumbling-block",
        "",
    ),
    ("kind:mixed by:abe", "", ""),
    ("lang:ja", "yokota-shigeru-2020#zenshin-zenrei / yokota-shigeru-2020#kimochi", ""),
    # When
    (
        "since:2025",
        "pledges#breakthrough / pledges#already-conveyed / presidents-at-akasaka#in-mind",
        "",
    ),
    (
        "until:1980",
        "two-girls-under-watch#with-my-mother two-girls-under-watch#at-the-corner",
        "about 1978",
    ),
    ("on:2007-09-06", "meeting-in-mongolia#no-change", "about that day"),
    (
        "since:2021-10-15 until:2021-12-31",
        "three-leaders#still-thirteen / three-leaders#countless-changes",
        "one said in October may be of its second half",
    ),
    (
        "on:2023-06-15",
        "kishida-meets-abductee#early-talks kishida-meets-abductee#time-critical"
        " soga-letter#my-mother soga-letter#three-requests no-back-channel#no-buildup"
        " what-pyongyang-wants#another-end",
        "some day between June and December, perhaps this",
    ),
    (
        "on:2006-04 -by:bush",
        "bush-and-a-mother#not-forgive"
        " / mother-in-washington#cannot-rescue-her mother-in-washington#overjoyed-alive",
        "",
    ),
    ("until:2002 abduct*", "five-stay#will-stay", ""),
    ("summit on:2023-08-01", "soga-letter#three-requests", ""),
]

RELEVANT: list[Row] = [
    # The same as QUOTES, the best first: what has more of the words
    ("dream OR believe", "five-come-home#like-a-dream …", "both words"),
    ("mother OR megumi", "presidents-at-akasaka#on-japanese-soil …", "both words, in a short text"),
    ("abduction OR child OR country", "bush-and-a-mother#hard-to-believe …", "all three"),
    ("sponges OR bones", "disputed-remains#sponges / disputed-remains#inescapable", ""),
]
