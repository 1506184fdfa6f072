"""The statements that every database understands, with `?` where a value goes.

Texts compare byte by byte in all of them, so that records stand in the same order everywhere.
"""

FIND = "SELECT body FROM resource WHERE kind = ? AND home = ? AND id = ?"
FIND_NAMED = "SELECT body FROM resource WHERE kind = ? AND home = ? AND name = ?"
FIND_ENTRY = "SELECT kind, home, id FROM directory WHERE namespace = ? AND key = ?"
PAGE = "SELECT body FROM resource WHERE kind = ? AND home = ? AND id > ? ORDER BY id LIMIT ?"
PAGE_NAMING = """
SELECT resource.body FROM (
    SELECT DISTINCT kind, home, id FROM reference
    WHERE target_kind = ? AND target_home = ? AND target_id = ?
    AND kind = ? AND home = ? AND id > ? ORDER BY id LIMIT ?
) AS naming JOIN resource USING (kind, home, id) ORDER BY resource.id
"""
REFERRERS = """
SELECT relation, kind, home, id FROM reference
WHERE target_kind = ? AND target_home = ? AND target_id = ?
ORDER BY kind, home, id LIMIT ?
"""
COUNT = """
SELECT count(*) FROM (SELECT 1 FROM resource WHERE kind = ? AND home = ? LIMIT ?) AS counted
"""
NEXT_HOME = """
SELECT home FROM resource WHERE kind = ? AND home > ? AND home < ? ORDER BY home LIMIT 1
"""
INSERT = "INSERT INTO resource (kind, home, id, name, body) VALUES (?, ?, ?, ?, ?)"
UPDATE_BODY = "UPDATE resource SET body = ? WHERE kind = ? AND home = ? AND id = ?"
UPDATE = "UPDATE resource SET body = ?, name = ? WHERE kind = ? AND home = ? AND id = ?"
DELETE = tuple(
    f"DELETE FROM {table} WHERE kind = ? AND home = ? AND id = ?"  # noqa: S608 our own names
    for table in ("resource", "reference", "directory")
)
DELETE_HOME = tuple(delete.removesuffix(" AND id = ?") for delete in DELETE)
ADD_REFERENCE = "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?)"
DROP_REFERENCE = """
DELETE FROM reference WHERE kind = ? AND home = ? AND id = ?
AND relation = ? AND target_kind = ? AND target_home = ? AND target_id = ?
"""
ADD_ENTRY = "INSERT INTO directory VALUES (?, ?, ?, ?, ?)"
DROP_ENTRY = "DELETE FROM directory WHERE namespace = ? AND key = ?"
RECALL = """
SELECT digest, body FROM answer WHERE home = ? AND operation = ? AND token = ? AND until > ?
"""
REMEMBER = "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?)"
FORGET = "DELETE FROM answer WHERE until <= ?"
