-- What people ask for once, beside deployments and incidents: a flag switched, a change taken back. `id` is what people read.
create table operations (
  id integer generated always as identity primary key,
  -- What it acts upon, for example `flag:new-basket`.
  thing text not null,
  environment text not null,
  service text,
  task jsonb not null,
  reason text,
  requested_by text not null,
  requested_at timestamptz not null,
  deployment_id integer references deployments (id),
  state text not null check (state in ('running', 'done', 'failed')),
  -- How it ended.
  detail jsonb not null default '{}',
  ended_at timestamptz,
  -- When `advance` is next due; null once it has ended.
  wake_at timestamptz,
  -- Where Slack takes the private answer to the request, for 30 minutes.
  answer_to text
);

-- Two people who switch the same thing at once: one is told about the other.
create unique index one_operation_at_a_time on operations (environment, thing) where state = 'running';
create index operations_due on operations (wake_at) where wake_at is not null;
create index operations_by_thing on operations (environment, thing, id desc);
