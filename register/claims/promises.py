"""What is promised, and what is shown as proof."""

from django.utils.translation import gettext_lazy as _

from .claim import Claim
from .slugs import APPROVED, CHECK, KNOWN_TREATMENTS, MSC, STEM_CELLS, STUDIES

PROMISES = (
    Claim(
        code="outcome",
        name=_("A cure, or lasting success"),
        says=_(
            "Your psoriasis will be cured, cleared for good, or dealt with at its root. You may not need other "
            "treatment."
        ),
        means=(
            _(
                "“Cure”, “reset” and “root cause” are signs that consumer cases and official warnings name [L7, L8, "
                "L13, N1]."
            ),
            _(
                "With modern biologics (medicines made in living cells) many people reach clear or nearly clear skin. "
                "Any cell treatment has to be measured against that [R9]."
            ),
            _("The FDA names a quiet harm: proven treatment comes later [L11]."),
        ),
        not_means=(_("That somebody's skin became clear does not show what made it clear."),),
        explainers=(KNOWN_TREATMENTS, CHECK),
    ),
    Claim(
        code="success_rate",
        name=_("A rate of success"),
        says=_("So many of the people who were treated got better."),
        means=(
            _(
                "In the largest study of cells we know of, 8 of 17 people got better by at least 40 percent. There was "
                "no control group (people who get another treatment or a dummy, to compare with) [R4]."
            ),
            _("Ask where the rate was published [N1]."),
        ),
        not_means=(_("It does not say how many of them would have got better without the treatment."),),
        explainers=(STUDIES, CHECK),
    ),
    Claim(
        code="many_diseases",
        name=_("One treatment for many illnesses"),
        says=_("The same treatment helps with many illnesses."),
        means=(
            _("Illnesses with a proven stem cell treatment are few. Most are of the blood and the immune system [N1]."),
            _(
                "A study found 243 websites of alternative medicine that sold stem cells for a very wide list of "
                "problems [R32]."
            ),
        ),
        not_means=(_("A long list does not show that each claim on it was tested."),),
        explainers=(STEM_CELLS, CHECK),
    ),
    Claim(
        code="no_side_effects",
        name=_("Safe, natural, or without side effects"),
        says=_("It is safe, because it is natural or because nothing bad was seen."),
        means=(
            _(
                "After unproven cell treatments, Europe's medicines agency lists infection, immune reactions, tumours, "
                "loss of sight and bleeding in the brain. Some people died [L12]."
            ),
            _("In 2018, contaminated cord blood products put 12 people in three U.S. states in hospital [R35]."),
            _(
                "These reports are not about psoriasis. Nobody knows how often harm occurs; some is likely not "
                "reported [N4]."
            ),
        ),
        not_means=(
            _(
                "“Natural” and “your own” do not mean safe. Three people paid to have cells from their own fat put "
                "into their eyes. A year later their sight ranged from very poor to none [R33]."
            ),
            _("One person without side effects cannot show that there are none [R8]."),
        ),
        explainers=(CHECK, MSC),
    ),
    Claim(
        code="study",
        name=_("“Proven”, “studies show”"),
        says=_("Science has shown that it works."),
        means=(
            _("Ask which study, and where it was published [N1]."),
            _(
                "The study that sellers like to quote had 17 people and no control group [R4]. We have seen them leave "
                "that out."
            ),
        ),
        not_means=(_("That something was published does not make it proof. A report about one person is a hint."),),
        explainers=(STUDIES, CHECK),
    ),
    Claim(
        code="tokens",
        name=_("Certificates, patents, titles"),
        says=_("Papers, prizes or titles speak for the clinic."),
        means=(
            _(
                "Researchers call certificates, memberships and patents “tokens” of science, in place of controlled "
                "trials [R31]."
            ),
        ),
        not_means=(_("They do not show that the treatment helps your skin."),),
        explainers=(CHECK, STUDIES),
    ),
    Claim(
        code="testimonial",
        name=_("Stories, stars and famous people"),
        says=_("Others are glad that they did it."),
        means=(
            _("Researchers count happy stories and star ratings among the “tokens” of science [R31]."),
            _(
                "Stories and famous faces in place of trials are signs that consumer cases and warnings name [L7, L8, "
                "L13, N1]."
            ),
        ),
        not_means=(_("A story can be true and still not show what helped."),),
        explainers=(CHECK, STUDIES),
    ),
    Claim(
        code="trial_number",
        name=_("A trial number as a seal"),
        says=_("A study stands in a public list, such as ClinicalTrials.gov."),
        means=(
            _(
                "The list does not vet what is put in it. In 2017, people had to pay for 18 studies that stood there "
                "[R29]."
            ),
            _(
                "A listing is a record, not a seal [L2]. Look who runs the study, whether it has a control group, who "
                "pays, and whether its contact is at a hospital or a university."
            ),
        ),
        not_means=(_("A number is not approval, and it does not show that the treatment works [L2, R29]."),),
        explainers=(CHECK, APPROVED),
    ),
)
