"""The table of commands: what each takes and does. Help, and later completion, are made of it."""

from __future__ import annotations

from tui.core.citations import FORMATS as EXPORTS
from tui.core.fields import FOLDERS, KINDS, PLURALS

from .options import Argument, Command, Option

SORTED = ("date", "relevance")
_ORDERS = ("date", "name", "named", "quoted", "source", "speaker", "title")
COLOURS = ("auto", "always", "never")
FORMATS = ("text", "json", "jsonl", "csv", "tsv")
SHELLS = ("bash", "zsh", "fish")
EXPORTED = tuple(form for form, _, _ in EXPORTS if form not in FORMATS)

COMMON = (
    Option("-L --library", "the library’s folder, or its name in config.yaml", "DIR"),
    Option("--color", "colours: auto (default), always, never", "WHEN", COLOURS),
    Option("--refresh", "look at every file of the library first, however many there are"),
    Option("-h --help", "this help"),
    Option("--version", "the version"),
)

_FORMAT = Option("-f --format", "text (default), json, jsonl, csv or tsv", "FORMAT", FORMATS)
_FORMAT_OR_EXPORT = Option(
    "-f --format",
    f"text (default), json, jsonl, csv, tsv; {', '.join(EXPORTED[:-1])} or {EXPORTED[-1]}",
    "FORMAT",
    (*FORMATS, *EXPORTED),
)
_FAULT = (2, "the call or the library is at fault")
_SEVERAL = (2, "a name fits several records, which are told, or a fault")
_REF = (
    "REF is an id in any case (hitomi-soga), a quotation (soga-letter#q1, or #my-mother by the id "
    "it has of its own), either of them as a link ([[hitomi-soga]]), or else a name or another "
    "name of a record, in any script and without its accents (“Hitomi Soga”, 曽我ひとみ)."
)
_FORMATS_ABOUT = (
    "json is one array, jsonl one object a line; csv and tsv have a line of headings, and lists in "
    "one field, with “; ” between. In csv a field may go over several lines; in tsv line ends and "
    "tabs are shown as ␊ and ␉. Every line ends in LF, all is UTF-8."
)
_EXPORTS_ABOUT = (
    "markdown quotes or cites, nothing in it taken for markup; csl-json, bibtex (in UTF-8) and ris "
    "are for programs that manage references: articles and quotations only, a quotation cited by "
    "its article, with its words in a note. A retelling, an excerpt, a translation, a correction, "
    "a doubt is cited as such. reference is the REF alone."
)

_RECORD_FIELDS = (
    "A record in json: id, kind, path, then its front matter as it is written, and links, each "
    "with id, kind, name (null: no such record), anchor, field, line and words. Columns of csv "
    "and tsv: id, kind, name, date, path, then the keys of the front matter that are words or "
    "lists, by their own names; of a source, name and address (source, url)."
)
_QUOTATION_FIELDS = (
    "A quotation in json: ref, text, parts, kind, cue, status, speaker, speaker_as, said, date "
    "(said, else when it was published), to, event, article (id, title, published, source, url, "
    "text), path, and the line where the words stand; what is not known is null or []. Columns of "
    "csv and tsv: ref, text, kind, status, speaker, speaker_as, cue, said, date, to, to_as, event "
    "(ids), article (its id), title, published, source, url, article_text, path, line."
)
_HIT_FIELDS = (
    "A result in json is its record as “onrecord list” has it, with snippet (the place that "
    "matches, else how its text begins), matches (from and to of each match in it, in characters) "
    "and line (of the file; null where the text has no match). Columns of "
    "csv and tsv: id, kind, name, date, path, line, snippet."
)
_KEPT_FAULT = (2, "what is kept can’t be read, or a fault")
_ONLY_READ = "It is kept for each library, and only read here: the browser may be open meanwhile."
_ALL = Option("-n --limit", "at most N of them; 0 (default): all", "N")
_LIMIT = Option("-n --limit", "at most N of them (default 20); 0: all", "N")
_QUERY = Argument("QUERY", "words and fields; without any, everything", least=0, most=0)
_QUERY_ABOUT = (
    "A query is words, all of which are sought, and fields such as by:kishida or since:2023; "
    "“onrecord search -h” has all of it.",
    "-word leaves a word out, unless it is written as an option is: -n5, -fjson and -L./news are "
    "options, -nuclear, -fukuda and -mother are words. NOT word always does, and so does -word "
    "behind --. What has spaces stands in quote marks of the query, within those of the shell: "
    "'\"no reason\"', 'by:\"Hitomi Soga\"'.",
)

# The language of queries: (what is written, what it finds).
QUERIES = (
    ("soga letter", "both words, anywhere; case and accents don’t matter"),
    ("'\"no reason\"'", "a phrase: the shell takes quote marks for its own, so put more around"),
    ("'abduct*'", "words that begin so"),
    ("-mother", "not this word (or phrase, or field); the same is NOT mother"),
    ("soga OR yokota", "one of them; OR binds closer than what stands beside it"),
    ("by:WHO to:WHO", "who said it, to whom: an id, a name, another name, or what an article says"),
    ("about:WHAT", "linked in the passage, or named by the article"),
    ("event:WHAT", "said at this event, or having to do with it"),
    ("place:WHERE", "the same for a place and all places within it"),
    ("in:ARTICLE", "in this article"),
    ("source:NAME", "of sources with these words in their names"),
    ("topic:NAME", "of articles on this topic"),
    (
        "kind:KIND",
        "article, person, organisation, place, event or quote; direct, mixed or indirect",
    ),
    ("lang:CODE", "of articles in this language: ja, en"),
    ("since:DATE", "then or later; until:DATE then or earlier, on:DATE then"),
)

_TABLE = (
    Command(
        "browse",
        "open the browser, at REF (also without the word browse)",
        argument=Argument("REF", "where to open; without it, at the last place", least=0),
        options=(
            Option("--no-mouse", "leave the mouse to the terminal"),
            Option("--ascii", "draw with plain characters"),
            Option("--read-only", "change no file, and keep nothing for the next start"),
        ),
        about=(
            "Reads a library by keyboard: lists, the text, and everything it is linked to. Press ? "
            "in it for the keys, q to leave; “onrecord keys” lists them here.",
            "Keys, the columns of lists, the theme, how dates are written and the libraries that "
            "ctrl+o changes between are settings, in config.yaml: see “onrecord -h”.",
            _REF,
        ),
        exits=((0, "left"), (1, "there is no such REF"), _FAULT),
        examples=(
            ("", "the nearest library, or the sample"),
            ("soga-letter", "opens at that article"),
            ("browse -L ~/news --ascii", "another library, no line drawing"),
        ),
    ),
    Command(
        "quotes",
        "the quotations that match, newest first",
        argument=_QUERY,
        query=True,
        options=(
            Option("--by", "who said it", "WHO"),
            Option("--to", "to whom", "WHO"),
            Option("--about", "linked in the passage, or named by the article", "WHAT"),
            Option("--event", "said at this event", "WHAT"),
            Option("--in", "in this article", "ARTICLE"),
            Option("--since", "said then or later; else published", "DATE"),
            Option("--until", "said then or earlier; else published", "DATE"),
            Option("--kind", "direct, mixed, indirect; several with commas", "KINDS"),
            Option("--sort", "date (default): newest first; relevance", "ORDER", SORTED),
            _LIMIT,
            _FORMAT_OR_EXPORT,
        ),
        about=(
            "Prints the words; who said them, as the article calls them, when, to whom and at what "
            "event; the article; and the REF, with which show, browse and [[links]] reach it. An "
            "empty line stands between two. In a pipe each of these is one line; “onrecord list "
            "quotes” prints a quotation a line.",
            "WHO and WHAT are an id, else a name, another name or a weak one, in any script and "
            "without its accents. Who is no record is sought in how articles call the speaker; a "
            "name that fits several is an error that lists them.",
            "DATE is one such as 2023-05-29, 2023-05 or 2023 (EDTF). What need not have been said "
            "when one asks, as 2023-06/2023-12 with --since 2023-09, matches and says so: “(may "
            "match)”. Where it is not known when something was said, the date of the article "
            "counts, and is marked “(published)”. What is undated comes last.",
            *_QUERY_ABOUT,
            _FORMATS_ABOUT,
            _EXPORTS_ABOUT,
            _QUOTATION_FIELDS,
        ),
        exits=((0, "found"), (1, "nothing found"), _SEVERAL),
        examples=(
            ("quotes mother", "with this word"),
            ("quotes --by kishida --since 2023", "a speaker’s, since then"),
            ("quotes abduction -issue", "the one word without the other"),
            ("quotes 'by:\"Hitomi Soga\" -mother'", "all in one query"),
            ("quotes --about north-korea -f csv", "for a spreadsheet"),
        ),
    ),
    Command(
        "search",
        "records of every kind that match, best first",
        argument=_QUERY,
        query=True,
        options=(Option("-c --count", "instead, how many of each kind match"), _LIMIT, _FORMAT),
        about=(
            "Prints kind, REF, name or title, and date; below it the place in the text that "
            "matches. First come those that match by their names and titles, then the best of the "
            "newest thousand that match in their text. An empty line stands between two. A date "
            "that only may lie where the query asks is marked “(may match)”.",
            "With --count: kind, a tab, and how many there are in all, a line for each kind that "
            "has any; “quote” are the quotations, which “onrecord quotes” prints.",
            "Names in fields are ids, names, other names or weak ones, as the options of “onrecord "
            "quotes” take them; dates are EDTF, such as 2023-05-29, 2023-05 or 2023. Text without "
            "spaces between words (Japanese, Chinese, Thai) is found by any part of it. What can’t "
            "be a field is a word.",
            _QUERY_ABOUT[1],
            _FORMATS_ABOUT,
            _HIT_FIELDS,
            "With --count all formats have kind and count.",
        ),
        table=("Queries", QUERIES),
        exits=((0, "found"), (1, "nothing found"), _SEVERAL),
        examples=(
            ("search soga letter", "both words"),
            ("search 'stockholm -kind:event'", "no events"),
            ("search '\"no reason\"' -f jsonl", "a phrase, for a script"),
            ("search 曽我", "any part of a text without spaces"),
            ("search soga -c", "how many articles, people …"),
        ),
    ),
    Command(
        "verify",
        "was this said? TEXT against every quotation and article",
        argument=Argument("TEXT", "what is claimed; without it, stdin is read", least=0, most=0),
        query=True,
        options=(
            Option("--by", "only among the words of one speaker", "WHO"),
            Option("--each", "every passage in quote marks of a draft; -: of stdin", "FILE"),
            _FORMAT,
        ),
        about=(
            "Says verbatim, altered or not found; where the words stand: who said them, when, to "
            "whom, in which article, its REF, file and line; what differs, as [-claimed-] and "
            "{+what stands there+}; and in what other sources they stand, the earliest first.",
            "Verbatim are the same words beside each other, also a part of a quotation. White "
            "space, straight and curly marks, dashes and ellipses are as good as each other; marks "
            "around TEXT and . , ; : at its end don’t count, nor the case of its first letter. An "
            "ellipsis in TEXT stands for words left out; left out without one, they are altered, "
            "as are words that are changed, added or swapped. Of several quotations run together "
            "each is told.",
            "Words of an article that stand in no quotation are found, too; where the article is a "
            "retelling, they are not its source’s own, which is said.",
            "With --by, quotations of others don’t count; if one has the words, that is said. WHO "
            "is as “onrecord quotes” takes it.",
            "In json: verdict, and findings, each with similarity (0 to 1, by letters; 1: the same "
            "words), quote (as “onrecord quotes” has it; null: no quotation), article, line (of "
            "the file, where the words begin), diff (from what is claimed to what stands there: "
            "equal, delete, insert) and also (other REFs). With --each: verdict (that of all "
            "passages: the worst) and passages, each with line (of the draft), text, verdict and "
            "findings. jsonl has TEXT, or each passage, in a line. Columns of csv and tsv, one row "
            "a finding: draft_line, text, verdict, similarity, words (that stand there), ref, "
            "speaker, speaker_as, date, article, title, published, source, url, article_text, "
            "path, line, also.",
        ),
        exits=((0, "verbatim, all of it"), (1, "altered, or not found"), _SEVERAL),
        examples=(
            ("verify 'I must take the lead'", "part of a quotation"),
            ("verify --by kishida 'I must take the lead'", "among his words"),
            ("verify < ~/statement.txt", "a text from a file"),
            ("verify --each ~/draft.md", "the last check before publishing"),
            ("verify --each ~/draft.md -f json", "the same for a script"),
        ),
    ),
    Command(
        "show",
        "one record, or one quotation, as plain text",
        argument=Argument("REF", "what to show"),
        options=(_FORMAT_OR_EXPORT,),
        about=(
            "Prints a page as the browser shows it, and below it everything it is linked to: kind, "
            "reference, name; last the links in the text: their words, and the kind and reference "
            "that they lead to (“broken”: there is no such record). Where people are told with a "
            "number of articles, Lists has what “onrecord list” takes to list these. On a terminal "
            "lines are broken at 88 columns or less; in a pipe a paragraph is one line.",
            _REF,
            "topic:NAME is the page of a topic, in text alone: how often articles had it when, "
            "which, and who is named in them.",
            "A record in json has its front matter, id, kind, path, links, and as body its text as "
            "shown; a quotation its words, who said them, when and to whom, its article and line.",
            _FORMATS_ABOUT,
            _EXPORTS_ABOUT,
        ),
        exits=((0, "shown"), (1, "there is no such REF"), (2, "several fit, or a fault")),
        examples=(
            ("show soga-letter", "an article"),
            ("show soga-letter#q1", "a quotation"),
            ("show 'Hitomi Soga' -f json", "a person, for a script"),
            ("show soga-letter#q1 -f markdown", "a quotation, to paste with its citation"),
            ("show topic:abductions", "a topic"),
        ),
    ),
    Command(
        "timeline",
        "the events and quotations around a record, by date",
        argument=Argument("REF", "around what; without it, the whole library", least=0),
        options=(
            Option("-n --limit", "at most N of them, the newest (default 300); 0: all", "N"),
            _FORMAT,
        ),
        about=(
            "Prints what the browser’s key t shows, without what it draws: when, by whom, and what "
            "was said or what the event is called; below, its kind and REF. The oldest comes "
            "first, what has no date last. In text, stderr tells how many there are, from when to "
            "when.",
            _REF,
            "In json and jsonl: ref, kind (event or quote), date, said (null where date is that "
            "of the article), text (the event’s name, or the words), speaker (each with id and "
            "name), speaker_as, and note (what must be said of it). csv and tsv have the same "
            "columns, of speakers the ids.",
            _FORMATS_ABOUT,
        ),
        exits=((0, "found"), (1, "nothing found, or no such REF"), _SEVERAL),
        examples=(
            ("timeline hitomi-soga", "around a person"),
            ("timeline -n 20", "the newest of the whole library"),
            ("timeline stockholm-agreement -f csv", "around an event, for a spreadsheet"),
        ),
    ),
    Command(
        "unlinked",
        "where a record is named in other texts without a link",
        argument=Argument("REF", "what is named"),
        options=(
            Option("-n --limit", "at most N of them (default 200); 0: all", "N"),
            _FORMAT,
        ),
        about=(
            "Prints file:line: and the passage of each mention, by the record’s name or another "
            "name of it (a weak one is not looked for), below the title and date of the text; the "
            "newest come first. The whole library is looked through. In text, stderr tells how "
            "many there are.",
            _REF,
            "json, jsonl, csv and tsv have path (in the library), file (as in text), line, words "
            "(as they stand there), before and after (the passage around them), and of the text "
            "id, name and date.",
        ),
        exits=((0, "found"), (1, "nothing found, or no such REF"), _SEVERAL),
        examples=(
            ("unlinked north-korea", "each with its passage"),
            ("unlinked japan -n 0 -f tsv", "all, for a script"),
        ),
    ),
    Command(
        "list",
        "the records of a kind, or all quotations, one a line",
        argument=Argument("KIND", ", ".join(PLURALS.values()), choices=tuple(PLURALS.values())),
        second=_QUERY,
        query=True,
        options=(
            Option("-l --long", "also what the browser’s list tells of each"),
            Option("--sort", "the order, one of the kind’s own (see below)", "ORDER", _ORDERS),
            _FORMAT_OR_EXPORT,
            _ALL,
        ),
        about=(
            "Prints the id, a tab, and the name or title; of a quotation its reference and its "
            "words. Articles, events and quotations come newest first, undated ones last; the "
            "others by name.",
            "With --long: behind these a tab, and what the browser’s list tells of it, with “ · ” "
            "between: whether it is broken, disputed, misattributed, corrected or retracted, then "
            "date, source, role, place, description or speaker, and how often it is "
            "quoted and named; quotations stand in their quote marks, and a date that only may lie "
            "where the query asks is marked “(may match)”. json, jsonl, csv and tsv of records "
            "have quoted and named, too.",
            "Other orders, as in the browser: articles by title or source; people by quoted or "
            "named (who is most often, first); organisations and places by named; events by name; "
            "quotes by speaker.",
            *_QUERY_ABOUT,
            _FORMATS_ABOUT,
            _EXPORTS_ABOUT,
            _RECORD_FIELDS,
            _QUOTATION_FIELDS,
        ),
        exits=((0, "listed"), (1, "nothing to list"), _SEVERAL),
        examples=(
            ("list articles", "ids and titles"),
            ("list quotes -n 5", "the five newest quotations"),
            ("list articles about:hitomi-soga since:2020", "a query’s"),
            ("list people --sort quoted -n 10 -l", "who is quoted most, and how often"),
            ("list people -f csv > people.csv", "for a spreadsheet"),
            ("list articles -f bibtex > news.bib", "for a bibliography"),
        ),
    ),
    Command(
        "pick",
        "choose in the terminal, print the REF",
        argument=_QUERY,
        query=True,
        options=(
            Option("--no-mouse", "leave the mouse to the terminal"),
            Option("--ascii", "draw with plain characters"),
        ),
        about=(
            "Shows what matches while you type: records of every kind, and quotations (these alone "
            "with kind:quote); the one under the cursor beside them, where there is room. QUERY "
            "stands there already, to be changed. Enter prints the REF of the row, of a quotation "
            "ARTICLE#ID, and leaves; on a row such as “→ all 37 articles” it lists them. Esc "
            "leaves without; so does ctrl+c, with exit code 130.",
            "↓ ↑ tab shift+tab ctrl+n ctrl+p ctrl+j ctrl+k choose, pagedown and pageup go further; "
            "shift with ↓ ↑ scrolls what is read beside. The mouse works, too: a click chooses a "
            "row, another one takes it.",
            "It reads keys from the terminal, and draws there, wherever its input and output go: "
            "only the REF is printed, so that it works in $(…) and in a pipe. Nothing is kept of "
            "what was sought; the trail stays as it is.",
            *_QUERY_ABOUT,
        ),
        exits=((0, "chosen"), (1, "left without"), (2, "no terminal, or a fault")),
        examples=(
            ("pick", "of everything"),
            ("pick kind:person soga", "of those people"),
            ("pick | xargs onrecord show", "in a pipe"),
            ('show "$(onrecord pick mother)" -f markdown', "in another command"),
        ),
    ),
    Command(
        "bookmarks",
        "what you have bookmarked in the browser",
        options=(_ALL, _FORMAT),
        about=(
            "Prints them as they stand now, the newest first: quotations as “onrecord quotes” has "
            "them, records with what they are, passages with their words. What is no longer there "
            "is told.",
            _ONLY_READ,
            "json, jsonl, csv and tsv have ref, kind (record, quote, passage), name, words (as "
            "they were kept), when (it was set), and gone (what is no longer there, in words).",
        ),
        exits=((0, "found"), (1, "nothing is bookmarked"), _KEPT_FAULT),
        examples=(
            ("bookmarks", "all of them"),
            ("bookmarks -f jsonl", "for a script"),
        ),
    ),
    Command(
        "trail",
        "where you have been in the browser",
        options=(
            Option("--visited", "what you have opened: links to it look visited"),
            _ALL,
            _FORMAT,
        ),
        about=(
            "Prints REF, a tab, and the name, or the words of a quotation; the newest place first. "
            "Lists and searches stand there with their query. Behind the place where you are stand "
            "a tab and “here”.",
            "With --visited: what you have opened, the last first (up to 2,000), also when it is "
            "no longer on the trail. Links to it look visited in the browser.",
            _ONLY_READ,
            "json, jsonl, csv and tsv have ref, name (null: no longer there), list and filter "
            "(what stood beside it), pane (list, reader or linked) and here; with --visited ref "
            "and name.",
        ),
        exits=((0, "found"), (1, "you have been nowhere"), _KEPT_FAULT),
        examples=(
            ("trail -n 10", "the last ten places"),
            ("trail --visited", "what you have read"),
            ("trail -f json", "for a script"),
        ),
    ),
    Command(
        "searches",
        "what you have sought in the browser, and saved",
        options=(_ALL, _FORMAT),
        about=(
            "Prints the queries of the past, the newest first, then those that are saved, each "
            "with a tab and its name. “onrecord search” takes them.",
            _ONLY_READ,
            "json, jsonl, csv and tsv have query, and name (null: not saved).",
        ),
        exits=((0, "found"), (1, "nothing was sought"), _KEPT_FAULT),
        examples=(
            ("searches", "all of them"),
            ("searches -f json", "for a script"),
        ),
    ),
    Command(
        "libraries",
        "the library in use, and those that the browser changes to",
        options=(_FORMAT,),
        about=(
            "Prints the library in use first, marked “here”, with what its library.yaml says "
            "(name, description, language, licence), how many records and quotations it has, how "
            "many errors and warnings, and its folder; then name and folder of each library that "
            "has a name in config.yaml (libraries: {news: ~/news}), and the sample: what the "
            "browser’s ctrl+o shows. -L takes the names in config.yaml.",
            "json and jsonl have name, folder, here, title (the name in library.yaml), "
            "description, language, licence, counts (article, person, organisation, place, event, "
            "quote), errors and warnings; null is what library.yaml leaves out, and all that is "
            "beyond name and folder of others. csv and tsv have the same columns, one for each "
            "count.",
        ),
        exits=((0, "printed"), _FAULT),
        examples=(
            ("libraries", "where you are, and what else there is"),
            ("libraries -f json", "for a script"),
        ),
    ),
    Command(
        "new",
        "a record to fill in, opened in $EDITOR on a terminal",
        argument=Argument("KIND", ", ".join(KINDS), choices=(*KINDS, *FOLDERS)),
        second=Argument("ID", "letters and digits of any script, - _ . ; the file’s name"),
        about=(
            "Writes the file with every key of its kind, most of them empty or commented out, "
            "and prints its path. On a terminal it is then opened in $VISUAL or $EDITOR (else in "
            "sensible-editor, nano or vi). Until it has a title or a name, check says so.",
        ),
        exits=((0, "written"), (2, "the id is taken or can’t be one, or a fault")),
        examples=(
            ("new person ada-byron -L ~/news", "~/news/people/ada-byron.md"),
            ("new articles the-ferry -L ~/news", "the folder’s name will do, too"),
        ),
    ),
    Command(
        "rename",
        "give a record another id, in every reference to it",
        argument=Argument("OLD", "the record’s id"),
        second=Argument("NEW", "its new one: letters and digits of any script, - _ ."),
        options=(Option("--dry-run", "only print what would be changed"),),
        about=(
            "Renames the record’s file, in its folder, and rewrites each link to it in bodies and "
            "each id of it in front matters: all of them, or none. Nothing else in any file is "
            "touched. Prints “file:line: before → after” for each, and the file’s new name.",
            "A link that shows the id as its words, within a quotation, keeps showing them. What "
            "this user’s trail and bookmarks keep of the record follows it.",
        ),
        exits=(
            (0, "renamed; with --dry-run: can be"),
            (1, "there is no such OLD"),
            (2, "NEW is taken or can’t be an id, a reference can’t be rewritten, or a fault"),
        ),
        examples=(
            ("rename hitomi-soga soga-hitomi --dry-run", "what would be changed"),
            ("rename soga-letter letter-1 -L ~/news", "changes it"),
        ),
    ),
    Command(
        "serve",
        "the same browser as a page, on a loopback address",
        options=(
            Option("--port", "the port; without it, 8000 or the next free one; 0: any", "N"),
            Option("--host", "a loopback address (127.0.0.1), or localhost", "ADDRESS"),
            Option("--ascii", "draw with plain characters"),
        ),
        about=(
            "Prints the page’s address, and serves it until ctrl+c (exit code 130). Each page is a "
            "session of its own that changes nothing: no file, and nothing that you keep (trail, "
            "bookmarks). Only this machine reaches it, but everybody who is logged in there. From "
            "elsewhere: ssh -L 8000:127.0.0.1:8000 that-machine.",
            "Needs the extra “web”: pip install 'onrecord[web]'.",
        ),
        exits=(_FAULT,),
        examples=(("serve", "the nearest library, or the sample"), ("serve --port 0", "any port")),
    ),
    Command(
        "check",
        "every error and warning in the library’s files",
        argument=Argument("PATH", "files or folders to look at (default: all)", least=0, most=0),
        options=(
            _FORMAT,
            Option("--strict", "warnings count as errors: they make the exit code 1, too"),
        ),
        about=(
            "Prints “file:line: severity: message”, one a line, as compilers do; editors jump to "
            "the place. The file is named as seen from the current folder, where the library lies "
            "in it, else in full. What is found is counted on stderr; nothing found, nothing said.",
            "json, jsonl, csv and tsv have path (in the library), file (as in text), line, "
            "severity (error, warning) and message.",
        ),
        exits=((0, "no errors"), (1, "errors; with --strict also warnings"), _FAULT),
        examples=(
            ("check", "the library you are in"),
            ("check articles/soga-letter.md", "one file"),
            ("check --strict -L ~/news", "for a hook: warnings fail, too"),
        ),
    ),
    Command(
        "index",
        "bring the index up to date",
        options=(
            Option("--rebuild", "from nothing"),
            Option("--shared", "in the library, for all who can read it"),
        ),
        about=(
            "Every command does so by itself; this one shows how far it is. The index stands in "
            "the user’s cache folder ($ONRECORD_CACHE) and can be deleted at any time.",
            "With --shared it stands in the library’s folder .onrecord, which git is told to "
            "ignore, and from then on everybody’s commands use it, and bring it up to date where "
            "they may. Who can’t write there falls back to an index of their own while it is out "
            "of date, and so does everybody where it is large: then onrecord index brings it up to "
            "date for all. To share it no longer, remove .onrecord.",
        ),
        exits=((0, "up to date"), (2, "it can’t be kept, or the call or library is at fault")),
        examples=(
            ("index", "what has changed"),
            ("index --rebuild", "everything"),
            ("index --shared -L /srv/news", "one for all on this machine"),
        ),
    ),
    Command(
        "keys",
        "the browser’s actions and their keys",
        options=(_FORMAT,),
        about=(
            "Prints the keys in force. Other keys are set in config.yaml by the names of the "
            "actions, and then marked here: keys: {help: [f1, '?'], zoom: []} gives one action "
            "two keys, and the other none. ctrl+c always leaves, esc always closes.",
            "In json, jsonl, csv and tsv: action, keys, does, group.",
        ),
        exits=((0, "printed"), (2, "the call or config.yaml is at fault, which is told")),
        examples=(("keys", "the table"), ("keys -f json", "for a script")),
    ),
    Command(
        "completion",
        "what makes the tab key complete commands, ids and names",
        argument=Argument("SHELL", ", ".join(SHELLS), choices=SHELLS),
        about=(
            "Prints a script, made once for good: at each press of the key it asks the program "
            "that is installed, about the library that the line names with -L, else the usual one.",
            "bash: put it in ~/.local/share/bash-completion/completions/onrecord, where the "
            "package bash-completion looks; without that package, put “source <(onrecord "
            "completion bash)” into ~/.bashrc.",
            "zsh: put it under the name _onrecord in a folder of $fpath; or put “source <(onrecord "
            "completion zsh)” into ~/.zshrc, below compinit.",
            "fish: put it in ~/.config/fish/completions/onrecord.fish.",
        ),
        exits=((0, "printed"), _FAULT),
        examples=(
            ("completion bash", "the script; see above where it goes"),
            ("completion zsh > ~/.zfunc/_onrecord", "where $fpath has ~/.zfunc"),
        ),
    ),
    Command(
        "man",
        "all of this help, as a page for man",
        about=(
            "Prints the manual page in the language of roff. In ~/.local/share/man/man1 most "
            "systems find it: then “man onrecord” shows it.",
        ),
        exits=((0, "printed"), _FAULT),
        examples=(
            ("man > onrecord.1", "then “man -l onrecord.1” shows it"),
            ("man > ~/.local/share/man/man1/onrecord.1", "installs it"),
        ),
    ),
)

COMMANDS = {command.name: command for command in _TABLE}
