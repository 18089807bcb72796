create table incidents (
  id integer generated always as identity primary key,
  title text not null,
  severity text not null,
  state text not null check (state in ('investigating', 'identified', 'monitoring', 'resolved')),
  declared_by text not null,
  declared_at timestamptz not null,
  commander text not null,
  channel text unique,
  source_link text,
  is_announced boolean not null default false,
  mitigated_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  summary text,
  wake_at timestamptz
);
create index incidents_due on incidents (wake_at) where wake_at is not null;

create table timeline (
  id bigint generated always as identity primary key,
  incident_id integer not null references incidents (id),
  seq integer not null,
  at timestamptz not null,
  actor text not null,
  event jsonb not null,
  permalink text,
  -- One row per outside source, for example one Slack message, however often it is added.
  source text,
  previous_hash text not null,
  hash text not null,
  unique (incident_id, seq),
  unique (incident_id, source)
);

create table status_updates (
  id integer generated always as identity primary key,
  incident_id integer not null references incidents (id),
  at timestamptz not null,
  -- Null for a holding update.
  author text,
  content jsonb not null
);
create index status_updates_by_incident on status_updates (incident_id, id);

-- The time by which the next update is owed. At most one is open per incident.
create table update_promises (
  id integer generated always as identity primary key,
  incident_id integer not null references incidents (id),
  due_at timestamptz not null,
  made_at timestamptz not null,
  state text not null check (state in ('open', 'kept', 'late', 'held', 'released')),
  nudged_at timestamptz,
  settled_at timestamptz,
  update_id integer references status_updates (id)
);
create index update_promises_by_incident on update_promises (incident_id, id);
create unique index one_open_promise on update_promises (incident_id) where state = 'open';
