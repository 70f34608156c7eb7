"""What readers keep of threads: how far they have read, and what they want to find again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .post import Post
from .thread import Thread


class ReadPosition(models.Model):
    """How far a member has read a thread, the same on all their devices.

    seq: the highest Post.published_seq they have seen. Posts above it are new to them.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="read_positions")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "thread"], name="read_position_once")]

    def __str__(self):
        return f"read to {self.seq} of thread {self.thread_id}"


class Bookmark(models.Model):
    """A post that a member wants to find again, with a note for nobody else."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["member", "post"], name="bookmark_once")]

    def __str__(self):
        return f"bookmark of post {self.post_id}"
