alter table deployments
  add column purpose text not null default 'release' check (purpose in ('release', 'rollback')),
  -- A rollback's goal: the deployment, commit and build that it brings back.
  add column returns_to jsonb;

alter table deployments drop constraint deployments_state_check;
alter table deployments add constraint deployments_state_check check (state in ('planned', 'refused',
  'awaiting-approval', 'queued', 'rolling-out', 'watching', 'paused', 'verified', 'failed', 'rolling-back',
  'rolled-back', 'cancelled', 'rejected', 'expired'));

drop index one_rollout_at_a_time;
create unique index one_rollout_at_a_time on deployments (environment, service)
  where state in ('rolling-out', 'watching', 'paused', 'rolling-back');

-- Keeps deployments off an environment, or one service on it.
create table deploy_locks (
  id integer generated always as identity primary key,
  environment text not null,
  service text,
  holder text not null,
  reason text not null,
  since timestamptz not null,
  until timestamptz,
  is_latch boolean not null default false,
  released_at timestamptz,
  released_by text
);
-- A person's lock and a rollback's latch live side by side.
create unique index one_lock_per_place on deploy_locks (environment, coalesce(service, ''), is_latch)
  where released_at is null;

-- What the watch saw of a site, request by request.
create table watch_samples (
  deployment_id integer not null references deployments (id),
  act text not null,
  at timestamptz not null,
  what text not null,
  is_error boolean not null,
  latency_ms double precision
);
create index watch_samples_by_deployment on watch_samples (deployment_id, act);
