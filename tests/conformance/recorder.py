"""A Flyte endpoint on loopback that answers the few calls `flyte deploy` makes and keeps what it is sent.

It speaks the Connect unary protocol over HTTP/1.1 with `application/proto` bodies. The code bundle's upload goes to the
same server.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Recorder(ThreadingHTTPServer):
    """Answers on 127.0.0.1; keeps the DeployTaskRequests, and the URI and version of each code bundle."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.deployed: list[bytes] = []
        self.calls: list[str] = []
        self.bundles: list[tuple[str, str]] = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Recorder

    def do_POST(self) -> None:
        from flyteidl2.cluster import payload_pb2 as cluster
        from flyteidl2.dataproxy import dataproxy_service_pb2 as dataproxy

        body = self._body()
        call = self.path.rpartition("/")[2]
        self.server.calls.append(call)
        if call == "SelectCluster":
            self._answer(cluster.SelectClusterResponse(cluster_endpoint=self.server.url).SerializeToString())
        elif call == "CreateUploadLocation":
            name = f"bundle-{len(self.server.bundles)}.tar.gz"
            digest = dataproxy.CreateUploadLocationRequest.FromString(body).content_md5.hex()
            self.server.bundles.append((f"s3://bucket/{name}", digest))
            answer = dataproxy.CreateUploadLocationResponse(
                signed_url=f"{self.server.url}/upload/{name}", native_url=f"s3://bucket/{name}"
            )
            self._answer(answer.SerializeToString())
        elif call == "DeployTask":
            self.server.deployed.append(body)
            self._answer(b"")
        else:
            self._refuse()

    def do_PUT(self) -> None:
        self._body()
        self._answer(b"")

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def _body(self) -> bytes:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/proto")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _refuse(self) -> None:
        body = b'{"code":"unimplemented"}'
        self.send_response(501)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def recording() -> Iterator[Recorder]:
    """A recorder that runs while the block does."""
    server = Recorder()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
