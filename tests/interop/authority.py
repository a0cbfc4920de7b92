# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates of an hour's life, made by openssl."""

import secrets
import subprocess

NAMES = "DNS:localhost,DNS:far.example,IP:127.0.0.1"


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Authority:
    """One that signs; its certificate is what a client may trust."""

    def __init__(self, folder, name):
        folder.mkdir()
        self.folder = folder
        self.certificate = folder / "authority.pem"
        self.key = folder / "authority.key"
        openssl(
            *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-keyout", self.key, "-out", self.certificate, "-days", 1, "-subj", f"/CN={name}"),
            *("-addext", "basicConstraints=critical,CA:TRUE"),
            *("-addext", "keyUsage=critical,keyCertSign,cRLSign"),
        )

    def sign(self, name, names=NAMES, days=1):
        """The certificate with its key in one file. Days below 0: it has expired."""
        key, request, certificate = (self.folder / f"{name}.{end}" for end in ("key", "csr", "pem"))
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName={names}\nbasicConstraints=CA:FALSE\n")
        openssl(
            *("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-keyout", key, "-out", request, "-subj", f"/CN={name}"),
        )
        openssl(
            *("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key),
            *("-set_serial", secrets.randbits(64), "-out", certificate),
            *("-days", days, "-extfile", extensions),
        )
        certificate.write_text(certificate.read_text() + key.read_text())
        return certificate
