"""gunicorn's worker with threads, which gives a thread to a request only when its head has come.

Its own gives one to every connection: eight that send half a head stop a portal of two workers.
Here they wait where waiting costs nothing, and not for long. What looks after the portal is
answered by threads of its own, however busy the others are; so are files and programs, since who
reads a large answer slowly holds a thread as long as that takes. Whoever is answered before their
body has come may go on sending for a while: to close at once would take the answer from them.
"""

from __future__ import annotations

import errno
import re
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from socket import MSG_DONTWAIT, SHUT_WR
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from deploy.bodies import answering_early

HEAD_SECONDS = 10.0  # for a head to come whole
SILENCE_SECONDS = 20.0  # between two pieces of a body, and of an answer that somebody takes
LEAVING_SECONDS = 10.0  # for a client to hear an answer that ends the connection
LONGEST_HEAD = 64 * 1024  # bytes; what is longer gunicorn refuses by itself
END_OF_HEAD = (b"\r\n\r\n", b"\n\n")
LOOKS = re.compile(rb"(?:GET|HEAD) /(?:healthz|readyz) ")
# The same as nginx.conf sends on without keeping it: nobody stands between thread and reader.
LARGE = re.compile(
    rb"[A-Z]+ (?:/en)?/(?:data/[^/ ?]+\.|permalinks/[^/ ?]+\.|enrollment/table\.|api/)"
)
LARGE_AT_ONCE = 8  # of a worker


class PatientWorker(ThreadWorker):
    """Reads heads of requests itself, as they come, and hands whole ones to threads."""

    wsgi: Any

    def init_process(self) -> None:
        self.for_looks = ThreadPoolExecutor(2, "looks")
        self.for_large = ThreadPoolExecutor(LARGE_AT_ONCE, "large")
        super().init_process()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.wsgi = answering_early(self.wsgi)

    def enqueue_req(self, conn: Any) -> None:
        """Called for what is new, and for what may be read from again."""
        try:
            is_whole = self._read_head(conn)
        except OSError:
            self._give_up(conn)
            return
        if not is_whole:
            self._wait_for_more(conn)
            return
        head, conn.head, conn.waits_until = bytes(conn.head), bytearray(), None
        conn.init()
        conn.parser.unreader.unread(head)
        answer = self._threads_for(head).submit(self.handle, conn)
        answer.add_done_callback(
            lambda done: self.method_queue.defer(self.finish_request, conn, done)
        )

    def _threads_for(self, head: bytes) -> ThreadPoolExecutor:
        if LOOKS.match(head):
            return self.for_looks
        return self.for_large if LARGE.match(head) else self.tpool

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answer, but not to somebody who has fallen silent: no fault that a log should tell of."""
        conn.sock.settimeout(SILENCE_SECONDS)
        req._expected_100_continue = False  # it is said when the body is read
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            raise StopIteration from None  # gunicorn's way to close a connection

    def finish_request(self, conn: Any, done: Any) -> None:
        """Called when a thread is through: nobody's goodbye is waited for here."""
        if done.cancelled() or done.exception() or done.result():
            super().finish_request(conn, done)
        else:
            self._see_off(conn)

    def murder_pending(self) -> None:
        """Close those whose head, or whose goodbye, did not come in time."""
        now = time.monotonic()
        for conn in [one for one in self.pending_conns if one.timeout <= now]:
            self._stop_waiting(conn)
            self._give_up(conn)

    def _read_head(self, conn: Any) -> bool:
        """Take what has come, without waiting: whether the head is whole, or nothing follows."""
        if not hasattr(conn, "head"):
            conn.head, conn.waits_until = bytearray(), None
        if conn.parser is not None:  # read ahead with the request before
            conn.head += conn.parser.unreader.take_buffered()
        while not _is_whole(conn.head):
            try:
                piece = conn.sock.recv(LONGEST_HEAD, MSG_DONTWAIT)
            except BlockingIOError:
                return False
            if not piece:
                if not conn.head:
                    raise ConnectionResetError(errno.ECONNRESET, "closed before a request")
                return True
            conn.head += piece
        return True

    def _wait_for_more(self, conn: Any) -> None:
        conn.waits_until = conn.waits_until or time.monotonic() + HEAD_SECONDS
        conn.timeout = conn.waits_until
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _stop_waiting(self, conn: Any) -> None:
        self.pending_conns.remove(conn)
        self.poller.unregister(conn.sock)

    def _see_off(self, conn: Any) -> None:
        """Send nothing more, and throw away what comes until the other side has closed as well."""
        try:
            conn.sock.shutdown(SHUT_WR)
            conn.sock.setblocking(False)
        except OSError:
            self._give_up(conn)
            return
        conn.timeout = time.monotonic() + LEAVING_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._throw_away, conn))

    def _throw_away(self, conn: Any, _sock: Any) -> None:
        try:
            piece = conn.sock.recv(LONGEST_HEAD)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._stop_waiting(conn)
            self._give_up(conn)

    def _give_up(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()


def _is_whole(head: bytearray) -> bool:
    return len(head) >= LONGEST_HEAD or any(end in head for end in END_OF_HEAD)
