"""The text of each error code: what happened, why it is an error, what mends it.

Codes are stable: a code is never given another meaning, and one that is no longer raised keeps its entry.
`docs/reference/errors.md` is written from here by `as_markdown`; a test holds the two together.
"""

from types import MappingProxyType
from typing import Final

from dateline.explanation import Explanation
from dateline.explanations_collecting import COLLECTING
from dateline.explanations_reporting import REPORTING
from dateline.explanations_serving import SERVING

_ALL: Final = (
    Explanation(
        "E000",
        "an error of dateline itself",
        "Something happened that the program has no name for.",
        "Report it with the command you typed and the version.",
        "dateline --version",
    ),
    Explanation(
        "E001",
        "the command cannot be understood",
        "An option or argument is unknown, missing, or contradicts another one.",
        "Look at the options of the command.",
        "dateline read --help",
    ),
    Explanation(
        "E002",
        "no such error code",
        "Codes are written E and three digits, as in E012.",
        "List all codes.",
        "dateline explain",
    ),
    Explanation(
        "E003",
        "a setting cannot be used",
        "Settings are read from environment variables that start with DATELINE_; one of them has a value of the "
        "wrong kind.",
        "Unset the variable, or give it a value of the kind named in the message.",
        "unset DATELINE_WORKERS",
    ),
    Explanation(
        "E004",
        "nothing has this id",
        "No current record, document, cluster or judgement has the id that was typed, or several documents have it. "
        "What was withdrawn, or is no longer found by a newer reading, has no place among what is linked.",
        "Take an id from a list.",
        "dateline incidents --db FILE",
    ),
    Explanation(
        "E010",
        "the input cannot be read",
        "The file is there, but the system refused to give its contents: most often the permissions, a directory "
        "that cannot be listed, or a failing disk.",
        "Give yourself the right to read it.",
        "chmod u+r FILE",
    ),
    Explanation(
        "E011",
        "no such file or folder",
        "Nothing has this name. The message names what stands beside it with a similar name.",
        "Check the name against what is there.",
        "ls FOLDER",
    ),
    Explanation(
        "E012",
        "empty input",
        "The file, the line's `text` or the standard input holds nothing but white space, so there is nothing to read.",
        "Leave it out, or give the file that holds the dispatch.",
    ),
    Explanation(
        "E013",
        "not a text",
        "The bytes are those of a PDF, an archive, an image or another program's file, or the text holds NUL or many "
        "control characters. Reading them as text would give noise with exact offsets.",
        "Convert it to plain text first.",
        "pdftotext FILE.pdf FILE.txt",
    ),
    Explanation(
        "E014",
        "the encoding cannot be told",
        "UTF-8 (with or without byte order mark), UTF-16 with byte order mark and, for HTML, the encoding that the "
        "page declares were tried; then Windows-1252, which is taken only if the result looks like text in Latin "
        "letters. None fits. A UTF-8 file with a damaged byte is not read as Windows-1252, since every accented "
        "letter in it would come out wrong. JSON Lines are UTF-8 only.",
        "Convert the file to UTF-8, naming the encoding it has.",
        "iconv -f WINDOWS-1251 -t UTF-8 FILE > FILE.utf8.txt",
    ),
    Explanation(
        "E015",
        "the text is too long",
        "A text of more than 500,000 characters (DATELINE_MAX_CHARACTERS) is seldom one dispatch; more often a whole "
        "archive in one file, which would be read as one document.",
        "Split it into one document a line (JSON Lines), or read it anyway.",
        "dateline read FILE --force",
    ),
    Explanation(
        "E016",
        "the page is too large",
        "An HTML page of more than 5 MB, or of more than 50,000 tags, is not parsed: it would take many times its size "
        "in memory, or minutes.",
        "Save the text of the page as plain text and read that.",
        "dateline read FILE.txt",
    ),
    Explanation(
        "E017",
        "the page is nested too deep",
        "Tags are nested 250 deep or more. HTML parsers cut such a page off without saying so, and part of the text "
        "would be lost unseen; so the depth is measured first and the page refused.",
        "Save the text of the page as plain text and read that.",
        "dateline read FILE.txt",
    ),
    Explanation(
        "E018",
        "no main text in the page",
        "The page holds menus, links or scripts, but no passage that looks like an article. Pages that are filled by "
        "scripts after loading are the usual case.",
        "Save the text of the page as plain text and read that.",
        "dateline read FILE.txt",
    ),
    Explanation(
        "E019",
        "not English",
        "The extractor knows English only. A text in another language is refused, since records from it would be "
        "invented. Texts with fewer than 40 letters are not judged.",
        "If the text is English after all, say so.",
        "dateline read FILE --language en",
    ),
    Explanation(
        "E020",
        "a line is not a JSON object",
        "In JSON Lines every line is one JSON object in UTF-8. The other lines of the file were read.",
        "Look at the line that the message names.",
        "sed -n LINEp FILE",
    ),
    Explanation(
        "E021",
        "a line has no text",
        "Each object needs a field `text` that holds a string.",
        "Name the field `text`.",
        "jq -c '.text = .body' FILE > FILE.fixed.jsonl",
    ),
    Explanation(
        "E022",
        "a field has the wrong type",
        "`text`, `title`, `published`, `publisher`, `agency`, `url` and `language` are strings or null; `id` is a "
        "string or a whole number.",
        "Correct the field that the message names.",
        "sed -n LINEp FILE",
    ),
    Explanation(
        "E023",
        "not a date of publication",
        "`published` is an ISO day between 1800-01-01 and 2100-12-31, or starts with one (2020-02-22T08:00:00Z). "
        "Every weekday in the text is reckoned from it, so a wrong one would make all of them wrong.",
        "Give the day, or leave it out; then relative dates stay empty.",
        "dateline read FILE --published 2020-02-22",
    ),
    Explanation(
        "E024",
        "a kind of file that is not read",
        "Read are .txt, .text, .html, .htm, .xhtml, .jsonl, .ndjson (both also as .gz), names without an ending (as "
        "plain text), and folders of these.",
        "Rename the file if it is plain text, or pass it to the standard input.",
        "dateline read - < FILE",
    ),
    Explanation(
        "E025",
        "a web address",
        "`read` reads what lies on your disk, or comes in by a pipe. `add` fetches addresses too, and keeps what it "
        "finds.",
        "Add it to a database.",
        "dateline add ADDRESS --db FILE",
    ),
    Explanation(
        "E026",
        "nothing to read in the folder",
        "Neither the folder nor its subfolders hold a .txt, .html or .jsonl file. Names that start with a full stop "
        "are passed over.",
        "Give the folder that holds the dispatches.",
        "ls -R FOLDER",
    ),
    Explanation(
        "E027",
        "a damaged archive",
        "The .gz file ends too soon, fails its check sum, is no gzip at all, or unpacks to more than 100 times its "
        "size. Lines before the damage were read.",
        "Test the file, then fetch or pack it again.",
        "gzip -t FILE",
    ),
    Explanation(
        "E040",
        "a fault in the program while a document was read",
        "The program met something in this text that it was not made for. The document was set aside, nothing of it is "
        "in the output, and all others were read.",
        "Report it with the text and the line that names the fault.",
        "dateline read FILE --json",
    ),
    Explanation(
        "E050",
        "the model is missing or damaged",
        "A file of the model that ships with the package is not where it belongs, or cannot be read or understood. "
        "DATELINE_MODEL_DIR, if set, points at another folder.",
        "Install the package again.",
        "pip install --force-reinstall --no-deps dateline",
    ),
    Explanation(
        "E060",
        "the output cannot be written",
        "The folder does not exist, is not writable, or the disk is full. The file that stood there before, if any, "
        "is untouched: output goes to a temporary file beside it and takes its name only when complete.",
        "Choose another place.",
        "dateline read FILE --json -o /tmp/records.jsonl",
    ),
    Explanation(
        "E061",
        "a library that writes a format failed",
        "Parquet files are written by DuckDB, which packs the rows in a temporary file beside the output. Most often "
        "the disk has no room for both. What stood under the name before is untouched.",
        "Make room, or write CSV, which needs no second file.",
        "dateline export --db FILE --format csv -o OUT.csv",
    ),
    Explanation(
        "E070",
        "the database did not do what was asked of it",
        "SQLite or PostgreSQL refused for a reason that has no code of its own: a disk that fails, a server that "
        "breaks off. What the interrupted batch had written is undone; batches before it are safe.",
        "Type the command again; documents that are kept already are passed over.",
        "dateline add IN --db FILE",
    ),
    Explanation(
        "E071",
        "there is no such database",
        "Nothing has this name, or the file was removed or replaced while the program used it. Only `add` makes a "
        "new one.",
        "Check the name, or add documents, which makes it.",
        "dateline add IN --db FILE",
    ),
    Explanation(
        "E072",
        "another program holds the database",
        "One program writes at a time, each for a part of a second; this one waited five seconds. A program that "
        "was stopped, or a backup, may hold the lock.",
        "Wait until it is done and type the command again, or see who holds it.",
        "lsof FILE",
    ),
    Explanation(
        "E073",
        "the database file is damaged",
        "Parts of the file were overwritten or lost: by a failing disk, by a copy taken while it was written, or "
        "by another program.",
        "Take the last copy, or read out what is left into a new file.",
        "sqlite3 FILE .recover | sqlite3 NEW",
    ),
    Explanation(
        "E074",
        "not a database of dateline",
        "The file is of another kind, or a database that another program made. It was not touched.",
        "Give another name after --db.",
        "dateline add IN --db news.db",
    ),
    Explanation(
        "E075",
        "the database may not be written to",
        "The file, its folder, the disk or the account allows reading only.",
        "Give yourself the right to write, or work on a copy.",
        "chmod u+w FILE",
    ),
    Explanation(
        "E076",
        "the disk is full",
        "There was no room for the batch, and it was undone. All batches before it are safe.",
        "Make room, then type the same command again; what is kept already is passed over.",
        "df -h FOLDER",
    ),
    Explanation(
        "E077",
        "a newer version wrote the database",
        "It holds tables that this version does not know. It was not touched.",
        "Bring the program up to date.",
        "pip install --upgrade dateline",
    ),
    Explanation(
        "E078",
        "the database cannot be opened",
        "There is no server at the address, it refuses the account, PostgreSQL is older than 15, or the folder of "
        "the file does not exist.",
        "Check the address after --db, and whether the server runs.",
        "pg_isready --dbname ADDRESS",
    ),
    Explanation(
        "E079",
        "the database could not be brought up to date",
        "A step from an older form of the tables to the present one failed. It was undone, and the database is as "
        "it was.",
        "Report it with the message; until then use the version that wrote the database.",
        "pip install 'dateline<VERSION'",
    ),
    Explanation(
        "E080",
        "another program collects into the database",
        "A `dateline watch` or `dateline collect` is at work on this database. Two at once would ask each server "
        "twice as often as it was promised, so the second one stops.",
        "Nothing: the other one does the work. Stop it first if you want to run your own.",
        "dateline sources --db FILE",
    ),
)
EXPLANATIONS: Final = MappingProxyType(
    {entry.code: entry for entry in sorted((*_ALL, *COLLECTING, *SERVING, *REPORTING), key=lambda entry: entry.code)}
)


def as_markdown() -> str:
    """The page `docs/reference/errors.md`, whole."""
    lines = [
        "# Error codes",
        "",
        "Each message ends with its code; `dateline explain CODE` prints the entry below. Codes never change meaning.",
        "This page is written from `src/dateline/explanations.py`: `python -m dateline.explanations`.",
        "",
    ]
    for entry in EXPLANATIONS.values():
        lines += [f"## {entry.code}: {entry.title}", "", entry.why, "", entry.mend, ""]
        if entry.command:
            lines += [f"    {entry.command}", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_markdown(), end="")
