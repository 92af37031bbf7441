"""Encrypted workbooks for the tests: today's, made by the library's own means, and old ones, by hand."""

import hashlib
import io
import struct

import olefile
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from msoffcrypto.method.rc4 import DocumentRC4, _makekey

from tests.workbook.books import write
from tests.workbook.corpus.files import old

PASSWORD = "规划-123456"


def encrypted(path, password=PASSWORD, **sheets):
    """The test workbook, encrypted as Excel does it today (MS-OFFCRYPTO, agile)."""
    write(path, **sheets)
    # a hundredth of the rounds that Excel takes: it is about the password, not about guessing it
    path.write_bytes(ECMA376Agile.encrypt(password, io.BytesIO(path.read_bytes()), spin_count=1000))
    return path


def old_encrypted_with(path, password=PASSWORD):
    """An old .xls, encrypted by RC4 ([MS-XLS] 2.2.10): its record WRITEACCESS gives way to FILEPASS."""
    old(lambda made, page: None)(path)
    content = io.BytesIO(path.read_bytes())
    with olefile.OleFileIO(content, write_mode=True) as container:
        stream = container.openstream("Workbook").read()
        salt, verifier = bytes(range(16)), bytes(range(16, 32))
        cipher = Cipher(ARC4(_makekey(password, salt, 0)), mode=None).encryptor()
        proof = cipher.update(verifier) + cipher.update(hashlib.md5(verifier).digest())
        lock = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + proof
        plain, secret = bytearray(), bytearray()
        at = 0
        while at < len(stream):
            number, size = struct.unpack_from("<HH", stream, at)
            record = stream[at : at + 4 + size]
            at += 4 + size
            if number == 0x5C:
                record = lock + struct.pack("<HH", 0x5C, size - len(lock)) + bytes(size - len(lock))
            # heads, and the records that are never encrypted: BOF, FILEPASS, the places of sheets
            open_bytes = {0x809: len(record), 0x5C: len(lock) + 4, 0x85: 8}.get(number, 4)
            plain += record
            secret += bytes([1] * open_bytes + [0] * (len(record) - open_bytes))
        locked = DocumentRC4.decrypt(password, salt, io.BytesIO(bytes(plain)), blocksize=1024).read()
        mixed = bytes(
            before if shown else after for before, after, shown in zip(plain, locked, secret, strict=True)
        )
        container.write_stream("Workbook", mixed)
    path.write_bytes(content.getvalue())
    return path
