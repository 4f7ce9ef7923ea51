"""Numbers and switches of the environment, read strictly: what can't be understood stops the start, by name."""

import os
import re

from django.core.exceptions import ImproperlyConfigured


def refusal(*faults: str) -> ImproperlyConfigured:
    """Why nothing starts; each fault names its variable and the remedy."""
    return ImproperlyConfigured("Løsningen starter ikke:\n- " + "\n- ".join(faults))


def whole_number(name: str, *, otherwise: int, least: int, most: int) -> int:
    """The number of a variable; what stands in it is not repeated, for it may be something else, a password too."""
    text = os.environ.get(name) or str(otherwise)
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise refusal(f"{name} må være et helt tall fra {least} til {most}. Uten variabelen brukes {otherwise}.")
    return int(text)


def switch(name: str) -> bool:
    """On with 1, off with 0 or nothing. «true» is refused: taken for off, it would leave something open unseen."""
    text = os.environ.get(name) or "0"
    if text not in {"0", "1"}:
        raise refusal(f"{name} må være 1 (på) eller 0 (av).")
    return text == "1"
