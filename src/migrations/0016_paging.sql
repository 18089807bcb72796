-- Who was paged about what. A rule takes each of its steps once in each round of an incident or alert.
create table pages (
  id integer generated always as identity primary key,
  subject text not null,
  -- How often the incident was reopened before.
  round integer not null,
  -- Null where a person asked for it.
  rule text,
  step integer not null,
  -- Which of the step's targets.
  place integer not null,
  target jsonb not null,
  because text not null,
  by text,
  state text not null check (state in ('intended', 'sent', 'acknowledged', 'failed', 'ended')),
  at timestamptz not null,
  -- Whom it went to in Slack, once that is known.
  people jsonb,
  acknowledged_by text,
  failed_because text,
  -- What the pager outside was last told of it.
  told text check (told in ('trigger', 'acknowledge', 'resolve'))
);
create unique index each_step_once on pages (subject, round, rule, step, place) where rule is not null;
create index pages_by_subject on pages (subject, id);

-- Who took care of an incident first, in each of its rounds.
create table acknowledgements (
  incident_id integer not null references incidents (id),
  round integer not null,
  user_id text not null,
  at timestamptz not null,
  primary key (incident_id, round)
);

-- What something outside found wrong. While it fires, its fingerprint is one alert, however often it is told.
create table alerts (
  id integer generated always as identity primary key,
  source text not null,
  fingerprint text not null,
  title text not null,
  summary text,
  service text,
  environment text,
  severity text,
  labels jsonb not null,
  facts jsonb not null,
  link text,
  fired_at timestamptz not null,
  impact_at timestamptz,
  received_at timestamptz not null,
  times integer not null default 1,
  state text not null check (state in ('firing', 'resolved')),
  resolved_at timestamptz,
  acknowledged_by text,
  acknowledged_at timestamptz,
  incident_id integer references incidents (id),
  wake_at timestamptz
);
create unique index one_firing_alert on alerts (source, fingerprint) where state = 'firing';
create index alerts_by_incident on alerts (incident_id) where incident_id is not null;
create index alerts_due on alerts (wake_at) where wake_at is not null;
