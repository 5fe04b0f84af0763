"""The floor of board packs: papers of every origin become one PDF that keeps their structure, links and outlines."""

from report.packs.making import PackFileMade, PackResult, make_pack, render_pack

__all__ = ["PackFileMade", "PackResult", "make_pack", "render_pack"]
