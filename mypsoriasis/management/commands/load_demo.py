from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.models import Article
from members.models import Member
from mypsoriasis.demo.community import SIGN_INS, DemoCommunity


class Command(BaseCommand):
    help = "Fill an empty demo site with a small invented community. Does nothing when it is there already."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("load_demo runs on the demo settings only.")
        if not Article.objects.exists():
            raise CommandError("Load the library first: manage.py load_library")
        if Member.objects.exists():
            self.stdout.write("The demo community is there already.")
        else:
            with transaction.atomic():
                DemoCommunity().build()
            self.stdout.write(f"{Member.objects.count()} invented members have moved in.")
        self.print_sign_ins()

    def print_sign_ins(self) -> None:
        self.stdout.write("Sign in with an address below; the six-digit code is at /demo/mail/")
        for role, name in SIGN_INS.items():
            member = Member.objects.filter(username=name).first()
            if member:
                self.stdout.write(f"  {role:<10} {member.email}")
