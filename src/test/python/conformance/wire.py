"""EC2's Query protocol by hand: signed form posts, and the XML that comes back."""

import http.client
import re
import urllib.parse
import xml.etree.ElementTree

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from .harness import ENDPOINT, REGION

NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.root = xml.etree.ElementTree.fromstring(body) if body.strip() else None

    def plain(self):
        """The tree without the namespace, for short paths."""
        return xml.etree.ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", self.body))

    def error(self):
        tree = self.plain()
        return (tree.findtext("Errors/Error/Code"), tree.findtext("Errors/Error/Message"))


class Wire:
    def __init__(self, region=REGION, service="ec2", version="2016-11-15",
                 key="AKIAIOSFODNN7EXAMPLE"):
        address = urllib.parse.urlsplit(ENDPOINT)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        self.signer = SigV4Auth(Credentials(key, "secret"), service, region)
        self.version = version

    def call(self, action, method="POST", **parameters):
        named = {"Action": action, "Version": self.version}
        named.update((k.replace("__", "."), v) for k, v in parameters.items())
        return self.send(urllib.parse.urlencode(named), method)

    def send(self, form, method="POST", signed=True):
        url = ENDPOINT + "/" + (f"?{form}" if method == "GET" else "")
        request = AWSRequest(method=method, url=url,
                             data=form.encode() if method == "POST" else None)
        if method == "POST":
            request.headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
        if signed:
            self.signer.add_auth(request)
        self.connection.request(method, "/" + (f"?{form}" if method == "GET" else ""),
                                body=request.data, headers=dict(request.headers))
        got = self.connection.getresponse()
        return Answer(got.status, got.headers, got.read().decode())
