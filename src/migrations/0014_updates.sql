alter table messages
  -- The key of the message in whose thread it stands; null where it stands in the channel itself.
  add column thread text,
  -- A reply that is shown in the channel too.
  add column is_broadcast boolean not null default false,
  -- The message that told it too, where several waited for Slack.
  add column merged_into integer references messages (id);

-- Promised at a slower pace than the severity's, which somebody chose.
alter table update_promises add column is_relaxed boolean not null default false;

-- Words for the public page; only those that somebody approved are shown there.
create table public_updates (
  id integer generated always as identity primary key,
  incident_id integer not null references incidents (id),
  at timestamptz not null,
  author text not null,
  state text not null check (state in ('investigating', 'identified', 'monitoring', 'resolved')),
  text text not null,
  approved_by text,
  approved_at timestamptz,
  rejected_by text,
  rejected_at timestamptz,
  rejected_because text,
  check (approved_at is null or rejected_at is null)
);
create index public_updates_by_incident on public_updates (incident_id, id);
