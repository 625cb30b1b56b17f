"""Two ways to send a request with nothing added to it: over a wire, or straight into the app."""

from collections.abc import Callable, Mapping

from flask import Flask
from served import Answer, ask

Send = Callable[..., Answer]  # (path, *, form, body, headers, source)


def over_the_wire(port: int) -> Send:
    def send(path: str, **request: object) -> Answer:
        return ask(port, path, **request)  # type: ignore[arg-type]  # handed on as it is

    return send


def within(app: Flask) -> Send:
    """The same without a server: straight into the app."""
    client = app.test_client(use_cookies=False)

    def send(
        path: str,
        *,
        form: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        source: str = "127.0.0.1",
    ) -> Answer:
        sent = form if body is None else body
        response = client.open(
            path,
            method="GET" if sent is None else "POST",
            headers=dict(headers or {}),
            environ_overrides={"REMOTE_ADDR": source},
            data=sent,
        )
        return Answer(response.status_code, tuple(response.headers.items()), response.get_data())

    return send
