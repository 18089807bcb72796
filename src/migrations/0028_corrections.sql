-- Data that people ask to have corrected by hand, with the rows as they were.
create table corrections (
  id integer generated always as identity primary key,
  database text not null,
  environment text not null,
  because text not null,
  -- A select that shows the rows which the change will change.
  backup_query text not null,
  change text not null,
  expected integer not null check (expected > 0),
  -- The rows that it gave when the correction was asked for, as CSV.
  backup text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('awaiting', 'approved', 'rejected')),
  decided_by text,
  decided_at timestamptz,
  operation_id integer references operations (id),
  check ((decided_by is null) = (state = 'awaiting')),
  check ((operation_id is null) = (state <> 'approved'))
);
