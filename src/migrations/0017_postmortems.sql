-- What was said when it was resolved, the last time; null where nobody said so.
create table incident_reports (
  incident_id integer primary key references incidents (id),
  impact text,
  mitigation text,
  root_cause text,
  permanent_fix text,
  prevention text,
  -- Why it was resolved although its fix had not been watched long enough, or its checks were not green.
  anyway_because text,
  at timestamptz not null
);

create table postmortems (
  incident_id integer primary key references incidents (id),
  started_by text not null,
  started_at timestamptz not null,
  -- One for each time that it is begun anew, after an earlier one was merged.
  round integer not null default 1,
  -- What people wrote in place of the facts, by section.
  sections jsonb not null default '{}',
  version integer not null default 1,
  -- The team's template; null for the built-in one. {template, names, troubles}, once they were looked up.
  sources jsonb,
  -- Counts up when a person asks for it to be tried again.
  attempt integer not null default 1,
  -- Hashes of everything that Pilothouse wrote into the file, so that what others write is told from it.
  written jsonb not null default '[]',
  -- Somebody changed the file on GitHub, where it is edited from then on.
  is_left_alone boolean not null default false,
  pull_number integer,
  pull_url text,
  pull_head text,
  -- How the pull request ended; null while it is open.
  pull_ended text check (pull_ended in ('merged', 'closed')),
  review_at timestamptz not null,
  -- Counts up with each new time.
  review_version integer not null default 0,
  reviewed_at timestamptz,
  reviewed_by text
);
