"""What is said about rules and regulators."""

from django.utils.translation import gettext_lazy as _

from .claim import Claim
from .slugs import APPROVED, CHECK, KNOWN_TREATMENTS, PRP

APPROVAL = (
    Claim(
        code="fda_approved",
        name=_("“Approved”"),
        says=_("A regulator (a public office that checks medicines) has said yes."),
        means=(
            _(
                "A yes is for one named product and one named use. In the United States nothing made of stem cells, "
                "exosomes or PRP is approved for psoriasis [L2, L11, L14, R19]."
            ),
            _(
                "The FDA approved its first product made of MSCs in December 2024. It is only for "
                "children with acute GVHD (donor cells attack the body) when steroids did not help [L14]."
            ),
        ),
        not_means=(_("A yes for another illness is not a yes for psoriasis [L14]."),),
        explainers=(APPROVED, KNOWN_TREATMENTS),
        rows=("msc-psoriasis", "ryoncil-gvhd", "cord-blood-blood-disorders"),
    ),
    Claim(
        code="fda_registered",
        name=_("“FDA registered”"),
        says=_("A firm or a place stands on a list of the FDA, the U.S. medicines regulator."),
        means=(_("Registered means: on a list [L2]."),),
        not_means=(_("It does not mean that anybody has judged the product. It is not approval [L2]."),),
        explainers=(APPROVED, CHECK),
        rows=("msc-psoriasis",),
    ),
    Claim(
        code="fda_cleared",
        name=_("“FDA cleared”"),
        says=_("A tool is like another one that is already sold."),
        means=(
            _(
                "A tool is cleared for a certain use. PRP kits are cleared mostly to mix PRP with bone graft [R19]."
            ),
        ),
        not_means=(_("It does not mean that a treatment done with the tool works, or that it is approved [L2, R19]."),),
        explainers=(APPROVED, PRP),
        rows=("prp-psoriasis",),
    ),
    Claim(
        code="off_label",
        name=_("“Off-label”"),
        says=_("The product is used for something else than its approved or cleared use."),
        means=(
            _("Doctors do this with approved medicines too. Some creams for psoriasis are an example [N18]."),
            _("With PRP it means that the FDA has not reviewed your use [R19]."),
        ),
        not_means=(_("It does not mean that somebody has checked whether it helps your skin."),),
        explainers=(PRP, KNOWN_TREATMENTS),
        rows=("prp-psoriasis",),
    ),
    Claim(
        code="fast_lane",
        name=_("On the way to approval (IND, RMAT, “fast track”)"),
        says=_("A regulator lets the product be tested, or talks faster with its maker."),
        means=(
            _("An IND is the go-ahead of the FDA to test a new drug in people. Ask for its number [N7]."),
            _("RMAT means faster talks about a serious illness, with some early evidence [L20]."),
        ),
        not_means=(_("An IND does not say that a drug works or may be sold [L2, L4]. RMAT is not approval [L20]."),),
        explainers=(APPROVED,),
        rows=("msc-psoriasis",),
    ),
    Claim(
        code="approved_lab",
        name=_("An approved or certified laboratory"),
        says=_("The place where the cells are handled is approved, certified or registered."),
        means=(
            _("That is about a place, not about a product. “Registered” means: on a list [L2]."),
            _("Researchers count certificates among the “tokens” of science, in place of controlled trials [R31]."),
        ),
        not_means=(_("It does not mean that what is made there is approved for psoriasis [L2, L14]."),),
        explainers=(APPROVED, CHECK),
        rows=("msc-psoriasis",),
    ),
    Claim(
        code="own_cells",
        name=_("Your own cells, no approval needed"),
        says=_("The cells are your own. Some offers add that nobody then has to approve the treatment."),
        means=(
            _(
                "In the United States human cells stay outside the full drug rules only if they pass several tests, "
                "all of them at once [L9]."
            ),
            _(
                "In 2021 and 2024 two U.S. courts of appeals ruled against clinics that treated with cells from fat "
                "[L4, L5]."
            ),
        ),
        not_means=(
            _(
                "That cells are your own does not mean that no approval is needed. The FDA's "
                "warning includes your own cells [L1, L2]."
            ),
        ),
        explainers=(APPROVED, CHECK),
        rows=("svf-psoriasis",),
    ),
    Claim(
        code="state_law",
        name=_("Allowed by a state"),
        says=_("The law of a U.S. state lets doctors give the treatment."),
        means=(
            _(
                "A Florida bill of 2025 lets doctors give unapproved cells for bones and joints, wounds and pain only. "
                "They must tell you in writing [L16]. We read summaries of it and did not check its final signature."
            ),
        ),
        not_means=(_("It is not approval by the FDA. Diseases of the skin are not on that list [L16]."),),
        explainers=(APPROVED,),
        rows=("msc-psoriasis",),
    ),
    Claim(
        code="abroad",
        name=_("Not available where you live, allowed elsewhere"),
        says=_("You cannot get it at home, or it is legal in another country."),
        means=(
            _(
                "Mexico is reported to allow such treatments, by an authority of its own [N12]. That is no approval by "
                "the FDA."
            ),
            _(
                "A study is reported to have looked at 76 clinics in Tijuana. Online, 13 claimed a licence. Only 1 "
                "stood in the register with that name and address [N12]. We read a summary only."
            ),
            _(
                "Canada treats all cell therapies as drugs [L15]. In Australia they may not be advertised to the "
                "public [L18]."
            ),
        ),
        not_means=(
            _(
                "A yes in one country is not a yes in yours. In the European Union, ask for proof of "
                "authorisation [L13]."
            ),
        ),
        explainers=(APPROVED, CHECK),
        rows=("msc-psoriasis",),
    ),
    Claim(
        code="experimental",
        name=_("“Experimental”, or not approved"),
        says=_("By its own words it is not approved, or still being tried out."),
        means=(
            _("“Experimental”, yet outside a trial, is a sign that Europe's medicines agencies warn of [L13]."),
            _(
                "In the United States, unapproved cells or exosomes that you are charged for, or offered outside a "
                "trial that the FDA oversees, are probably an illegal offer [L1, L2]."
            ),
        ),
        not_means=(_("It does not show that there is a proper trial. Ask who oversees it [N1]."),),
        explainers=(CHECK, APPROVED),
        rows=("msc-psoriasis",),
    ),
)
