"""The text of the error codes of the dashboard and its API."""

from typing import Final

from dateline.explanation import Explanation

SERVING: Final = (
    Explanation(
        "E160",
        "the dashboard did not do what was asked",
        "Something stood in the way that has no name of its own; the message says what.",
        "Read the message, and start the dashboard again.",
        "dateline serve --db FILE",
    ),
    Explanation(
        "E161",
        "open to other machines without a token",
        "With --host the dashboard can be reached from other machines. Whoever reaches it can read everything that is "
        "kept, so it is only opened to holders of a token.",
        "Make a token, and name the file that it is written to.",
        "dateline serve --db FILE --tokens TOKENS --new-token NAME",
    ),
    Explanation(
        "E162",
        "the file of tokens cannot be used",
        "Each line of it is a name, a space and the SHA-256 of a token in hexadecimal; lines that start with # are "
        "passed over.",
        "Have the file written by the program.",
        "dateline serve --db FILE --tokens TOKENS --new-token NAME",
    ),
    Explanation(
        "E163",
        "the port is taken",
        "Another program listens at this address and port, or the system does not let you listen there (ports below "
        "1024).",
        "Choose another port; 0 takes any that is free.",
        "dateline serve --db FILE --port 0",
    ),
    Explanation(
        "E164",
        "a parameter without a meaning",
        "The address asks for something that does not exist: an unknown parameter, a code that is in no list, a day "
        "that is not in the calendar, or a cursor that was not given out.",
        "Compare the address with the list of parameters in docs/reference/api.md.",
    ),
    Explanation(
        "E165",
        "nothing of this name is kept",
        "The document, record or view is not in the database: it was never there, was withdrawn, or a newer version "
        "of the extractor no longer finds it.",
        "Look at what changed.",
        "dateline changes --db FILE",
    ),
    Explanation(
        "E166",
        "a request that is refused",
        "The request names another host than this one, comes from the page of another site, or is larger than any "
        "form of the dashboard. So a page that you visit cannot act in your name.",
        "Open the address that was printed at the start, and act from there.",
        "dateline serve --db FILE",
    ),
    Explanation(
        "E167",
        "only with a token or a session",
        "Writing needs the local session (the address printed at the start, with --write) or a token; a dashboard "
        "that other machines can reach also asks for one to read.",
        "Open the address that was printed at the start, or send the token.",
        "dateline serve --db FILE --write",
    ),
)
