"""What is offered."""

from django.utils.translation import gettext_lazy as _

from .claim import Claim
from .slugs import APPROVED, EXOSOMES, MSC, PRP, STEM_CELLS, TRANSPLANTS

TREATMENTS = (
    Claim(
        code="stem_cells",
        name=_("Stem cells, or another cell treatment"),
        says=_("You would be given cells, or something made from them, by this or another name."),
        means=(
            _("In the United States no stem cell product is approved for psoriasis or psoriatic arthritis [L2, L14]."),
            _("The largest study we know of treated 17 people. There was nobody to compare them with [R4]."),
        ),
        not_means=(
            _(
                "That a clinic offers it does not show that it helps. A review in 2020 asked for more data [R2]."
            ),
        ),
        explainers=(MSC, STEM_CELLS),
        rows=("msc-psoriasis",),
    ),
    Claim(
        code="fat_cells",
        name=_("Cells from fat (SVF)"),
        says=_("You would be given cells that were drawn from fat, often your own."),
        means=(
            _("In the United States no such product is approved for psoriasis [L2]."),
            _("A U.S. court ruled in 2024 that SVF, a mix of cells drawn from fat, is a drug [L5]."),
            _(
                "The most striking report is about one person. It was written by staff of a clinic that sold the "
                "treatment [R7]. The FDA took the same company to court and won [L4]."
            ),
        ),
        not_means=(
            _(
                "That the fat is your own does not put it outside the rules. The FDA's warning includes your own cells "
                "[L1, L2]."
            ),
        ),
        explainers=(MSC, APPROVED),
        rows=("svf-psoriasis",),
    ),
    Claim(
        code="exosomes",
        name=_("Exosomes"),
        says=_("You would be given exosomes (tiny bubbles of messages that cells send out)."),
        means=(
            _("In December 2019 the FDA said that it had approved no exosome product [L11]."),
            _("On samples of human skin, almost all of them stayed in the dead outer layer [R15]."),
        ),
        not_means=(
            _(
                "That it was tried on people does not show that it helps. The first test of an ointment had 10 healthy "
                "volunteers, and it says nothing yet about benefit [R16]."
            ),
        ),
        explainers=(EXOSOMES,),
        rows=("exosomes-psoriasis",),
    ),
    Claim(
        code="prp",
        name=_("Platelet-rich plasma (PRP)"),
        says=_("You would be given plasma from your own blood, with more platelets in it."),
        means=(
            _(
                "Kits that make PRP are cleared, mostly to mix it with bone graft. The FDA has "
                "not reviewed other uses [R19]."
            ),
            _("The studies in psoriasis are small. One of them had 21 people [R17]."),
        ),
        not_means=(_("A cleared kit does not show that PRP helps your skin [R19]."),),
        explainers=(PRP,),
        rows=("prp-psoriasis",),
    ),
    Claim(
        code="transplant",
        name=_("A transplant of blood stem cells"),
        says=_("You would get a transplant, as people with diseases of the blood do."),
        means=(
            _(
                "Transplants have not been tested for psoriasis. The reports are about people treated for a blood "
                "disease [R11]."
            ),
            _(
                "In large, older studies of transplants for diseases of the immune system, with people's own cells, "
                "5 to 12 in 100 people died of the transplant [R10]."
            ),
        ),
        not_means=(
            _(
                "That psoriasis went away in some people does not make it a treatment. In one report it came back "
                "within two years in 5 of 6 people who had been given their own cells [R10]."
            ),
        ),
        explainers=(TRANSPLANTS,),
        rows=("hsct-psoriasis",),
    ),
)
