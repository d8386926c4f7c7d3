#!/usr/bin/env python3
"""A second reader of evidence packets, written from RFC 8493, RFC 9162, RFC 8032 and the C2SP notes alone.

    second-reader.py PACKET TRUST.pem [OLDER-PACKET]

It shares no line with verify.mjs, so that where both agree it is the documents that agree. Python's own library only.
Exit 0: everything listed is there and fits, under a trusted key. 1: something does not fit. 2: something is absent.
"""
import base64
import hashlib
import io
import json
import os
import re
import sys
import zipfile


class Wrong(Exception):
    pass


class Absent(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Wrong(what)


# --- RFC 8032, Ed25519 -----------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P != 0:
        x = x * I % P
    if (x * x - xx) % P != 0 or (x == 0 and sign == 1):
        return None
    return P - x if x & 1 != sign else x


def point_of(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = None if y >= P else recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def plus(a, b):
    s = (a[1] - a[0]) * (b[1] - b[0]) % P
    t = (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, a):
    total = (0, 1, 1, 0)
    while n > 0:
        if n & 1:
            total = plus(total, a)
        a = plus(a, a)
        n >>= 1
    return total


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def ed25519(key, message, signature):
    a, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), plus(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- C2SP signed notes -----------------------------------------------------------------------------------------------


def keys_in(pem):
    found = []
    name = None
    block = None
    for line in pem.splitlines():
        if line.startswith("#"):
            name = line[1:].split(",")[0].strip() or None
        elif line == "-----BEGIN PUBLIC KEY-----":
            block = []
        elif line == "-----END PUBLIC KEY-----":
            der = base64.b64decode("".join(block))
            if len(der) == 44 and der[:12].hex() == "302a300506032b6570032100":
                found.append((name, der[12:]))
            name = block = None
        elif block is not None:
            block.append(line)
    return found


def opened(note, keys):
    """The text of a note that one of the keys signed."""
    body, lines = note.rsplit(b"\n\n", 1)
    text = body + b"\n"
    for line in lines.decode().splitlines():
        dash, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded, validate=True)
        need(dash == "\u2014" and len(raw) > 4, "a line of a note")
        for whose, key in keys:
            key_id = hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]
            if key_id == raw[:4] and whose in (None, name):
                need(ed25519(key, text, raw[4:]), "a signature")
                return text.decode(), name
    raise Wrong("no signature by a trusted key")


# --- RFC 9162 --------------------------------------------------------------------------------------------------------


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(n):
    return 1 << ((n - 1).bit_length() - 1)


def by_inclusion(m, n, leaf, path):
    if n == 1:
        need(path == [], "a path too long")
        return leaf
    need(path != [], "a path too short")
    k = split(n)
    if m < k:
        return node(by_inclusion(m, k, leaf, path[:-1]), path[-1])
    return node(path[-1], by_inclusion(m - k, n - k, leaf, path[:-1]))


def by_consistency(m, n, proof, is_whole, old):
    if m == n:
        need(len(proof) == (0 if is_whole else 1), "a proof of another length")
        return (old, old) if is_whole else (proof[0], proof[0])
    need(proof != [], "a proof too short")
    k = split(n)
    if m <= k:
        before, after = by_consistency(m, k, proof[:-1], is_whole, old)
        return before, node(after, proof[-1])
    before, after = by_consistency(m - k, n - k, proof[:-1], False, old)
    return node(proof[-1], before), node(proof[-1], after)


def hashes(document):
    return [base64.b64decode(one, validate=True) for one in document["hashes"]]


# --- RFC 8493 --------------------------------------------------------------------------------------------------------


def read_zip(path):
    files = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            need(info.filename not in files, "a name that is there twice")
            need((info.external_attr >> 28) in (0, 8, 4), "a link")
            if not info.filename.endswith("/"):
                files[info.filename] = archive.read(info)
    tops = {name.split("/")[0] for name in files}
    need(len(tops) == 1, "more than one top folder")
    top = tops.pop()
    return {name[len(top) + 1 :]: data for name, data in files.items()}


# Folders with nothing in them: what was listed there is absent, or else they do not belong.
emptied = []


def read_folder(path):
    files = {}
    for folder, folders, names in os.walk(path):
        if folder != path and not folders and not names:
            emptied.append(folder)
        for name in names + folders:
            need(not os.path.islink(os.path.join(folder, name)), "a link")
        for name in names:
            whole = os.path.join(folder, name)
            with open(whole, "rb") as file:
                files[os.path.relpath(whole, path)] = file.read()
    return files


def listed(files, name):
    if name not in files:
        raise Absent(name)
    sums = {}
    for line in files[name].decode().splitlines():
        match = re.fullmatch(r"([0-9a-f]{64})  (\S.*)", line)
        need(match, "a line of " + name)
        path = match.group(2)
        need(path not in sums and not path.startswith("/") and ".." not in path.split("/"), "a path in " + name)
        sums[path] = match.group(1)
    return sums


def check_sums(files, sums, algorithm):
    absent = []
    for path, expected in sums.items():
        if path not in files:
            absent.append(path)
        else:
            need(hashlib.new(algorithm, files[path]).hexdigest() == expected, path)
    return absent


def check_bag(files):
    absent = []
    tag_lists = {"tagmanifest-sha256.txt", "tagmanifest-sm3.txt"}
    for algorithm in ("sha256", "sm3"):
        lists = {}
        for kind in ("manifest", "tagmanifest"):
            name = "%s-%s.txt" % (kind, algorithm)
            lists[kind] = listed(files, name) if name in files else absent.append(name)
            absent += check_sums(files, lists[kind] or {}, algorithm)
        payload, tags = lists["manifest"], lists["tagmanifest"]
        for name in files:
            if name.startswith("data/"):
                need(payload is None or name in payload, name)
            elif not name.startswith("signature/") and name not in tag_lists:
                need(tags is None or name in tags, name)
        # RFC 8493 2.2.1: tag files are never payload and payload never tag.
        need(all(name.startswith("data/") for name in payload or {}), "a manifest that lists a tag file")
        need(not any(name.startswith("data/") for name in tags or {}), "a tagmanifest that lists payload")
    if absent:
        raise Absent(sorted(absent)[0])
    need(files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt")
    info = dict(line.split(": ", 1) for line in files["bag-info.txt"].decode().splitlines())
    payload = [data for name, data in files.items() if name.startswith("data/")]
    need(info["Payload-Oxum"] == "%d.%d" % (sum(map(len, payload)), len(payload)), "Payload-Oxum")


# --- The ledger ------------------------------------------------------------------------------------------------------


def checkpoint(files, keys):
    if "ledger/checkpoint.txt" not in files:
        raise Absent("ledger/checkpoint.txt")
    text, name = opened(files["ledger/checkpoint.txt"], keys)
    origin, size, root = text.splitlines()
    need(origin == name, "a checkpoint under another name")
    return origin, int(size), base64.b64decode(root, validate=True)


def at(document, pointer):
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        document = document[int(token)] if isinstance(document, list) else document[token]
    return document


def court_of(origin):
    match = re.fullmatch(r"courthouse/([^/]+)(?:/([1-9][0-9]*))?", origin)
    need(match and match.group(2) != "1", "the name of a ledger")
    return match.group(1), int(match.group(2) or 1)


def check_beginning(files, keys, origin, number, entries, size, root):
    """A ledger that is not its court's first says what two people acknowledge as lost, and continues what was kept."""
    court = court_of(origin)[0]
    name = "courthouse/%s/%d" % (court, number)
    found = [one["data"] for one in entries if one["type"] == "ledger.begun-anew" and one["data"]["origin"] == name]
    need(found != [], "a ledger begun anew without a word")
    said = found[0]
    need(said["asked"]["id"] != said["approved"]["id"], "one person alone")
    kept, known = said["kept"], said["known"]
    need(kept["size"] <= known["size"], "more kept than known")
    text, _ = opened(said["statement"].encode(), keys)
    wanted = ["%s/begins" % name, "after %s" % said["after"]]
    wanted += ["%s %d %s" % (what, tree["size"], tree["root"]) for what, tree in (("kept", kept), ("known", known))]
    wanted += ["asked %s" % said["asked"]["id"], "approved %s" % said["approved"]["id"]]
    need(text.splitlines()[:6] == wanted, "a statement that says something else")
    if kept["size"] > 0:
        path = "ledger/proofs/consistency-%d-%d.json" % (kept["size"], size)
        if path not in files:
            raise Absent(path)
        old = base64.b64decode(kept["root"], validate=True)
        need(by_consistency(kept["size"], size, hashes(json.loads(files[path])), True, old) == (old, root), path)


def check_ledger(files, keys):
    origin, size, root = checkpoint(files, keys)
    entries, last = {}, None
    for line in files["ledger/entries.jsonl"].splitlines():
        entry = json.loads(line)
        again = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        need(again == line, "an entry that is not canonical")
        need(court_of(origin)[0] == entry["court"], "an entry of another court")
        leaf = hashlib.sha256(b"\x00" + line).digest()
        seq = entry["seq"]
        need(last is None or seq > last[0], "the order of entries")
        if last is not None and seq == last[0] + 1:
            need(entry["prev"] == last[1].hex(), "the chain")
        name = "ledger/proofs/entry-%d.json" % seq
        if name not in files:
            raise Absent(name)
        proof = json.loads(files[name])
        need((proof["entry"], proof["index"], proof["size"]) == (seq, seq - 1, size), name)
        need(proof["leaf"] == leaf.hex(), "entry %d" % seq)
        need(by_inclusion(seq - 1, size, leaf, hashes(proof)) == root, name)
        entries[seq], last = entry, (seq, leaf)
    for number in range(2, court_of(origin)[1] + 1):
        check_beginning(files, keys, origin, number, entries.values(), size, root)
    for line in files["ledger/disclosed.jsonl"].splitlines():
        word = json.loads(line)
        salted = hashlib.sha256(bytes.fromhex(word["salt"]) + word["text"].encode()).hexdigest()
        need(at(entries[word["seq"]], word["path"]) == {"word": salted}, "a disclosed word")
    return origin, size, root


def check_packet(files):
    document = json.loads(files["data/packet.json"])
    told = {file["path"]: file for file in document["files"]}
    payload = {name for name in files if name.startswith("data/")} - {"data/packet.json"}
    need(payload <= set(told), "packet.json lists other files")
    for path, file in told.items():
        if path not in files:
            raise Absent(path)
        data = files[path]
        sums = (hashlib.sha256(data).hexdigest(), hashlib.new("sm3", data).hexdigest(), len(data))
        need(sums == (file["sha256"], file["sm3"], file["bytes"]), path)
    return document


def check_seal(files, keys):
    if "signature/seal.note" not in files:
        for found in files:
            known = r"signature/(tagmanifest\.(p7s|sm2\.sig|tsr)|[^/]+\.pem)"
            need(not found.startswith("signature/") or re.fullmatch(known, found), found)
        raise Absent("signature/seal.note")
    text, name = opened(files["signature/seal.note"], keys)
    sealed = listed({"seal": text.encode()}, "seal")
    absent = check_sums(files, sealed, "sha256")
    need({"tagmanifest-sha256.txt", "tagmanifest-sm3.txt"} <= set(sealed), "the seal")
    for found in files:
        need(not found.startswith("signature/") or found in sealed or found == "signature/seal.note", found)
    if absent:
        raise Absent(absent[0])
    return name


def check_older(files, older, keys):
    origin, size, root = checkpoint(files, keys)
    before = checkpoint(older, keys)
    now, then = court_of(origin), court_of(before[0])
    need(now[0] == then[0] and then[1] <= now[1], "another ledger")
    name = "ledger/proofs/consistency-%d-%d.json" % (before[1], size)
    lost = [json.loads(line)["data"] for line in files["ledger/entries.jsonl"].splitlines()]
    lost = [one for one in lost if one.get("after") == before[0] and one["kept"]["size"] < before[1]]
    if lost and name not in files:
        known = lost[0]["known"]
        seen = (before[1], base64.b64encode(before[2]).decode())
        need(before[1] < known["size"] or seen == (known["size"], known["root"]), "more than was told as lost")
        raise Absent(name)
    need(before[1] <= size, "a shorter ledger")
    if before[1] == size:
        need(before[2] == root, "another ledger of the same size")
        return
    if name not in files:
        raise Absent(name)
    need(by_consistency(before[1], size, hashes(json.loads(files[name])), True, before[2]) == (before[2], root), name)


def read(path):
    return read_folder(path) if os.path.isdir(path) else read_zip(path)


def check(packet, trust, older=None):
    """What is wrong with it; nothing where nothing is."""
    try:
        emptied.clear()
        keys = keys_in(trust)
        files = read(packet)
        # Whatever is wrong counts for more than whatever is absent.
        absent = None
        for step in (
            lambda: check_seal(files, keys),
            lambda: check_bag(files),
            lambda: check_packet(files),
            lambda: check_ledger(files, keys),
            lambda: older is None or check_older(files, read(older), keys),
        ):
            try:
                step()
            except Absent as error:
                absent = absent or error
            except (KeyError, IndexError, ValueError, TypeError):
                if absent is None:
                    raise
        need(absent is not None or not emptied, "an empty folder")
        return (0, "whole") if absent is None else (2, "absent: %s" % absent)
    except zipfile.BadZipFile as error:
        return 2, "no whole ZIP: %s" % error
    except (Wrong, KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
        return 1, "wrong: %s" % error


def main(arguments):
    if arguments[:1] == ["--many"]:
        # One question a line, `packet<TAB>trust`, one verdict a line: starting Python costs more than reading a packet.
        for line in io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8"):
            packet, trust = line.rstrip("\n").split("\t")
            with open(trust, encoding="utf-8") as file:
                print("%d %s" % check(packet, file.read()), flush=True)
        return 0
    if arguments == ["--consistency"]:
        # One question a line, `older newer root root hash...`, and one answer.
        for line in sys.stdin:
            older, newer, *rest = line.split()
            before, after, *proof = map(bytes.fromhex, rest)
            try:
                found = by_consistency(int(older), int(newer), proof, True, before)
            except Wrong:
                found = None
            print("yes" if found == (before, after) else "no")
        return 0
    with open(arguments[1], encoding="utf-8") as file:
        code, verdict = check(arguments[0], file.read(), *arguments[2:3])
    print(verdict)
    return code


sys.exit(main(sys.argv[1:]))
