"""One index of documents. Other rooms write into it and ask it; it knows none of them."""

from django.db import models


class Document(models.Model):
    """A text that may be found, as its room described it. The engine keeps its words in step by itself."""

    kind = models.CharField(max_length=20)
    key = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    url = models.CharField(max_length=300)
    note = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField()
    # Of a part, as a reply: the document it belongs to, whose title stands above it. Parts have no title.
    of_kind = models.CharField(max_length=20, blank=True, default="", db_default="")
    of_key = models.PositiveBigIntegerField(null=True, blank=True)
    # What a search can be narrowed by, and who may find it. The rooms that write decide what these mean.
    audience = models.CharField(max_length=8, default="everyone", db_default="everyone")
    place = models.CharField(max_length=60, blank=True, default="", db_default="")
    tags = models.CharField(
        max_length=300, blank=True, default="", db_default=""
    )  # each between spaces: " scalp methotrexate "
    answered = models.BooleanField(default=False, db_default=False)
    # Of a text written anonymously too: read for "mine" alone, and shown nowhere.
    author = models.PositiveBigIntegerField(null=True, blank=True)
    # All of these as words of the index, and the voices; see facts.py. A document without them is found by nobody.
    facts = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="document_once")]
        indexes = [
            models.Index(fields=["of_kind", "of_key"], condition=~models.Q(of_kind=""), name="document_parts"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.title}"


class Word(models.Model):
    """A word that several documents for everyone hold, for who mistypes it. documents: in how many it was counted."""

    word = models.CharField(max_length=30, primary_key=True)
    documents = models.PositiveIntegerField()

    def __str__(self):
        return self.word
