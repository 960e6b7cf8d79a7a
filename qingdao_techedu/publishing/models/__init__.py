from .kept import KeptForm
from .placed import Placed
from .proposals import Change, Proposal, Step
from .public_now import public
from .publishable import Publication, Publishable, PublishableQuerySet
from .recorded import Door, Recorded

__all__ = [
    "Change",
    "Door",
    "KeptForm",
    "Placed",
    "Proposal",
    "Publication",
    "Publishable",
    "PublishableQuerySet",
    "Recorded",
    "Step",
    "public",
]
