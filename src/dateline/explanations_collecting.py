"""The text of the error codes of collecting: files, net and sources."""

from typing import Final

from dateline.explanation import Explanation

COLLECTING: Final = (
    Explanation(
        "E028",
        "a file that cannot be taken apart",
        "The PDF, Word document, mail or table is damaged, locked with a password, or is not what its name says.",
        "Open it in the program it was made with, and save it again or as text.",
    ),
    Explanation(
        "E029",
        "a document that unpacks to too much",
        "A Word document is a packed folder. This one unpacks to far more than any text needs, which is how "
        "archive bombs are made.",
        "Save it as text, if you know where it comes from.",
        "soffice --headless --convert-to txt:Text FILE.docx",
    ),
    Explanation(
        "E030",
        "reading it took too long",
        "A file is taken apart in a process of its own, which is ended after ten seconds. Honest files take a "
        "fraction of one.",
        "Save it as plain text and read that.",
    ),
    Explanation(
        "E031",
        "reading it took too much memory",
        "A file is taken apart in a process of its own, which may use one gigabyte. Honest files take a fraction "
        "of it.",
        "Save it as plain text and read that.",
    ),
    Explanation(
        "E032",
        "the process that read it came to an end",
        "The process that takes files apart ended by itself: the file broke a library, or the system ended the "
        "process for want of memory.",
        "Report it with the file, if it may be passed on.",
        "dateline --version",
    ),
    Explanation(
        "E100",
        "an address cannot be fetched",
        "Something about the answer made no sense: a redirect without a target, or to what is no address.",
        "Open the address in a browser, and correct it in the list of sources.",
    ),
    Explanation(
        "E101",
        "an address inside the house",
        "The name leads to an address that is not public: this machine, its network, or a cloud's own services. "
        "Feeds are written by strangers, and one that points there would make this program read what only you "
        "should.",
        "If the server is yours, allow its network.",
        "export DATELINE_ALLOW_NETWORKS=10.1.0.0/16",
    ),
    Explanation(
        "E102",
        "no address of the web",
        "Only http and https are fetched, from hosts written in the usual way, without user names, on ports 80, "
        "443 and from 1024.",
        "Correct the address.",
    ),
    Explanation(
        "E103",
        "the host has no address",
        "The name is not known to the name server: it is misspelt, has lapsed, or there is no connection.",
        "Check the name, and your connection.",
        "getent hosts HOST",
    ),
    Explanation(
        "E104",
        "no connection",
        "The server refused the connection, broke it off, showed a certificate that does not hold, or spoke no HTTP.",
        "Try again later; the source is asked again by itself, less and less often.",
        "curl -I ADDRESS",
    ),
    Explanation(
        "E105",
        "the server took too long",
        "The answer was not complete after thirty seconds. A server that sends a byte now and then is cut off too.",
        "Nothing; the source is asked again by itself.",
    ),
    Explanation(
        "E106",
        "too many bytes",
        "The answer has more than 10 MB on the wire, or more than 20 MB unpacked. No article or feed needs that.",
        "Look for a smaller feed of the same source.",
    ),
    Explanation(
        "E107",
        "the answer does not unpack",
        "The server sent it packed in a damaged way, broke off, or packed it in a way it was not asked for.",
        "Nothing; the source is asked again by itself.",
    ),
    Explanation(
        "E108",
        "redirects without an end",
        "The address led on to another more than five times.",
        "Open the address in a browser, and put the address where it ends into the list of sources.",
    ),
    Explanation(
        "E109",
        "robots.txt closes it",
        "The site says in its robots.txt that programs may not fetch this address. That is kept, for feeds too.",
        "Ask the site for another way in, or for leave.",
    ),
    Explanation(
        "E110",
        "too early",
        "The host asked for a pause (Retry-After), or has failed lately and is given one.",
        "Wait; it is asked again when the pause is over.",
    ),
    Explanation(
        "E111",
        "the server answers with an error",
        "The status of the answer is in the message: 404 and 410 mean that nothing is there, 401 and 403 that it "
        "is closed, 429 and 5xx that it is too busy.",
        "Open the address in a browser; correct or remove it if it is gone for good.",
        "curl -I ADDRESS",
    ),
    Explanation(
        "E112",
        "nobody to write to",
        "Each request names the program and a contact, so that a site can complain before it closes the door. None"
        " is set.",
        "Set your mail address or web page.",
        "export DATELINE_CONTACT=you@example.org",
    ),
    Explanation(
        "E113",
        "robots.txt cannot be had",
        "The site answers the question for its robots.txt with an error of its own. Until it can be had, all of the "
        "site is closed.",
        "Nothing; it is asked again by itself.",
    ),
    Explanation(
        "E120",
        "a source cannot be read",
        "A file or an item of a source cannot be read; the message says why. The others were read.",
        "Mend or remove what the message names.",
    ),
    Explanation(
        "E121",
        "a mistake in the list of sources",
        "The list of sources is TOML with a table [source.NAME] for each source; the message names the line and "
        "the key.",
        "Correct the line.",
        "sed -n LINEp sources.toml",
    ),
    Explanation(
        "E122",
        "no list of sources",
        "The file that lists the sources is not there or cannot be opened.",
        "Check its name.",
        "ls sources.toml",
    ),
    Explanation(
        "E123",
        "not a feed",
        "What lies at the address is neither RSS, Atom, RDF, JSON Feed, ninjs, NewsML-G2 nor a sitemap, or it is "
        "broken beyond reading. Often it is a page that says the feed has moved.",
        "Open the address in a browser and look for the feed.",
    ),
    Explanation(
        "E124",
        "a feed without items",
        "The feed can be read and holds nothing.",
        "Nothing, if the source is new; otherwise look whether it has moved.",
    ),
    Explanation(
        "E125",
        "an item with nothing in it",
        "The item has neither words nor an address that can be fetched. The other items were read.",
        "Nothing; tell the source, if it happens often.",
    ),
    Explanation(
        "E126",
        "XML with entities",
        "The XML declares entities of its own. Feeds do not need them; bombs and attempts to read files are made "
        "of them.",
        "Leave the source out, unless its owner mends it.",
    ),
    Explanation(
        "E127",
        "a wire item that breaks its format",
        "The ninjs or NewsML-G2 item lacks its id or its text, or has a standing that is none of usable, withheld "
        "and canceled. A standing that is not known is never taken for usable.",
        "Report it to the agency.",
    ),
    Explanation(
        "E128",
        "a web archive that cannot be read",
        "The file is no WARC or WACZ, or breaks off. What came before the damage was read.",
        "Fetch or write the archive again.",
    ),
    Explanation(
        "E129",
        "a part that is not installed",
        "Web archives are read with fastwarc, which is not installed by default.",
        "Install it.",
        "pip install 'dateline[archive]'",
    ),
)
