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
        ("fr", "Le pr\u00e9sident a d\u00e9clar\u00e9 lundi que les forces arm\u00e9es avaient repris la ville apr\u00e8s trois jours de combats."),
        ("de", "Der Pr\u00e4sident erkl\u00e4rte am Montag, dass die Streitkr\u00e4fte die Stadt in drei Tagen zur\u00fcckerobert h\u00e4tten."),
        ("nl", "De president heeft maandag gezegd dat het leger de stad na drie dagen van gevechten heeft heroverd."),
        ("es", "El presidente dijo el lunes que las fuerzas armadas hab\u00edan recuperado la ciudad tras tres d\u00edas."),
        ("ru", "\u041f\u0440\u0435\u0437\u0438\u0434\u0435\u043d\u0442 \u0437\u0430\u044f\u0432\u0438\u043b \u0432 \u043f\u043e\u043d\u0435\u0434\u0435\u043b\u044c\u043d\u0438\u043a, \u0447\u0442\u043e \u0430\u0440\u043c\u0438\u044f \u0432\u0435\u0440\u043d\u0443\u043b\u0430 \u0433\u043e\u0440\u043e\u0434 \u043f\u043e\u0441\u043b\u0435 \u0442\u0440\u0435\u0445 \u0434\u043d\u0435\u0439 \u0431\u043e\u0435\u0432."),
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
