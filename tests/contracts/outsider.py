"""A script of another team: nothing of booth_app but its addresses, plain HTTP and a jar for cookies."""

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from lxml import html


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def location(self) -> str:
        """Where a redirect leads, without the host."""
        found = urlsplit(self.headers.get("location", ""))
        return found.path + (f"?{found.query}" if found.query else "")


@dataclass
class Outsider:
    """One client with its cookies; follows no redirect by itself."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """GET, or POST where there is a form. Header names are written with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        connection.request("GET" if form is None else "POST", path, urlencode(form) if form is not None else None, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        for each in answer.headers.get_all("set-cookie") or []:
            name, value = each.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)

    def fields(self, path: str, ending: str) -> dict[str, str]:
        """What a page's form holds that is sent to an address with this ending."""
        page = html.fromstring(self.ask(path).text)
        form = next(each for each in page.forms if re.search(ending, each.action or path))
        return {name: value or "" for name, value in form.form_values()}

    def sign_in(self, email: str, password: str) -> Answer:
        """Through the form, as a person would."""
        path = "/en/account/sign-in"
        return self.ask(path, self.fields(path, "sign-in") | {"email": email, "password": password})
