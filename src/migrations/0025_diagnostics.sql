-- What somebody asked to be looked into. Its steps are acts; each is a read, which may be taken again.
create table diagnostics (
  id integer generated always as identity primary key,
  name text not null,
  service text,
  environment text,
  argument text,
  state text not null check (state in ('running', 'ended')),
  asked_at timestamptz not null,
  ended_at timestamptz,
  wake_at timestamptz
);
-- Whoever asks for the same while it runs shares it.
create unique index one_running_diagnostic on diagnostics
  (name, coalesce(service, ''), coalesce(environment, ''), coalesce(argument, '')) where state = 'running';
create index diagnostics_due on diagnostics (wake_at) where wake_at is not null;

-- Who asked for it, and where the answer stands.
create table diagnostic_askers (
  diagnostic_id integer not null references diagnostics (id),
  user_id text not null,
  destination text not null,
  incident_id integer references incidents (id),
  at timestamptz not null,
  primary key (diagnostic_id, user_id, destination)
);
