-- A role that somebody was asked to take. Until they accept it, whoever holds it keeps it.
create table role_offers (
  id integer generated always as identity primary key,
  incident_id integer not null references incidents (id),
  role text not null,
  offered_to text not null,
  offered_by text not null,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  -- Overtaken: the role went to somebody else meanwhile, or the incident ended.
  state text not null check (state in ('open', 'accepted', 'declined', 'expired', 'overtaken')),
  settled_at timestamptz
);
create index role_offers_by_incident on role_offers (incident_id, id);
create unique index one_open_offer on role_offers (incident_id, role) where state = 'open';

-- What somebody is to do: a task while the incident lasts, an action item so that it does not come back.
create table tasks (
  id integer generated always as identity primary key,
  incident_id integer not null references incidents (id),
  kind text not null check (kind in ('task', 'action')),
  text text not null,
  owner text,
  -- A day such as 2026-11-25, as it is called where the team is.
  due_on text check (due_on ~ '^\d{4}-\d\d-\d\d$'),
  state text not null check (state in ('open', 'done', 'dropped')),
  created_by text not null,
  created_at timestamptz not null,
  -- Null while it is open; 'pilothouse' where its issue was closed on GitHub.
  done_by text,
  done_at timestamptz,
  issue_number integer,
  issue_url text,
  -- The day on which its owner was last reminded.
  reminded_on text
);
create index tasks_by_incident on tasks (incident_id, id);

-- Runbooks of the team's repository as last read, for when it can't be.
create table runbook_files (
  name text primary key,
  url text not null,
  markdown text not null,
  read_at timestamptz not null
);

-- A runbook that was begun in an incident, with its text as it was then.
create table runbooks (
  id integer generated always as identity primary key,
  incident_id integer not null references incidents (id),
  name text not null,
  markdown text not null,
  url text,
  started_by text not null,
  started_at timestamptz not null,
  unique (incident_id, name)
);
create table runbook_ticks (
  runbook_id integer not null references runbooks (id),
  step integer not null,
  user_id text not null,
  at timestamptz not null,
  primary key (runbook_id, step)
);
