"""How it is sold."""

from django.utils.translation import gettext_lazy as _

from .claim import Claim
from .slugs import APPROVED, CHECK

SELLING = (
    Claim(
        code="listed",
        name=_("A name on our list"),
        says=_("The text names somebody who stands on our list of sellers."),
        means=(),
        not_means=(_("It does not prove that the text comes from them. Others can use a name too."),),
        explainers=(CHECK,),
    ),
    Claim(
        code="paid_trial",
        name=_("A study you pay for, or without a dummy"),
        says=_("You pay to take part in a study, or everybody in it gets the treatment."),
        means=(
            _(
                "In 2017, 7 studies called “patient-funded” and 11 others that charged stood on ClinicalTrials.gov "
                "[R29]."
            ),
            _(
                "In one U.S. court case the clinic spoke of “patient-funded” research. One treatment cost about 8,900 "
                "dollars, and twelve cost 41,500 [L5]."
            ),
        ),
        not_means=(_("If everybody gets the same, there is nobody to compare with. So nothing can be shown."),),
        explainers=(CHECK, APPROVED),
    ),
    Claim(
        code="price",
        name=_("A price, a package or a loan"),
        says=_("What it costs, and how you can pay."),
        means=(
            _(
                "In the United States, an offer that charges you for unapproved cells or exosomes is probably illegal "
                "[L1, L2]."
            ),
            _("In three U.S. cases, one treatment cost from about 5,000 to 15,000 dollars [L5, L7, L8]."),
            _("A loan to pay for it is a sign that consumer cases and official warnings name [L7, L8, L13, N1]."),
        ),
        not_means=(_("A high price does not show that it is good. Ask what follow-up costs [N1]."),),
        explainers=(CHECK,),
    ),
    Claim(
        code="discount",
        name=_("A discount or a gift"),
        says=_("It costs you less than others, or less for now."),
        means=(_("The FDA tells people to ask their questions before they pay [N7]."),),
        not_means=(_("A lower price says nothing about whether it helps."),),
        explainers=(CHECK,),
    ),
    Claim(
        code="limited_places",
        name=_("Few places, little time"),
        says=_("You have to decide soon."),
        means=(
            _(
                "“Only a few places left” is a sign that consumer cases and official warnings name [L7, L8, L13, N1]."
            ),
        ),
        not_means=(
            _(
                "It does not mean that you would miss something. If the offer is good, it will be there next week."
            ),
        ),
        explainers=(CHECK,),
    ),
    Claim(
        code="seminar",
        name=_("A free talk or consultation"),
        says=_("Come and listen, or talk with us. It costs you nothing."),
        means=(
            _(
                "Free seminars were one method in a U.S. consumer case. The founders of that firm are banned for good "
                "from marketing such treatments [L8]."
            ),
        ),
        not_means=(
            _(
                "Advice from a seller is not a second opinion. Show the offer to your own dermatologist "
                "first [L13, N1]."
            ),
        ),
        explainers=(CHECK,),
    ),
    Claim(
        code="travel",
        name=_("Travel as part of the offer"),
        says=_("Flight, hotel or transfer are arranged for you."),
        means=(
            _(
                "Flight and hotel in the package are a sign that consumer cases and official warnings name [L7, L8, "
                "L13, N1]."
            ),
            _(
                "In 2022, three people from the U.S. had injections in Mexico and caught a germ that resists drugs "
                "[R36]."
            ),
        ),
        not_means=(_("It does not say who looks after you at home. Ask about follow-up, and who pays for it [N1]."),),
        explainers=(CHECK,),
    ),
    Claim(
        code="cell_count",
        name=_("A number of cells"),
        says=_("You get so many cells. More of them may cost more."),
        means=(
            _("A price list by the number of cells is a sign that consumer cases and warnings name [L7, L8, L13, N1]."),
            _(
                "No stem cell product is approved for psoriasis in the United States, so no number of cells is [L2, "
                "L14]."
            ),
        ),
        not_means=(_("More cells do not mean more benefit. Our sources name no number that helps."),),
        explainers=(CHECK, APPROVED),
        rows=("msc-psoriasis",),
    ),
    Claim(
        code="chat_app",
        name=_("A private chat or a coordinator"),
        says=_("Write to us in private. Somebody will look after you."),
        means=(
            _(
                "A coordinator who writes by chat app is a sign that consumer cases and warnings "
                "name [L7, L8, L13, N1]."
            ),
        ),
        not_means=(_("A friendly answer is not medical advice. Ask to have everything in writing."),),
        explainers=(CHECK,),
    ),
)
