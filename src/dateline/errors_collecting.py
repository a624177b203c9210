"""The branches NetError and SourceError of the tree that is drawn in `errors.py`."""

from dateline.errors import DatelineError


class NetError(DatelineError):
    """An address cannot be fetched."""

    code = "E100"


class AddressForbidden(NetError):
    """The name resolves to an address that is not public."""

    code = "E101"


class AddressInvalid(NetError):
    """No address of the web: its scheme, user, host or port is none that is fetched."""

    code = "E102"


class HostUnknown(NetError):
    """The name of the host has no address."""

    code = "E103"


class Unreachable(NetError):
    """No connection, or one that broke or made no sense."""

    code = "E104"


class FetchTimedOut(NetError):
    """The server took longer than `net.guard.TOTAL_SECONDS`."""

    code = "E105"


class FetchTooLarge(NetError):
    """More bytes than `net.decode.MAX_WIRE`, or more than MAX_DECODED unpacked."""

    code = "E106"


class BodyDamaged(NetError):
    """The body does not unpack, or is packed in a way that was not asked for."""

    code = "E107"


class RedirectsTooMany(NetError):
    """More redirects than `net.client.MAX_REDIRECTS`."""

    code = "E108"


class RobotsForbid(NetError):
    """robots.txt closes the address to us."""

    code = "E109"


class RobotsUnknown(RobotsForbid):
    """robots.txt cannot be had, so that all is closed for now."""

    code = "E113"


class NotYet(NetError):
    """The host asked for a pause, or is given one after failures."""

    code = "E110"


class StatusRefused(NetError):
    """The server answers with an error; `status` is its number."""

    code = "E111"

    def __init__(self, subject: str, reason: str, hint: str | None = None, status: int = 0) -> None:
        super().__init__(subject, reason, hint)
        self.status = status

    def __reduce__(self) -> tuple[type["DatelineError"], tuple[str, str, str | None, int]]:  # type: ignore[override]
        """With its number."""
        return type(self), (self.subject, self.reason, self.hint, self.status)


class ContactMissing(NetError):
    """No contact is set for the User-Agent."""

    code = "E112"


class SourceError(DatelineError):
    """A source or one of its items cannot be read; becomes a Rejected."""

    code = "E120"


class RegistryInvalid(SourceError):
    """The list of sources has a mistake; the subject is file:line or file and key."""

    code = "E121"


class RegistryMissing(SourceError):
    """The list of sources is not there, or cannot be opened."""

    code = "E122"


class FeedUnreadable(SourceError):
    """Neither RSS, Atom, RDF, JSON Feed nor sitemap."""

    code = "E123"


class FeedEmpty(SourceError):
    """A feed without items."""

    code = "E124"


class ItemIncomplete(SourceError):
    """An item with neither words nor an address that can be fetched."""

    code = "E125"


class XmlForbidden(SourceError):
    """XML that declares entities; bombs and outside files are made of them."""

    code = "E126"


class WireInvalid(SourceError):
    """Not the ninjs or NewsML-G2 that it says it is."""

    code = "E127"


class ArchiveUnreadable(SourceError):
    """A WARC or WACZ that cannot be read."""

    code = "E128"


class ExtraMissing(SourceError):
    """A part of the program that is not installed."""

    code = "E129"
