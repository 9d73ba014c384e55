"""A Flyte endpoint on loopback that answers the few calls `flyte deploy` makes, keeps what it is sent and gives it back.

It speaks the Connect unary protocol over HTTP/1.1 with `application/proto` bodies. The code bundle's upload goes to the
same server. The first releases speak gRPC: for them a second port hands each call on.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import PackageNotFoundError, requires

from tests.conformance import reading_back


class Recorder(ThreadingHTTPServer):
    """Answers on 127.0.0.1; keeps the DeployTaskRequests, the CreateRequests of apps, and the URI, version and bytes of each code bundle."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.http_url = f"http://127.0.0.1:{self.server_address[1]}"
        self.url = self.http_url
        """The endpoint that a client is given."""
        self.deployed: list[bytes] = []
        self.apps: list[bytes] = []
        self.calls: list[str] = []
        self.bundles: list[tuple[str, str]] = []
        self.uploads: list[bytes] = []

    def answer(self, call: str, body: bytes) -> bytes | None:
        """The response to a unary call by its method's name; None where it is not one that a deployment needs."""
        from flyteidl2.dataproxy import dataproxy_service_pb2 as dataproxy

        self.calls.append(call)
        if call == "SelectCluster":
            from flyteidl2.cluster import payload_pb2 as cluster

            return cluster.SelectClusterResponse(cluster_endpoint=self.url).SerializeToString()
        if call == "CreateUploadLocation":
            name = f"bundle-{len(self.bundles)}.tar.gz"
            digest = dataproxy.CreateUploadLocationRequest.FromString(body).content_md5.hex()
            self.bundles.append((f"s3://bucket/{name}", digest))
            return dataproxy.CreateUploadLocationResponse(
                signed_url=f"{self.http_url}/upload/{name}", native_url=f"s3://bucket/{name}"
            ).SerializeToString()
        if call == "DeployTask":
            self.deployed.append(body)
            return b""
        if call == "Create":
            from flyteidl2.app import app_payload_pb2 as app

            self.apps.append(body)
            return app.CreateResponse(app=app.CreateRequest.FromString(body).app).SerializeToString()
        return reading_back.answer(call, body, self.deployed, self.apps)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Recorder

    def do_POST(self) -> None:
        response = self.server.answer(self.path.rpartition("/")[2], self._body())
        if response is None:
            self._refuse()
        else:
            self._answer(response)

    def do_PUT(self) -> None:
        self.server.uploads.append(self._body())
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


def speaks_grpc() -> bool:
    """Whether the SDK at hand is of the first releases, whose client speaks gRPC."""
    try:
        return any("grpcio" in each and "extra" not in each for each in requires("flyte") or ())
    except PackageNotFoundError:
        return False


@contextmanager
def grpc_front(recorder: Recorder) -> Iterator[None]:
    """A gRPC port that hands each unary call to the recorder."""
    from concurrent.futures import ThreadPoolExecutor

    import grpc  # type: ignore[import-untyped, unused-ignore]  # of the first releases alone

    def answer(call: str, body: bytes, context: grpc.ServicerContext) -> bytes | None:
        response = recorder.answer(call, body)
        if response is None:
            context.abort(grpc.StatusCode.UNIMPLEMENTED, call)
        return response

    class AnyMethod(grpc.GenericRpcHandler):
        def service(self, details):
            return grpc.unary_unary_rpc_method_handler(partial(answer, details.method.rpartition("/")[2]))

    server = grpc.server(ThreadPoolExecutor(4), handlers=[AnyMethod()])
    port = server.add_insecure_port("127.0.0.1:0")
    recorder.url = f"dns:///127.0.0.1:{port}"
    server.start()
    try:
        yield
    finally:
        server.stop(None)


@contextmanager
def recording() -> Iterator[Recorder]:
    """A recorder that runs while the block does."""
    server = Recorder()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with grpc_front(server) if speaks_grpc() else nullcontext():
            yield server
    finally:
        server.shutdown()
        server.server_close()
