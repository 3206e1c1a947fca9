"""What a script has to do for the same rows: json.loads and sqlite's executemany into the console's own tables with all their
indexes, texts interned, parents linked by GUID, words indexed. No merging, no ghosts, no resumption, no detection."""
import json
import sqlite3
import sys
from datetime import datetime

TEXTS = ["CommandLine", "CurrentDirectory", "User", "IntegrityLevel", "OriginalFileName", "Company", "Product", "Description",
         "FileVersion", "ParentImage", "ParentCommandLine"]
PROCESS = ["Id", "HostId", "ProcessGuid", "ProcessId", "StartUtc", "TimeBasis", "Witnesses", "ImageId", "ImageNameId", "LogonId", "FileHashId",
           "ParentId", "ParentEdge", "Corroboration", "ParentProcessGuid", "ParentProcessId", "FirstImportId"] + [name + "Id" for name in TEXTS]
NO_GUID = "{00000000-0000-0000-0000-000000000000}"
BEGINNING = datetime(1, 1, 1)

source, target = sys.argv[1:3]
db = sqlite3.connect(target)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = NORMAL")
db.execute("PRAGMA wal_autocheckpoint = 25600")
db.execute("PRAGMA cache_size = -32768")
(texts, hashes, hosts, processes) = ({}, {}, {}, {})
(new_texts, new_hashes, new_hosts, new_processes, new_witnesses, days) = ([], [], [], [], [], {})


def text(value):
    if value is None:
        return None
    known = texts.get(value)
    if known is None:
        known = texts[value] = len(texts) + 1
        new_texts.append((known, hash(value), value))
    return known


def guid(value):
    return None if value is None or value == NO_GUID else bytes.fromhex(value[1:-1].replace("-", ""))


def ticks(value):
    since = datetime.fromisoformat(value) - BEGINNING
    return (since.days * 86400 + since.seconds) * 10_000_000 + since.microseconds * 10


def insert(table, columns, rows):
    marks = ", ".join("?" * len(columns))
    db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    rows.clear()


def store():
    insert("Texts", ["Id", "Hash", "Value"], new_texts)
    insert("FileHashes", ["Id", "Strongest", "Sha256"], new_hashes)
    insert("Hosts", ["Id", "Name", "NameKey", "LabelKey", "FirstSeenUtc", "LastSeenUtc"], new_hosts)
    insert("Processes", PROCESS, new_processes)
    insert("Witnesses", ["Id", "ProcessId", "ImportFileId", "RecordIndex", "RecordId", "EventId", "ChannelId", "Kind"], new_witnesses)
    for (host, day), count in days.items():
        db.execute("INSERT INTO HostDays (HostId, Day, Component, ImportId, Count) VALUES (?, ?, 0, 1, ?)"
                   " ON CONFLICT DO UPDATE SET Count = Count + excluded.Count", (host, day, count))
    days.clear()
    db.commit()


with open(source, encoding="utf-8") as lines:
    for index, line in enumerate(lines):
        record = json.loads(line)
        name = record["Hostname"]
        host = hosts.get(name)
        if host is None:
            host = hosts[name] = len(hosts) + 1
            new_hosts.append((host, name, name.lower(), name.split(".")[0].lower(), record["UtcTime"], record["UtcTime"]))
        sha256 = record["Hashes"].partition("=")[2].lower()
        file = hashes.get(sha256)
        if file is None:
            file = hashes[sha256] = len(hashes) + 1
            new_hashes.append((file, sha256, sha256))
        own = guid(record["ProcessGuid"])
        above = guid(record["ParentProcessGuid"])
        number = index + 1
        processes[(host, own)] = number
        parent = processes.get((host, above))
        image = record["Image"]
        new_processes.append([
            number, host, own, int(record["ProcessId"]), ticks(record["UtcTime"]), 0, 1, text(image), text(image.rsplit("\\", 1)[1].lower()),
            int(record["LogonId"], 16), file, parent, 0 if parent is None else 1, 0, above, int(record["ParentProcessId"]), 1]
            + [text(record.get(field)) for field in TEXTS])
        new_witnesses.append((number, number, 1, index, record["RecordNumber"], 1, text(record["Channel"]), 1))
        day = (host, record["UtcTime"][:10])
        days[day] = days.get(day, 0) + 1
        if len(new_processes) == 10000:
            store()
store()
db.execute("INSERT INTO TextSearch (rowid, Value) SELECT Id, Value FROM Texts")
db.commit()
