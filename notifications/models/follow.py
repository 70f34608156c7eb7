"""What members want to hear of."""

from django.conf import settings
from django.db import models


class Follow(models.Model):
    """A member wants to hear of what happens there.

    what: a key that the room above makes and reads: `thread:7`, `board:3`, `tag:5`, `member:9`, `articles`.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    what = models.CharField(max_length=40)
    # Muted: what would be followed by itself, as one's own question, and is not wanted.
    muted = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "what"], name="follow_once")]
        # Followers of a thing, in the order in which they are told.
        indexes = [models.Index(fields=["what", "member"], name="follow_of")]

    def __str__(self):
        return f"follow of {self.what}"
