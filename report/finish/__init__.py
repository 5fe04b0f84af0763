"""Turns a painted document into a conforming file: tags, links, navigation, metadata, output intent."""

from report.finish.finishing import Draft, conclude, draft, finish

__all__ = ["Draft", "conclude", "draft", "finish"]
