-- How often the owner or date of an action item changed: its issue is told of each such change once.
alter table tasks add column revision integer not null default 0;

-- What people and user groups were called when Slack last said so, for when it can't.
create table known_names (
  id text primary key,
  name text not null,
  at timestamptz not null
);
