"""The words by which agreements are found: patterns only, used by `agreements`."""

import re
from types import MappingProxyType
from typing import Final

from dateline.model.codes import AgreementStatus

_S = AgreementStatus

_FLAGS: Final = re.VERBOSE | re.IGNORECASE

HEAD: Final = re.compile(
    r"""\b(?:
    (?P<truce>truces?|cease-?fires?|cessation[ ]of[ ]hostilities|armistice|lull|pause)
    |(?P<pact>agreements?|accords?|pacts?|treat(?:y|ies)|memorand(?:um|a)(?:[ ]of[ ]understanding)?|deals?)
    |(?P<swap>swaps?|exchanges?)
    |(?P<loose>settlement|protocol|communiqu[eé]|compact|entente|declaration|arrangements?|understanding|contract|loans?)
    )\b""",
    _FLAGS,
)

# A deal word that modifies another noun, or is part of a set phrase, names no deal.
NOT_AFTER: Final = re.compile(
    r"""[-–][a-z]|(?<=deals)[ ]with\b
    |[ ](?:lines?|talks|negotiations?|observers?|monitor\w*|village|zone|proposals?|plan|clause|efforts?|obligations
    |offers?|programmes?|organi[sz]ation|rates?|officer|centre|market|of[ ](?:war|emergency|independence))\b""",
    _FLAGS,
)
NOT_BEFORE: Final = re.compile(
    r"""(?:\b(?:no|any|without[ ]an?y?|great|good|in|raw|big|stock|heated|information|foreign|emergency|political
    |mutual|better|clear|to|will|would|can|could|must|who|which|not|lack[ ]of)|\bno[-–])[\s-]*$""",
    _FLAGS,
)
# A deal as a wish: there is none yet and nobody has put one forward. One word may follow ("a lasting political deal").
WISH: Final = re.compile(
    r"""\b(?:need[ ]for|unable[ ]to[ ](?:negotiate|reach|agree)|without|(?:chances?|hopes?|prospects?)[ ](?:of|for)
    |search[ ]of|towards?|failed[ ]to[ ](?:reach|agree)|lasting|sustainable|long-term|durable)
    (?:\s+an?)?(?:\s+\w+)?\s*$""",
    _FLAGS,
)
# A sentence that only says what a deal is: it speaks of one met before.
PREDICATE: Final = re.compile(r"\b(?:is|was|such|as)\s+an?$", re.IGNORECASE)
# A deal that is set off against another one.
OTHER: Final = re.compile(r"(?:another|second|third|earlier|previous|separate|new|older|similar)\b", re.IGNORECASE)

DEFINITE: Final = re.compile(r"the|this|that|these|those|its|their|his|her|our", re.IGNORECASE)
DETERMINER: Final = re.compile(
    r"an?|the|this|that|these|those|its|their|his|her|our|both|two|three|several|another|each|every|any|all",
    re.IGNORECASE,
)
# Words that cannot stand inside the phrase before its head.
STOP: Final = re.compile(
    r"""of|in|on|at|to|for|from|by|with|under|over|into|between|against|after|before|since|during|until|as|than|about
    |through|within|without|per|via|and|or|but|nor|that|which|who|whom|whose|when|where|while|if|because|so|not
    |is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should
    |it|he|she|they|we|you|i|there|here|said|says|signs?|signed|signing|reach(?:ed)?|agreed?|agrees|conclude[ds]?|struck
    |announced?|declared?|brokered|broke|break(?:ing)?|broken|breached|violat(?:ed|ing)|rejected|welcomed|denounced
    |call(?:ed)?|condemn(?:ed|s)|supported|opposed|suspended|extended|renew(?:ed)?|honours?|respect|ended|demand(?:ed|s)
    |proposed|offered|promised|urged|includ(?:e|es|ing)|follow(?:s|ed)|ratif(?:y|ied)|implement|backed|wants?
    |accept(?:ed)?|put|negotiat(?:e|ing)""",
    _FLAGS,
)
MODIFIER: Final = re.compile(
    r"""peace|nuclear|interim|framework|humanitarian|permanent|provisional|temporary|bilateral|trilateral|tripartite
    |comprehensive|final|local|general|military|security|defen[cs]e|maritime|border|trade|transit|grain|prisoners?
    |captive|detainee|hostage|population|budget|federal|draft|joint|formal|written|nationwide|partial|unconditional
    |arms|access|wage|coalition|reciprocal|soft|strategic|\w+-[\w-]+|\d.*""",
    _FLAGS,
)
# What makes a deal of a loose head such as "declaration".
FORMAL: Final = re.compile(r"peace|framework|joint|final|written|bilateral|tripartite|military|security", re.IGNORECASE)
PLACE_NAMED: Final = re.compile(r"[A-Z][a-z]+ (?:declaration|communiqu[eé])$")
SWAPPED: Final = re.compile(
    r"prisoner|captive|detainee|hostage|\bbod(?:y|ies)\b|population|\bdead\b|remains|\bbetween\b", re.IGNORECASE
)
LASTING: Final = re.compile(r"humanitarian|\b(?:hour|day|week)", re.IGNORECASE)
WHEN: Final = re.compile(r"(?:day|week|month|year|spring|summer|autumn|winter|[A-Z][a-z]+day)[’']s ")

# A month is no place after "in", so it belongs to the verb and not to the phrase.
_MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NAME: Final = r"[A-Z][\w’'.-]*\w(?:[ ][A-Z][\w’'.-]*\w)*"
# What belongs to the phrase after its head.
TAIL: Final = re.compile(
    rf"""[ ](?:of[ ](?:{_MONTH}(?:[ ](?:19|20)\d\d)?|(?:19|20)\d\d|accession|(?!{_MONTH}){_NAME})
    |of[ ](?:(?:nearly[ ])?\d[\d,]*[ ]|[\w-]+[ ])?(?:prisoners|bodies|detainees|captives|hostages)
    |between[ ](?:the[ ])?{_NAME}(?:,?[ ]and[ ](?:the[ ])?{_NAME})?
    |(?:with|over|in|for)[ ](?!{_MONTH}\b)(?:the[ ]|eastern[ ]|southern[ ]|northern[ ]|western[ ])?{_NAME}
    |on[ ][a-z]+(?:[ ][a-z]+){{1,3}}(?=[.,;])
    |(?:(?:that[ ]|which[ ])?(?:they|both|it)[ ](?:had[ ])?)?
     (?:signed|reached|concluded|struck|brokered|agreed|negotiated|announced|proposed)
     (?:[ ](?:this|last)[ ](?:week|month|year|[A-Z][a-z]+))?
     [ ](?:in|at|by|between|with)[ ](?:the[ ])?{_NAME}(?:[ ]and[ ](?:the[ ])?{_NAME})?)""",
    re.VERBOSE,
)

# A roundup's items begin with a dateline or a country's name; a deal of one item is not taken up in the next.
ITEM: Final = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ'’ .-]{2,}(?:,[^\n—–:]{2,30})?(?:\([^)\n]*\) ?)?\s?(?:—|–|:|-\s)", re.MULTILINE
)

# Cues of the status, strongest first: what became of a deal outweighs how it was made.
CUES: Final = MappingProxyType(
    {
        status: re.compile(rf"\b(?:{words})\b", _FLAGS)
        for status, words in (
            (
                _S.COLLAPSED,
                r"""collapsed?|collapsing|lapsed|broke[ ]down|fell[ ](?:apart|through)|ran[ ]out|unravell?ed
                |an[ ]end[ ]to|tore[ ]up""",
            ),
            (
                _S.VIOLATED,
                r"violat(?:ed?|ing|ions?)|breach(?:ed|es|ing)?|br(?:oke|oken|eaking)|not[ ]been[ ]observed|flouted",
            ),
            (_S.EXTENDED, r"extend(?:ed|s|ing)?|prolong(?:ed|ing)?|renew(?:ed|ing)?"),
            (_S.SUSPENDED, r"suspend(?:ed|s|ing)?|in[ ]abeyance|fro(?:zen|ze)|put[ ]on[ ]hold|halted[ ]the"),
            (
                _S.IMPLEMENTED,
                r"implement(?:ed|s|ing|ation)?|carried[ ]out|fulfill?(?:ed|ing)|freed|handed[ ]over|timetable[ ]of",
            ),
            (_S.SIGNED, r"sign(?:ed|ing|atories)?|put[ ]their[ ]names[ ]to|initialled"),
            (
                _S.IN_FORCE,
                r"""(?:put|puts|brings|brought)[ ]into[ ]force|quit
                |took[ ]effect|takes[ ]effect|c[ao]me[ ](?:in)?to[ ]force|coming[ ]into[ ]force|in[ ]force
                |h[eo]ld(?:s|ing)?|remains|observ(?:ed|ing)|expires?|under[ ]the|halted|obligations|governed[ ]by
                |in[ ]support[ ]of|guarantors[ ]of""",
            ),
            (
                _S.REACHED,
                r"""reached|agreed|concluded|struck|brokered|announced|declared|arranged|clinched|negotiated|hailed
                |welcom(?:ed?|es)|consented|shook[ ]hands|granted|approved""",
            ),
            (_S.REJECTED, r"reject(?:ed|s|ing)?|refus(?:ed?|es|ing)|turned[ ]down|said[ ]no|ruled[ ]out|spurned"),
            (
                _S.PROPOSED,
                r"""propos(?:ed?|als?|es|ing)|offer(?:ed|s|ing)?|urg(?:ed?|es|ing)|call(?:ed|s|ing)?[ ](?:for|on)
                |plea[ ]for|draft|expected[ ]to|negotiating|talks[ ]on|be[ ]signed|work[ ]to[ ]support|promised
                |is[ ]to[ ]follow|awaits?""",
            ),
        )
    }
)
# "Expected to sign": the word stands there and the act does not.
UNSIGNED: Final = re.compile(
    r"""\b(?:expected[ ]to|plan(?:s|ned)?[ ]to|be|due[ ]to|would|will|should|if|hopes?[ ]to|refused(?:[ ][\w ]+)?[ ]to
    |ready[ ]to|yet[ ]to|(?:called[ ]on|urged|asked|pressed)(?:[ ]\w+){1,4}[ ]to)[ ](?:\w+[ ])?sign""",
    _FLAGS,
)
