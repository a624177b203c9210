"""Which news agency wrote it, read off the dateline, a byline or the credit at the end; None when none says so."""

import re
from typing import Final

_NAMES: Final = (
    "Reuters|Thomson Reuters Foundation|AP|Associated Press|AFP|Agence France-Presse|UPI|Xinhua|TASS|ITAR-TASS|"
    "RIA Novosti|Sputnik|Interfax|Interfax-Ukraine|Ukrinform|Anadolu|Anadolu Agency|AA|DHA|KUNA|SANA|WAM|SPA|QNA|BNA|"
    "ONA|MENA|Petra|WAFA|NNA|INA|IRNA|ISNA|Mehr|Tasnim|Fars|PTI|IANS|ANI|UNI|APP|BSS|UNB|Bernama|Antara|PNA|VNA|TNA|"
    "Kyodo|Jiji|Yonhap|KCNA|CNA|dpa|DPA|EFE|ANSA|APA|ATS|Belga|ANP|Ritzau|NTB|TT|STT|PAP|CTK|MTI|Agerpres|BTA|Tanjug|"
    "Beta|HINA|FENA|Azertac|Trend|Armenpress|Interpress|Kazinform|AAP|PA|PA Media|CP|Canadian Press|NAN|GNA|KNA|ENA|"
    "SUNA|SABA|TAP|APS|MAP|LANA|Hawar|ANHA|IRIN|The New Humanitarian|Agencies|News agencies|Wire services"
)
_BY_LENGTH: Final = "|".join(sorted(_NAMES.split("|"), key=len, reverse=True))
_NAME: Final = re.compile(rf"(?:{_NAMES})")
# "PARIS, Feb 22 (Reuters) - ", "BEIRUT (AP) —": at the head of one of the first lines, before the dash.
_DATELINE: Final = re.compile(rf"^[^\n()]{{2,80}}\(({_NAMES})\)\s*(?:[-–—]|--)", re.MULTILINE)
_BYLINE: Final = re.compile(r"(?:By |Source: )?(.{2,40})")
# "With reporting by AFP and the Associated Press.", "Based on reporting by Reuters, TASS, and Interfax", "© 2020 AFP".
_LIST: Final = rf"(?:the )?(?:{_NAMES})(?:(?:,? and |, |; | & )(?:the )?(?:{_NAMES}))*"
_CREDIT: Final = re.compile(
    r"[(\[—–-]?\s*(?:(?:(?:with )?(?:additional )?|based (?:in part )?on )(?:reporting|reports?|files|material|inputs?|"
    rf"information) (?:by|from) |source: |via |(?:©|\(c\)|copyright)\s*(?:[0-9]{{4}}\s*)?)?({_LIST})[)\].]?",
    re.IGNORECASE,
)
_HEAD: Final = 600
_TAIL: Final = 400
_LAST_LINES: Final = 3
_LINES: Final = 6


def agency_of(text: str) -> str | None:
    """The name as the text writes it; several names in one credit are joined with "; ", in their order."""
    return _at_head(text) or _at_end(text)


def _at_end(text: str) -> str | None:
    """The credit in one of the last lines. A line must be all credit: a name inside a sentence is no source."""
    lines = [line.strip() for line in text[-_TAIL:].rstrip().split("\n")]
    whole = lines if len(text) <= _TAIL else lines[1:]
    for line in reversed(whole[-_LAST_LINES:]):
        credit = _CREDIT.fullmatch(line)
        names = re.findall(rf"(?<![\w-])(?:{_BY_LENGTH})(?![\w-])", credit.group(1)) if credit else []
        if names:
            return "; ".join(dict.fromkeys(names))
    return None


def _at_head(text: str) -> str | None:
    head = text[:_HEAD]
    match = _DATELINE.search(head)
    if match is not None:
        return match.group(1)
    for line in head.split("\n")[:_LINES]:
        byline = _BYLINE.fullmatch(line.strip())
        if byline is not None and _NAME.fullmatch(byline.group(1)):
            return byline.group(1)
    return None
