from .attempts import Attempts
from .grants import Grant
from .kinds import AwardKind
from .objections import Objection
from .quotas import Quota
from .rounds import NameForm, RollCount, Round

__all__ = ["Attempts", "AwardKind", "Grant", "NameForm", "Objection", "Quota", "RollCount", "Round"]
