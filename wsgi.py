"""The plain Flask application: for any WSGI server and for `flask --app wsgi`."""

from booth_app.app import create_app

app = create_app()
