CREATE TABLE IF NOT EXISTS ${prefix}meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
-- Processes that have the store open. Times ending in _ms are milliseconds since 1970 by the
-- clock of the database.
CREATE TABLE IF NOT EXISTS ${prefix}owner (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  worker INTEGER NOT NULL,
  lease_until_ms BIGINT NOT NULL
);
-- Attempts to buy: the journal.
CREATE TABLE IF NOT EXISTS ${prefix}task (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  ordered INTEGER NOT NULL,
  state TEXT NOT NULL,
  intended_ns BIGINT NOT NULL,
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  model TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  body TEXT,
  callback_token TEXT,
  idempotency_key TEXT,
  task_id TEXT,
  task_token TEXT,
  credits_most TEXT,
  ledger TEXT,
  credits_reserved TEXT,
  credits_used TEXT,
  detail TEXT,
  hint TEXT,
  saved INTEGER NOT NULL,
  orphaned INTEGER NOT NULL,
  owner TEXT,
  not_before_ms BIGINT NOT NULL,
  held BIGINT NOT NULL,
  pending INTEGER NOT NULL,
  -- How many rows of extra_task belong to it.
  others INTEGER NOT NULL,
  bulk TEXT,
  shard INTEGER NOT NULL,
  changed_ms BIGINT NOT NULL,
  UNIQUE (id, attempt)
);
CREATE INDEX IF NOT EXISTS ${prefix}task_callback ON ${prefix}task (callback_token) WHERE callback_token IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}task_task ON ${prefix}task (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${prefix}task_pending ON ${prefix}task (bulk, shard) WHERE pending = 1;
CREATE INDEX IF NOT EXISTS ${prefix}task_open ON ${prefix}task (state) WHERE state IN ('INTENT', 'UNCERTAIN');
-- Further tasks that turned up for an attempt.
CREATE TABLE IF NOT EXISTS ${prefix}extra_task (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  task_id TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL,
  attempt INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS ${prefix}extra_task_key ON ${prefix}extra_task (id, attempt);
-- What entries that are not kept any more have cost.
CREATE TABLE IF NOT EXISTS ${prefix}ledger (
  name TEXT PRIMARY KEY,
  carried TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS ${prefix}bulk (
  name TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  -- In millionths of a credit.
  spend_limit BIGINT,
  held BIGINT NOT NULL,
  stopped INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS ${prefix}rate (
  id INTEGER PRIMARY KEY,
  per_second REAL,
  polls_per_second REAL,
  next_us BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS ${prefix}item (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id TEXT NOT NULL UNIQUE,
  bulk TEXT NOT NULL,
  item_key TEXT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  shard INTEGER NOT NULL,
  retry INTEGER NOT NULL,
  not_before_ms BIGINT NOT NULL,
  detail TEXT,
  location TEXT,
  changed_ms BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS ${prefix}item_ready ON ${prefix}item (bulk, priority DESC, seq) WHERE state = 'NEW';
CREATE INDEX IF NOT EXISTS ${prefix}item_retry ON ${prefix}item (bulk, priority DESC, seq) WHERE retry = 1;
CREATE TABLE IF NOT EXISTS ${prefix}scheduled_tasks (
  task_name TEXT NOT NULL,
  task_instance TEXT NOT NULL,
  task_data BLOB,
  execution_time TIMESTAMP NOT NULL,
  picked BOOLEAN NOT NULL,
  picked_by TEXT,
  last_success TIMESTAMP,
  last_failure TIMESTAMP,
  consecutive_failures INT,
  last_heartbeat TIMESTAMP,
  version BIGINT NOT NULL,
  priority SMALLINT,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX IF NOT EXISTS ${prefix}scheduled_due ON ${prefix}scheduled_tasks (execution_time);
CREATE INDEX IF NOT EXISTS ${prefix}scheduled_beat ON ${prefix}scheduled_tasks (last_heartbeat);
-- Items with their latest attempts, as BulkState has it.
CREATE VIEW IF NOT EXISTS ${prefix}item_state AS
  SELECT i.bulk, i.item_key AS item,
    CASE
      WHEN i.state <> 'SENT' THEN i.state
      WHEN i.retry = 1 THEN 'NEW'
      WHEN t.state = 'COMPLETED' THEN CASE WHEN t.saved = 1 THEN 'DONE' ELSE 'ACCEPTED' END
      WHEN t.state IN ('FAILED', 'CANCELLED') THEN CASE WHEN t.pending = 1 THEN 'ACCEPTED' ELSE 'FAILED' END
      ELSE COALESCE(t.state, 'NEW')
    END AS state,
    i.attempt, t.model, t.task_id AS task, i.location AS result, t.held, i.request,
    MAX(i.changed_ms, COALESCE(t.changed_ms, 0)) AS changed_ms,
    COALESCE(t.detail, i.detail) AS detail, i.seq, i.order_id
  FROM ${prefix}item i LEFT JOIN ${prefix}task t ON t.id = i.order_id AND t.attempt = i.attempt;
-- For people: SELECT * FROM ${prefix}items WHERE state LIKE 'uncertain%'.
CREATE VIEW IF NOT EXISTS ${prefix}items AS
  SELECT i.bulk, i.item,
    CASE i.state
      WHEN 'NEW' THEN 'to be bought'
      WHEN 'INTENT' THEN 'being sent'
      WHEN 'ACCEPTED' THEN 'bought, not done yet'
      WHEN 'DONE' THEN 'done'
      WHEN 'FAILED' THEN 'failed'
      WHEN 'REFUSED' THEN 'refused'
      WHEN 'UNCERTAIN' THEN 'uncertain, please decide'
      WHEN 'GIVEN_UP' THEN 'given up'
      WHEN 'CANCELLED' THEN 'cancelled'
      ELSE i.state
    END AS state,
    COALESCE(i.model, json_extract(i.request, '$.request.model')) AS model,
    i.task, i.held / 1000000.0 AS credits, i.attempt,
    strftime('%Y-%m-%d %H:%M:%f', changed_ms / 1000.0, 'unixepoch') AS changed,
    i.detail, i.result, i.order_id
  FROM ${prefix}item_state i;
