"""Invented names and texts: everyday remarks without any claim about a treatment, the same for the same seed."""

from html import escape
from random import Random

FIRST = (
    "Amber Birch Cedar Clover Coral Dusty Early Fern Flint Gentle Golden Harbour Hazel Heather Indigo Ivory "
    "Jasper Juniper Late Lilac Linen Maple Marble Meadow Mellow Misty Mossy North Olive Opal Patient Pebble "
    "Quiet River Rowan Russet Sandy Silver Slate Sleepy South Still Stone Sunny Teal Thistle Umber Velvet Violet "
    "Warm West Willow Winter Woolly"
).split()
SECOND = (
    "Badger Beetle Blackbird Bluebell Bramble Brook Cricket Crow Curlew Daisy Dipper Finch Fox Garden Hare "
    "Hedgehog Heron Jackdaw Kestrel Kite Ladybird Lantern Lark Linnet Lizard Magpie Marten Mitten Moth Newt "
    "Orchard Otter Owl Oyster Plover Puffin Quail Rabbit Raven Robin Salmon Seal Shrew Sparrow Squirrel Starling "
    "Swift Tern Thrush Toad Vole Walnut Wren"
).split()
PLACES = (
    "scalp|elbows|knees|hands|shins|back|ears|nails|eyebrows|ankles|wrists|belly|neck|heels|fingers|shoulders"
).split("|")
TIMES = (
    "in the morning|after work|at night|at the weekend|in winter|in spring|on holiday|on the train|"
    "before breakfast|after a swim|during the school run|on warm days|when it is dry outside|in the first year|"
    "last autumn|this month"
).split("|")
THINGS = (
    "cotton gloves|a wool scarf|a new towel|long sleeves|a soft brush|my notebook|an old blanket|loose trousers|"
    "a wide hat|the desk fan|a second pillow|the washing powder|a bag of frozen peas|the rowing machine|"
    "my bicycle|the allotment"
).split("|")
PEOPLE = (
    "my sister|a colleague|my neighbour|the nurse|my grandson|an old friend|the pharmacist|my boss|my partner|"
    "a woman in my choir|the hairdresser|my running group|a man at the pool|my mother|our daughter|"
    "the dermatologist"
).split("|")
FEELINGS = (
    "calm|tired|cross|relieved|shy|curious|stiff|patient|worn out|hopeful|bored|lighter|awkward|at ease"
).split("|")
SENTENCES = (
    "My {place} bother me most {time}.",
    "I told {person} about it {time} and felt {feeling} afterwards.",
    "For me {thing} made the day easier, nothing more than that.",
    "Some weeks I hardly think about my {place}.",
    "{time}, I write down how my {place} feel, and then I forget about it.",
    "I would rather talk to {person} than read about it alone.",
    "It took me a year to wear short sleeves {time}.",
    "Has {thing} been of any use to you?",
    "I felt {feeling} when {person} asked what was on my {place}.",
    "We laughed about {thing}, and that helped more than I thought.",
    "Nobody at work has ever noticed my {place}.",
    "Thank you for writing this, I was {feeling} {time}.",
    "I keep {thing} in the car, just in case.",
    "{person} thinks I worry too much about my {place}.",
    "There are days when I am {feeling} and days when I am not.",
    "Please tell us how it goes {time}.",
    "I stopped hiding my {place} when {person} stopped staring.",
    "What do you say when {person} asks about it?",
    "I bought {thing} {time} and have not regretted it.",
    "My skin does what it wants, so I do what I want {time}.",
    "It is good to read that somebody else is {feeling} about this too.",
    "I have had it on my {place} since school.",
    "You are not the only one who is {feeling} {time}.",
    "Ask {person} to come along, four ears hear more than two.",
)
TITLES = (
    "How do you look after your {place} {time}?",
    "What do you tell {person} about your {place}?",
    "Does {thing} make a difference for anybody?",
    "Feeling {feeling} {time}, who else?",
    "My {place} and {person}",
    "Who has tried {thing} {time}?",
    "How did {person} react when you felt {feeling}?",
    "Where do you put {thing} when your {place} itch?",
)
PARAGRAPHS = 600  # kept ready; posts are made of one to three of them


class Writer:
    """Writes titles and texts. Each text comes with the HTML that rendering makes of it."""

    def __init__(self, random: Random):
        self.random = random
        self.paragraphs = [self._paragraph() for _ in range(PARAGRAPHS)]

    def name(self) -> str:
        return f"{self.random.choice(FIRST)} {self.random.choice(SECOND)} {self.random.randrange(2, 10_000)}"

    def title(self) -> str:
        return self._filled(self.random.choice(TITLES))

    def text(self) -> tuple[str, str]:
        """Markdown, and its HTML as rendering.posts.render_post() makes it."""
        chosen = self.random.choices(self.paragraphs, k=self.random.choice((1, 1, 2, 2, 3)))
        return "\n\n".join(chosen), "".join(f"<p>{escape(paragraph, quote=False)}</p>\n" for paragraph in chosen)

    def _paragraph(self) -> str:
        return " ".join(self._filled(self.random.choice(SENTENCES)) for _ in range(self.random.randint(2, 5)))

    def _filled(self, sentence: str) -> str:
        pick = self.random.choice
        filled = sentence.format(
            place=pick(PLACES), time=pick(TIMES), thing=pick(THINGS), person=pick(PEOPLE), feeling=pick(FEELINGS)
        )
        return filled[0].upper() + filled[1:]
