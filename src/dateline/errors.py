"""One tree of errors. Each class has a stable code; `explanations.py` holds the text of `dateline explain CODE`.

The classes under NetError and SourceError stand in `errors_collecting.py`, those under ServeError in
`errors_serving.py`, those under ReportError in `errors_reporting.py`.

DatelineError                E000
├── UsageError               E001  the command was typed in a way that has no meaning
│   ├── UnknownCode          E002  `explain` was asked for a code that does not exist
│   ├── SettingInvalid       E003  a DATELINE_ variable has a value that cannot be used
│   └── UnknownId            E004  no record, document or cluster has this id
├── InputError               E010  the input cannot be read
│   ├── InputMissing         E011  no such file or folder
│   ├── InputEmpty           E012  nothing in it but white space
│   ├── InputBinary          E013  not text: a PDF, an image, control characters
│   ├── EncodingUnknown      E014  none of the tried encodings gives text
│   ├── TextTooLong          E015  more characters than the limit
│   ├── PageTooLarge         E016  an HTML page of more bytes than the limit
│   ├── PageTooDeep          E017  HTML tags nested too deep to be parsed
│   ├── PageWithoutText      E018  an HTML page without a main text
│   ├── NotEnglish           E019  another language
│   ├── LineNotJson          E020  a line of JSONL that is not a JSON object
│   ├── LineWithoutText      E021  a JSON object without `text`
│   ├── FieldInvalid         E022  a field of a JSON object has the wrong type
│   ├── DateInvalid          E023  `published` is not a day between 1800 and 2100
│   ├── KindUnknown          E024  a file of a kind that is not read
│   ├── AddressGiven         E025  a web address; collecting from the web is not part of this version
│   ├── FolderEmpty          E026  a folder without a file that can be read
│   ├── ArchiveDamaged       E027  a .gz file that cannot be unpacked
│   ├── FileDamaged          E028  a PDF, office document, mail or table that cannot be taken apart
│   ├── FileUnpacksTooLarge  E029  an office document that unpacks to more than the limit
│   ├── ReadingTooLong       E030  taking it apart took more than the time limit
│   ├── ReadingTooLarge      E031  taking it apart took more than the memory limit
│   └── ReadingDied          E032  the worker that took it apart came to an end
├── DocumentFault            E040  a fault of ours while a document was read
├── ModelError               E050  the shipped model is missing or damaged
├── OutputError              E060  the output cannot be written
│   └── ExportFailed         E061  a library that writes a format failed
├── StoreError               E070  the database did not do what was asked of it
│   ├── StoreMissing         E071  there is no such database
│   ├── StoreLocked          E072  another program holds it
│   ├── StoreCorrupt         E073  the file is damaged
│   ├── StoreForeign         E074  not a database, or not one of ours
│   ├── StoreReadOnly        E075  it may not be written to
│   ├── StoreFull            E076  the disk is full
│   ├── StoreNewer           E077  a newer version of the program wrote it
│   ├── StoreUnreachable     E078  it cannot be opened: no server, no right, no folder
│   ├── StoreNotUpgraded     E079  a step that brings an old database up to date failed
│   └── AlreadyCollecting    E080  another program collects into it
├── NetError                 E100  an address cannot be fetched
│   ├── AddressForbidden     E101  the name leads to an address that is not public
│   ├── AddressInvalid       E102  no address of the web: scheme, user, host or port
│   ├── HostUnknown          E103  the name has no address
│   ├── Unreachable          E104  no connection, or one that broke
│   ├── FetchTimedOut        E105  the server took too long
│   ├── FetchTooLarge        E106  more bytes than the limit, packed or unpacked
│   ├── BodyDamaged          E107  the body does not unpack
│   ├── RedirectsTooMany     E108  a chain of redirects without an end
│   ├── RobotsForbid         E109  robots.txt closes the address to us
│   │   └── RobotsUnknown    E113  robots.txt cannot be had, so that all is closed for now
│   ├── NotYet               E110  the host asked for a pause, or is given one
│   ├── StatusRefused        E111  the server answers with an error
│   └── ContactMissing       E112  no contact is set for the User-Agent
├── SourceError              E120  a source or one of its items cannot be read
│   ├── RegistryInvalid      E121  the list of sources has a mistake
│   ├── RegistryMissing      E122  the list of sources is not there
│   ├── FeedUnreadable       E123  neither RSS, Atom, RDF, JSON Feed nor sitemap
│   ├── FeedEmpty            E124  a feed without items
│   ├── ItemIncomplete       E125  an item with neither words nor an address
│   ├── XmlForbidden         E126  XML that declares entities
│   ├── WireInvalid          E127  not the ninjs or NewsML-G2 that it says it is
│   ├── ArchiveUnreadable    E128  a WARC or WACZ that cannot be read
│   └── ExtraMissing         E129  a part of the program that is not installed
├── ServeError               E160  the dashboard did not do what was asked
│   ├── DoorOpen             E161  to be reached from other machines, but without a token
│   ├── TokensInvalid        E162  the file of tokens is missing or has a mistake
│   ├── PortTaken            E163  nothing can listen at this address and port
│   ├── QuestionInvalid      E164  a parameter of an address has a value without a meaning
│   ├── NotKept              E165  nothing of this name is kept
│   ├── RequestRefused       E166  a foreign host, a foreign page, or too large
│   └── AccessNeeded         E167  only with a token or a local session
└── ReportError              E180  the report cannot be made
    ├── SentenceUncited      E181  a sentence that rests on no record
    ├── SentenceUnfounded    E182  a number, name, date or quotation that its sources do not hold
    ├── PlaceUnknown         E183  no record lies in a place of this name
    └── PdfMissing           E184  what sets PDF is not installed
"""

from typing import ClassVar


class DatelineError(Exception):
    """Base of all our errors: a stable code (`dateline explain CODE`), a subject, a reason and what mends it."""

    code: ClassVar[str] = "E000"

    def __init__(self, subject: str, reason: str, hint: str | None = None) -> None:
        super().__init__(f"{subject}: {reason}")
        self.subject = subject
        self.reason = reason
        self.hint = hint

    def __reduce__(self) -> tuple[type["DatelineError"], tuple[str, str, str | None]]:
        """Errors cross process boundaries; the default would call the class with the joined message alone."""
        return type(self), (self.subject, self.reason, self.hint)


class UsageError(DatelineError):
    """The command was typed in a way that has no meaning."""

    code = "E001"


class UnknownCode(UsageError):
    """`explain` was asked for a code that does not exist."""

    code = "E002"


class SettingInvalid(UsageError):
    """A DATELINE_ variable has a value that cannot be used."""

    code = "E003"


class UnknownId(UsageError):
    """No current record, document, cluster or judgement has this id, or several documents do."""

    code = "E004"


class InputError(DatelineError):
    """The input cannot be read; the parsers raise its kinds, `documents.build.settle` makes a Rejected of them."""

    code = "E010"


class InputMissing(InputError):
    """No such file or folder."""

    code = "E011"


class InputEmpty(InputError):
    """Nothing in it but white space."""

    code = "E012"


class InputBinary(InputError):
    """Not text."""

    code = "E013"


class EncodingUnknown(InputError):
    """None of the tried encodings gives text."""

    code = "E014"


class TextTooLong(InputError):
    """More characters than `Settings.max_characters`."""

    code = "E015"


class PageTooLarge(InputError):
    """An HTML page of more bytes than `documents.html.MAX_BYTES`."""

    code = "E016"


class PageTooDeep(InputError):
    """HTML tags nested deeper than `documents.nesting.MAX_DEPTH`."""

    code = "E017"


class PageWithoutText(InputError):
    """An HTML page in which no main text was found."""

    code = "E018"


class NotEnglish(InputError):
    """The text is in another language; nothing is read rather than something invented."""

    code = "E019"


class LineNotJson(InputError):
    """A line of JSONL that is not a JSON object."""

    code = "E020"


class LineWithoutText(InputError):
    """A JSON object without `text`."""

    code = "E021"


class FieldInvalid(InputError):
    """A field of a JSON object has the wrong type."""

    code = "E022"


class DateInvalid(InputError):
    """`published` is not a day between 1800 and 2100."""

    code = "E023"


class KindUnknown(InputError):
    """A file of a kind that is not read."""

    code = "E024"


class AddressGiven(InputError):
    """A web address."""

    code = "E025"


class FolderEmpty(InputError):
    """A folder without a file that can be read."""

    code = "E026"


class ArchiveDamaged(InputError):
    """A .gz file that cannot be unpacked."""

    code = "E027"


class FileDamaged(InputError):
    """A PDF, office document, mail or table that cannot be taken apart."""

    code = "E028"


class FileUnpacksTooLarge(InputError):
    """An office document that unpacks to more than `documents.office.MAX_UNPACKED` bytes."""

    code = "E029"


class ReadingTooLong(InputError):
    """Taking it apart took more than `worker.SECONDS`; the worker was ended."""

    code = "E030"


class ReadingTooLarge(InputError):
    """Taking it apart took more than `worker.MEMORY` bytes."""

    code = "E031"


class ReadingDied(InputError):
    """The worker process that took it apart came to an end by itself."""

    code = "E032"


class DocumentFault(DatelineError):
    """A fault of ours while a document was read; the document is set aside and the run goes on."""

    code = "E040"


class ModelError(DatelineError):
    """The shipped model is missing or damaged."""

    code = "E050"


class OutputError(DatelineError):
    """The output cannot be written."""

    code = "E060"


class ExportFailed(OutputError):
    """A library that writes a format failed."""

    code = "E061"


class StoreError(DatelineError):
    """The database did not do what was asked of it; whatever the transaction had written is undone."""

    code = "E070"


class StoreMissing(StoreError):
    """There is no such database, or its file was removed or replaced while it was open."""

    code = "E071"


class StoreLocked(StoreError):
    """Another program held the database for longer than `store.base.TIMEOUT` seconds."""

    code = "E072"


class StoreCorrupt(StoreError):
    """The file is damaged."""

    code = "E073"


class StoreForeign(StoreError):
    """Not a database, or a database of another program."""

    code = "E074"


class StoreReadOnly(StoreError):
    """The database may be read but not written to."""

    code = "E075"


class StoreFull(StoreError):
    """The disk is full."""

    code = "E076"


class StoreNewer(StoreError):
    """A newer version of the program wrote the database."""

    code = "E077"


class StoreUnreachable(StoreError):
    """The database cannot be opened: no server, no right, no folder."""

    code = "E078"


class StoreNotUpgraded(StoreError):
    """A step that brings an old database up to date failed, and was undone."""

    code = "E079"


class AlreadyCollecting(StoreError):
    """Another program collects into the database; two would ask each server twice."""

    code = "E080"
