alter table incidents drop constraint incidents_state_check;
alter table incidents add constraint incidents_state_check check (state in ('triage', 'investigating', 'identified',
  'monitoring', 'resolved', 'postmortem', 'closed', 'declined', 'merged', 'cancelled'));
alter table incidents
  -- Names of configured services.
  add column affects jsonb not null default '[]',
  add column is_private boolean not null default false,
  add column is_drill boolean not null default false,
  add column impact_at timestamptz,
  add column detected_at timestamptz,
  add column acknowledged_at timestamptz,
  add column closed_at timestamptz,
  -- How it ended where it was declined, merged or cancelled.
  add column dropped_at timestamptz,
  add column dropped_by text,
  add column dropped_because text,
  add column merged_into integer references incidents (id),
  -- {at, by, because, until}; null while it goes on.
  add column pause jsonb,
  -- Milliseconds between two updates, in place of what the severity says.
  add column relaxed_every integer;

-- Who does what beside the commander. A role that is given up has no row.
create table incident_roles (
  incident_id integer not null references incidents (id),
  role text not null,
  user_id text not null,
  since timestamptz not null,
  primary key (incident_id, role)
);
