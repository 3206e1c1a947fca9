"""What somebody would write in an hour: json.loads and sqlite's executemany, no lineage, no detection."""
import json
import sqlite3
import sys

FIELDS = ["UtcTime", "Hostname", "ProcessGuid", "ProcessId", "Image", "CommandLine", "CurrentDirectory", "User", "LogonId",
          "IntegrityLevel", "Hashes", "OriginalFileName", "Company", "Product", "Description", "FileVersion",
          "ParentProcessGuid", "ParentProcessId", "ParentImage", "ParentCommandLine"]

source, target = sys.argv[1:3]
db = sqlite3.connect(target)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = NORMAL")
db.execute("CREATE TABLE processes (" + ", ".join(FIELDS) + ")")
insert = "INSERT INTO processes VALUES (" + ", ".join("?" * len(FIELDS)) + ")"
rows = []
with open(source, encoding="utf-8") as lines:
    for line in lines:
        record = json.loads(line)
        rows.append([record.get(field) for field in FIELDS])
        if len(rows) == 10000:
            db.executemany(insert, rows)
            db.commit()
            rows = []
db.executemany(insert, rows)
db.commit()
