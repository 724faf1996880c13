"""An SFTP server of this process over one folder, as paramiko has it: real connections, real renames."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import paramiko

USER, PASSWORD = "office", "geheim"


@contextmanager
def sftp_server(folder: Path) -> Iterator[Server]:
    """Serve `folder`; all connections end with the block."""
    server = Server(folder)
    try:
        yield server
    finally:
        server.close()


class Server:
    """Listens on a port of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.connections = 0
        self._key = paramiko.ECDSAKey.generate()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._transports: list[paramiko.Transport] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The served folder's URL, with user and password."""
        return f"sftp://{USER}:{PASSWORD}@127.0.0.1:{self._listening.getsockname()[1]}"

    def hang_up(self) -> None:
        """End all connections, as a firewall does to those that are idle."""
        while self._transports:
            self._transports.pop().close()

    def close(self) -> None:
        """Stop listening and end all connections."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()
        self.hang_up()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            transport = paramiko.Transport(connection)
            transport.add_server_key(self._key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, self.folder)
            transport.start_server(server=_Anyone())
            self._transports.append(transport)


class _Anyone(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        good = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if good else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class _Files(paramiko.SFTPServerInterface):
    def __init__(self, server: paramiko.ServerInterface, folder: Path) -> None:
        super().__init__(server)
        self._folder = folder

    def _at(self, path: str) -> Path:
        return self._folder / self.canonicalize(path).lstrip("/")

    def _done(self, operation: Any, *arguments: Any) -> int:
        try:
            operation(*arguments)
        except OSError as problem:
            return int(paramiko.SFTPServer.convert_errno(problem.errno or 0))
        return int(paramiko.SFTP_OK)

    def list_folder(self, path: str) -> Any:
        try:
            return [
                paramiko.SFTPAttributes.from_stat(item.stat(), filename=item.name) for item in self._at(path).iterdir()
            ]
        except OSError as problem:
            return paramiko.SFTPServer.convert_errno(problem.errno or 0)

    def stat(self, path: str) -> Any:
        try:
            return paramiko.SFTPAttributes.from_stat(self._at(path).stat())
        except OSError as problem:
            return paramiko.SFTPServer.convert_errno(problem.errno or 0)

    lstat = stat

    def open(self, path: str, flags: int, attr: paramiko.SFTPAttributes) -> Any:
        try:
            stream = os.fdopen(os.open(self._at(path), flags, 0o666), "wb" if flags & os.O_WRONLY else "rb")
        except OSError as problem:
            return paramiko.SFTPServer.convert_errno(problem.errno or 0)
        handle = paramiko.SFTPHandle(flags)
        handle.readfile = handle.writefile = stream
        return handle

    def remove(self, path: str) -> int:
        return self._done(self._at(path).unlink)

    def rename(self, oldpath: str, newpath: str) -> int:
        if self._at(newpath).exists():
            return int(paramiko.SFTP_FAILURE)
        return self._done(self._at(oldpath).rename, self._at(newpath))

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        return self._done(self._at(oldpath).replace, self._at(newpath))

    def mkdir(self, path: str, attr: paramiko.SFTPAttributes) -> int:
        return self._done(self._at(path).mkdir)

    def rmdir(self, path: str) -> int:
        return self._done(self._at(path).rmdir)
