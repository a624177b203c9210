"""Not English is said only when it is sure."""

import pytest

from dateline.text.language import other_language

ENGLISH = (
    "The army said on Monday that it had taken the town after three days of fighting, and the minister condemned "
    "the attack in a letter to the United Nations."
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le président a déclaré lundi que les forces armées avaient repris la ville après trois jours."),
        ("de", "Der Präsident erklärte am Montag, dass die Streitkräfte die Stadt in drei Tagen zurückerobert hätten."),
        ("nl", "De president heeft maandag gezegd dat het leger de stad na drie dagen van gevechten heeft heroverd."),
        ("es", "El presidente dijo el lunes que las fuerzas armadas habían recuperado la ciudad tras tres días."),
        ("ru", "Президент заявил в понедельник, что армия вернула город после трех дней боев."),
    ],
)  # fmt: skip
def test_other_languages_are_named(language: str, text: str) -> None:
    assert other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Le ministre a dit",  # too short to be judged
        "Ankara Damascus Idlib Moscow Ankara Aleppo Hama Homs Erdogan Putin Assad Merkel Macron",
        "Syria: 12 killed, 40 wounded, 3 missing, 900000 displaced in Idlib, Aleppo, Hama",
        "",
        "12 345 \u2014 %%",
    ],
)
def test_what_may_be_english_is_let_through(text: str) -> None:
    assert other_language(text) is None


def test_stray_characters_do_not_make_a_dispatch_foreign() -> None:
    mutated = "".join(c + "\u0639\u0301\U0001f642\u00a0"[i % 4] if i % 7 == 0 else c for i, c in enumerate(ENGLISH * 3))
    assert other_language(mutated) is None
