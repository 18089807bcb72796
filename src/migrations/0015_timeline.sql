-- Messages that somebody wants in a timeline, until Slack has been asked for their words.
create table captures (
  id integer generated always as identity primary key,
  incident_id integer not null references incidents (id),
  channel text not null,
  ts text not null,
  user_id text not null,
  request_id text not null,
  at timestamptz not null,
  settled_at timestamptz,
  -- However many people ask for it.
  unique (incident_id, channel, ts)
);
create index captures_open on captures (incident_id) where settled_at is null;
create index timeline_sources on timeline (source) where source is not null;

-- The open incident that holds the lock; it stands beside the locks of people.
alter table deploy_locks add column incident_id integer references incidents (id);
drop index one_lock_per_place;
create unique index one_lock_per_place
  on deploy_locks (environment, coalesce(service, ''), is_latch, coalesce(incident_id, 0))
  where released_at is null;
-- Somebody who leads it let deployments go on.
alter table incidents add column lock_lifted_at timestamptz;

-- The incident from whose card a rollback was asked for.
alter table deployments
  add column incident_id integer references incidents (id),
  -- The commander of that incident, whose word alone was enough.
  add column shortened_by text;
