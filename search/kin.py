"""Words that belong together although the engines take them for strangers: itch and itchy, foot and feet."""

from .stems import stem

# A line for each family. Only words that are not something else more often than not: "part" is no party.
FAMILIES = """
ache achy
allergy allergic
anxiety anxious
arthritis arthritic
blister blistery
blotch blotchy
bump bumpy
calf calves
child children
crust crusty
dry dryness
dust dusty
flake flaky flakey
foot feet
grease greasy
hair hairy
inflamed inflammation
itch itchy
oil oily
patch patchy
pimple pimply
powder powdery
puff puffy
rash rashy
salt salty
scab scabby
scale scaly
scratch scratchy
shine shiny
sleep sleepy
smell smelly
spot spotty
sweat sweaty
swelling swollen
tingle tingly
wax waxy
weep weepy
wrinkle wrinkly
"""
VOWELS = frozenset("aeiouy")
_BY_STEM = {
    stem(word): tuple(family.split()) for family in FAMILIES.strip().splitlines() for word in family.split()
}


def family(word: str) -> tuple[str, ...]:
    """The word itself, then those of its family that the engines do not find by it. word: lower case."""
    if word.isalpha() and not VOWELS & set(word):
        # PostgreSQL takes no s from what has no vowel: MSCs.
        return (word, word.removesuffix("s") if word.endswith("s") and len(word) > 2 else word + "s")
    mine = stem(word)
    others = {stem(other): other for other in _BY_STEM.get(mine, ())}
    return (word, *(other for its, other in others.items() if its != mine))
