-- Whom Pilothouse let into an incident's channel, beside its roles. A private incident shows itself to nobody else.
create table incident_members (
  incident_id integer not null references incidents (id),
  user_id text not null,
  since timestamptz not null,
  -- They asked for it, or came from a merged incident; false where the configuration brought them.
  is_asked boolean not null,
  primary key (incident_id, user_id)
);

-- What was typed while an open incident looked the same, until its author says whether it is.
create table held_declarations (
  id integer generated always as identity primary key,
  content jsonb not null,
  like_incident integer not null references incidents (id),
  held_by text not null,
  held_at timestamptz not null
);
