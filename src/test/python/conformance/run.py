"""Runs the suite and prints one JSON object a line for each test, then a summary to stderr.

    rolegate simulator --port 5000 --scenario src/test/python/scene.yaml
    EC2_ENDPOINT=http://127.0.0.1:5000 python -m conformance.run [PATTERN ...]
"""

import json
import os
import re
import sys
import time
import traceback
import unittest

EVIDENCE = re.compile(r"^\[([DLRCEI])] \S")


class Lines(unittest.TestResult):
    """Writes each outcome as it comes, so that a reader need not wait for the end."""

    def __init__(self, out):
        super().__init__()
        self.out = out
        self.counts = {}
        self.evidence = {}

    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()
        self.problem = None

    def addError(self, test, err):
        self.problem = ("error", err)
        if not isinstance(test, unittest.TestCase):  # a class's set-up
            self.write(test, str(test))

    def addFailure(self, test, err):
        self.problem = ("failed", err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.problem = ("failed", err)

    def stopTest(self, test):
        doc = " ".join((test._testMethodDoc or "").split())
        if not EVIDENCE.match(doc):
            self.problem = ("failed", (ValueError, ValueError("no evidence tag in " + doc), None))
        self.write(test, doc)
        super().stopTest(test)

    def write(self, test, doc):
        outcome, err = self.problem or ("passed", None)
        self.counts[outcome] = self.counts.get(outcome, 0) + 1
        if EVIDENCE.match(doc):
            self.evidence[doc[1]] = self.evidence.get(doc[1], 0) + 1
        line = {"id": test.id().replace("conformance.", ""), "behaviour": doc, "outcome": outcome,
                "seconds": round(time.monotonic() - getattr(self, "started", time.monotonic()), 3)}
        if err:
            line["detail"] = "".join(traceback.format_exception(*err))
        self.out.write(json.dumps(line) + "\n")
        self.out.flush()


def main(patterns):
    suite = unittest.defaultTestLoader.discover(
        os.path.dirname(__file__), top_level_dir=os.path.dirname(os.path.dirname(__file__)))

    def flat(one):
        for inner in one:
            if isinstance(inner, unittest.TestSuite):
                yield from flat(inner)
            else:
                yield inner

    chosen = [t for t in flat(suite) if not patterns or any(p in t.id() for p in patterns)]
    result = Lines(sys.stdout)
    unittest.TestSuite(chosen).run(result)
    print(f"{len(chosen)} behaviours: {result.counts}; evidence {result.evidence}",
          file=sys.stderr)
    return 0 if set(result.counts) <= {"passed"} and chosen else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
