"""Two states of a report → what changed between them, as text, as data and as a PDF."""

from report.publish.changes.comparison import Comparison, compared
from report.publish.changes.states import State, state_of, states_of

__all__ = ["Comparison", "State", "compared", "state_of", "states_of"]
