"""Runs the rocrate-validator on one crate, without a network.

Started by the tests with the Python that has it (``pip install roc-validator`` anywhere; it
wants an older rich than ours). The one page that it asks for is answered from a file.

Usage: python rocrate_offline.py CONTEXT.jsonld CRATE_FOLDER
"""

# mypy: ignore-errors
import io
import sys
from pathlib import Path

import requests
import requests.adapters
import urllib3

CONTEXT = "https://w3id.org/ro/crate/1.2/context"


def answer(self, request, **options):  # noqa: ANN001, ANN003, ANN201 - as the library calls it
    """Give the context, and 404 for every other page."""
    known = request.url == CONTEXT
    body = Path(sys.argv[1]).read_bytes() if known else b""
    headers = {"Content-Type": "application/ld+json"}
    raw = urllib3.HTTPResponse(io.BytesIO(body), headers, 200 if known else 404,
                               preload_content=False)  # fmt: skip
    return self.build_response(request, raw)


if __name__ == "__main__":
    requests.adapters.HTTPAdapter.send = answer
    from rocrate_validator import services

    asked = {
        "rocrate_uri": sys.argv[2],
        "profile_identifier": "ro-crate-1.2",
        "requirement_severity": "REQUIRED",
    }
    result = services.validate(asked)
    for issue in result.get_issues():
        print(issue.check.identifier, issue.message)
    sys.exit(0 if result.passed() else 1)
