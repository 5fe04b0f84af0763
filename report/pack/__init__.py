"""The floor of board packs: papers of every origin become one PDF that keeps their structure, links and outlines."""
