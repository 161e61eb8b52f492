"""Tells whether git has left something to resolve, as the platform found it. Not every conflict has markers: one side may have removed the file."""
import json
import os

conflicts = [path for path in os.environ.get("LLM_AGENT_VAR_CONFLICTS", "").split("\n") if path]
print(json.dumps({"_next": "some" if conflicts else "none", "conflicts": conflicts}))
