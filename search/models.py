"""One index of documents. Other rooms write into it and ask it; it knows none of them."""

from django.db import models


class Document(models.Model):
    """A text that everyone may find, as its room described it. The engine keeps its words in step by itself."""

    kind = models.CharField(max_length=20)
    key = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    url = models.CharField(max_length=300)
    note = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField()
    # What a search can be narrowed by, and who may find it. The rooms that write decide what these mean.
    audience = models.CharField(max_length=8, default="everyone", db_default="everyone")
    place = models.CharField(max_length=60, blank=True, db_default="")
    tags = models.CharField(max_length=300, blank=True, db_default="")  # each between spaces: " scalp methotrexate "
    answered = models.BooleanField(default=False, db_default=False)
    # Of a text written anonymously too: read for "mine" alone, and shown nowhere.
    author = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="document_once")]

    def __str__(self):
        return f"{self.kind}: {self.title}"
