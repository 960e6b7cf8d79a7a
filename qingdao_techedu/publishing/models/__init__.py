from .kept import KeptForm
from .proposals import Change, Proposal
from .public_now import public
from .publishable import Publication, Publishable, PublishableQuerySet
from .recorded import Door, Recorded

__all__ = [
    "Change",
    "Door",
    "KeptForm",
    "Proposal",
    "Publication",
    "Publishable",
    "PublishableQuerySet",
    "Recorded",
    "public",
]
