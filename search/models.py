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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="document_once")]

    def __str__(self):
        return f"{self.kind}: {self.title}"
