"""Clients that hold connections and do nothing good with them."""

import asyncio
import socket
from contextlib import suppress
from itertools import repeat

HEAD = b"GET /instance HTTP/1.1\r\nHost: localhost\r\n"
BODY = b"PUT /instance HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{"


async def drip(port: int, begun: bytes, drop: bytes, pause: float) -> None:
    """Begin a request, and add a drop to it now and then; begin again when the server closes."""
    for _ in repeat(None):
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(begun)
            while not reader.at_eof():
                with suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(65536), pause)
                writer.write(drop)
            writer.close()
        await asyncio.sleep(pause)


async def read_nothing(port: int, request: bytes) -> None:
    """Ask over and over on a connection, and never read; begin again when the server closes."""
    loop = asyncio.get_running_loop()
    for _ in repeat(None):
        with socket.socket() as connection, suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.setblocking(False)  # noqa: FBT003 - so it is called
            await loop.sock_connect(connection, ("127.0.0.1", port))
            for _ in repeat(None):
                await loop.sock_sendall(connection, request)
                await asyncio.sleep(0.1)
        await asyncio.sleep(1)
