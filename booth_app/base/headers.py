"""What every answer carries, whatever made it."""

import secrets

from flask import Flask, Response, g, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Of what is given to be saved: opened in place all the same, it may do nothing."""
HSTS = "max-age=31536000; includeSubDomains"


def fixed(*, secure: bool) -> dict[str, str]:
    """What every answer carries; `secure`: the installation is reached by https only."""
    return {**FIXED, **({"Strict-Transport-Security": HSTS} if secure else {})}


def init_app(app: Flask) -> None:
    """Number each request and put the headers on each answer."""
    always = fixed(secure=app.config["SECURE"])

    @app.before_request
    def number() -> None:
        g.reference = secrets.token_hex(4).upper()

    @app.after_request
    def add(response: Response) -> Response:
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = SANDBOX
        for key, value in always.items():
            response.headers.setdefault(key, value)
        if "Cache-Control" not in response.headers:
            # Private unless a view says otherwise: a page that shows who is signed in is nobody else's.
            response.headers["Cache-Control"] = (
                "no-store" if g.get("user_known") or request.method != "GET" else "no-cache"
            )
        response.headers["X-Request-Id"] = g.get("reference", "-")
        return response
