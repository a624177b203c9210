"""Which news agency wrote it, read off the dateline or a byline; None when neither says so."""

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
_NAME: Final = re.compile(rf"(?:{_NAMES})")
# "PARIS, Feb 22 (Reuters) - ", "BEIRUT (AP) —": at the head of one of the first lines, before the dash.
_DATELINE: Final = re.compile(rf"^[^\n()]{{2,80}}\(({_NAMES})\)\s*(?:[-–—]|--)", re.MULTILINE)
_BYLINE: Final = re.compile(r"(?:By |Source: )?(.{2,40})")
_HEAD: Final = 600
_LINES: Final = 6


def agency_of(text: str) -> str | None:
    """The name as the text writes it."""
    head = text[:_HEAD]
    match = _DATELINE.search(head)
    if match is not None:
        return match.group(1)
    for line in head.split("\n")[:_LINES]:
        byline = _BYLINE.fullmatch(line.strip())
        if byline is not None and _NAME.fullmatch(byline.group(1)):
            return byline.group(1)
    return None
