-- Rehearsals, each of which is an incident too.
create table drills (
  incident_id integer primary key references incidents (id),
  -- As it was when the drill began.
  script jsonb not null,
  begun_at timestamptz not null,
  begun_by text not null,
  -- How many times faster than its script it goes.
  factor double precision not null,
  steps_done integer not null default 0,
  ended_at timestamptz,
  score jsonb
);
create unique index one_drill on drills ((true)) where ended_at is null;
