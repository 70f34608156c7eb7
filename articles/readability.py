"""How hard a text is to read: words, sentences, and the school year that English readers need for it."""

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# A full stop after one of these ends no sentence.
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|Dr|St|vs|No|U\.S|U\.K|J)\.")
SENTENCE_END = re.compile(r"[.!?]+(?=[\s\"”’)]|$)")
# After these, "-ed" and "-es" are spoken, or belong to a group of vowels that is counted already.
SPOKEN_END = re.compile(r"(?:[itd]ed|[icgsxz]es)$")
VOWELS = re.compile(r"[aeiouy]+")
# Neighbouring vowels that are spoken apart: psor-i-a-sis, id-e-a, be-ing.
APART = re.compile(r"(?<![cgst])i[ao](?!n)|ea$|(?<=[eiouy])ing$|scien")
AGE_IN_FIRST_YEAR = 5  # a reader in school year n of the United States is about n + 5 years old


@dataclass(frozen=True)
class Readability:
    words: int
    sentences: int
    grade: float

    @property
    def age(self) -> float:
        """Reading age in years."""
        return self.grade + AGE_IN_FIRST_YEAR


def readability(text: str) -> Readability:
    """The Flesch-Kincaid grade of plain text with a line for each block; a line ends a sentence.

    Source: Kincaid and others, Naval Technical Training Command, Research Branch Report 8-75 (1975):
    0.39 words per sentence + 11.8 syllables per word - 15.59. Syllables are counted by groups of vowels.
    """
    sentences = [words for words in map(WORD.findall, _sentences(text)) if words]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Readability(0, 0, 0.0)
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(syllables, words)) / len(words)
    return Readability(len(words), len(sentences), 0.39 * per_sentence + 11.8 * per_word - 15.59)


def syllables(word: str) -> int:
    """About how many syllables an English word has; never less than one."""
    word = re.sub(r"[^a-z]", "", word.lower())
    count = len(VOWELS.findall(word)) + len(APART.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")):
        count -= 1
    elif word.endswith(("es", "ed")) and not SPOKEN_END.search(word):
        count -= 1
    return max(count, 1)


def _sentences(text: str) -> list[str]:
    text = ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
    return [part for line in text.splitlines() for part in SENTENCE_END.split(line)]
