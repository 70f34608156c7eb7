"""What to ask before paying, and where to report, for whoever was sent an offer. Sentences cite references as [L2]."""

from django.utils.translation import gettext_lazy as _

QUESTIONS = (
    _(
        "In the United States: has the FDA, the medicines regulator, reviewed it? What is the number of its IND (the "
        "FDA's go-ahead for a trial)? May I see the FDA's letter? Ask even for your own cells [N7]."
    ),
    _("Is it routine care for psoriasis [N1]?"),
    _("Where do the cells come from [N1]?"),
    _("What is the evidence, and where was it published [N1]?"),
    _("Who oversees the treatment [N1]?"),
    _("What are the risks, and what are all the costs [N1]?"),
    _("What does follow-up look like [N1]?"),
    _("If it is a study: who runs it, in which phase, with what control group, and who pays [L2]?"),
    _("What does my own dermatologist say? Who could give me a second opinion [L13, N1]?"),
)

# What was read in a source. Where it carries no reference key, the explainer says the same words.
REPORTS = (
    _(
        "United States, harm: the FDA's MedWatch, online, under “Report a problem”. Its form counts these products as "
        "“drugs”."
    ),
    _("United States, an offer that worries you: ocod@fda.hhs.gov. The FDA gave this address in 2021."),
    _("European Union: the medicines agency of your country [L13]."),
    _("Australia: the TGA's form for complaints [L18]."),
)
UNCHECKED_REPORTS = (
    _(
        "United States, false adverts: the FTC at reportfraud.ftc.gov, and your state's attorney general and medical "
        "board."
    ),
    _("United Kingdom: the MHRA's Yellow Card for harm, the Advertising Standards Authority for adverts."),
    _("Canada: Health Canada's complaint form."),
)
