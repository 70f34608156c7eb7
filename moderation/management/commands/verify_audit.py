from django.core.management.base import BaseCommand, CommandError

from moderation.models import AuditEntry
from moderation.verification import verify


class Command(BaseCommand):
    help = "Check that no entry of the audit log was changed or taken out, and that its triggers stand."

    def handle(self, *args, **options):
        faults = 0
        for finding in verify():
            faults += finding.is_fault
            where = f"entry {finding.entry_id}: " if finding.entry_id else ""
            self.stdout.write(f"{where}{finding.what}")
        if faults:
            raise CommandError(f"The audit log is not whole: {faults} fault{'s' if faults > 1 else ''}.")
        self.stdout.write(f"The audit log is whole: {AuditEntry.objects.count()} entries.")
