"""The reasons a text can be flagged for, in words for its author and for moderators.

Plain English; the site translates them by these very strings.
"""

REASONS: dict[str, tuple[str, str]] = {
    "contact": (
        "Offers private contact",
        "Asks readers to get in touch, or offers to pass on details in private.",
    ),
    "link": ("Link", "Leads to a website beside words about a treatment that is not approved."),
    "phone": ("Phone number", "Gives a phone number beside words about a treatment that is not approved."),
    "handle": ("Account or address", "Gives an account name or an e-mail address to write to."),
    "invitation": ("Invitation to book", "Invites readers to book, register, join or come."),
    "discount": ("Discount or financing", "Offers money off, a gift, a deposit or payment by instalments."),
    "limited_places": ("Limited places", "Presses readers with few places or little time."),
    "seminar": ("Sales event", "Invites to a seminar, webinar or other event about such treatments."),
    "price": ("Price", "States a price or a package as an offer."),
    "travel": ("Travel package", "Offers travel, hotel or transfers together with the treatment."),
    "provider": ("Names a provider", "Points to a clinic or a person who gives the treatment."),
    "provider_listed": ("Provider on our list", "Names a provider on our list of sellers of unapproved treatments."),
    "seller": ("Speaks for a seller", "Is written in the voice of those who give or sell the treatment."),
    "recommendation": ("Recommends going there", "Tells readers to go to a provider or to trust one."),
    "testimonial": ("Praises a provider", "Praises or thanks a provider in a way that sends readers there."),
    "outcome_claim": ("Claims an effect", "Claims that the treatment cures, clears or is safe, as a reason to buy."),
    "regulatory_misuse": (
        "Uses an official name as a seal",
        "Uses a registration, an ethics committee or a trial number as if it were an approval.",
    ),
    "pay_to_take_part": ("Paying to take part", "Recruits for a study or registry in which the patient pays."),
    "product_sale": ("Sells a product", "Sells vials, drops, creams or kits that are said to hold cells or exosomes."),
    "treatment": ("Unapproved treatment", "Is about a regenerative treatment that is not approved for psoriasis."),
    "obfuscation": ("Disguised words", "Writes words so that a filter would not read them."),
    "edit_adds": ("Added by the edit", "These words are new; the earlier text did not have them."),
    "wording": ("Reads like promotion", "Taken together, the wording reads like promotion of a seller."),
    "unread": ("Could not be checked", "The automatic check failed, so a person will read the text."),
}
