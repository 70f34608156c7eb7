"""What the words of advertisements say, what that means, and what it does not mean.

Medical and legal sentences come from the fact sheet only and name their sources; tests hold them against the
references and the explainers that come with the site.
"""

from .approval import APPROVAL
from .claim import Claim
from .promises import PROMISES
from .selling import SELLING
from .treatments import TREATMENTS

__all__ = ["CLAIMS", "Claim"]

# In the order in which a reader gets them.
CLAIMS = {claim.code: claim for claim in (*TREATMENTS, *PROMISES, *APPROVAL, *SELLING)}
