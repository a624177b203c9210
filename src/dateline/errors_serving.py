"""The branch ServeError of the tree that is drawn in `errors.py`."""

from dateline.errors import DatelineError


class ServeError(DatelineError):
    """The dashboard cannot be served, or did not do what was asked of it."""

    code = "E160"


class DoorOpen(ServeError):
    """To be reached from other machines, but without a token."""

    code = "E161"


class TokensInvalid(ServeError):
    """The file of tokens is missing or has a mistake."""

    code = "E162"


class PortTaken(ServeError):
    """Nothing can listen at this address and port."""

    code = "E163"


class QuestionInvalid(ServeError):
    """A parameter of an address has a value without a meaning."""

    code = "E164"


class NotKept(ServeError):
    """Nothing of this name is kept."""

    code = "E165"


class RequestRefused(ServeError):
    """A request with a foreign host, from a foreign page, or too large."""

    code = "E166"


class AccessNeeded(ServeError):
    """Only with a token or a local session."""

    code = "E167"
