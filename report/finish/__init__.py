"""Turns a painted document into a conforming file: tags, links, navigation, metadata, output intent."""

from report.finish.finishing import finish

__all__ = ["finish"]
