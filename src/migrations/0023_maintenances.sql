-- Announced work, with words for everybody to read.
create table maintenances (
  id integer generated always as identity primary key,
  -- Names of the page's components, as configured.
  components jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null,
  announced_by text not null,
  announced_at timestamptz not null,
  -- Before its time, or called off before it began.
  ended_by text,
  ended_at timestamptz,
  check (ends_at > starts_at),
  check ((ended_by is null) = (ended_at is null))
);
create index maintenances_by_end on maintenances (ends_at);
