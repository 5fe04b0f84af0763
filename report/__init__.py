"""Annual-report publisher: a project folder becomes a paginated, tagged and branded PDF."""

__version__ = "0.1.0"
