-- A random word that makes this installation's keys at outside services its own.
create table installation (id text primary key);
insert into installation values (substr(md5(random()::text || clock_timestamp()::text), 1, 8));

-- One row per attempt to put a release on an environment. `id` is what people type.
create table deployments (
  id integer generated always as identity primary key,
  service text not null,
  environment text not null,
  state text not null check (state in ('planned', 'refused', 'awaiting-approval', 'queued', 'rolling-out',
    'verified', 'failed', 'cancelled', 'rejected', 'expired')),
  ref text not null,
  sha text,
  reason text,
  requested_by text not null,
  requested_at timestamptz not null,
  round integer not null default 1,
  plan jsonb,
  -- What is true only in the present state: expiry, refusal, failure, who cancelled.
  detail jsonb not null default '{}',
  since timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  cancel_requested_by text,
  -- Where Slack takes the private answer to the request, for 30 minutes.
  answer_to text,
  -- When `advance` is next due; null where only a person can move it on.
  wake_at timestamptz
);

-- Two roll-outs of one service on one environment can't run at once, whatever the code believes.
create unique index one_rollout_at_a_time on deployments (environment, service) where state = 'rolling-out';
create index deployments_due on deployments (wake_at) where wake_at is not null;
create index deployments_by_target on deployments (environment, service, id desc);

create table approvals (
  deployment_id integer not null references deployments (id),
  round integer not null,
  user_id text not null,
  plan_hash text not null,
  at timestamptz not null,
  primary key (deployment_id, round, user_id)
);

-- Every act on the outside world: the intent is stored before, the outcome after.
create table acts (
  id integer generated always as identity primary key,
  subject text not null,
  round integer not null,
  name text not null,
  key text not null unique,
  state text not null check (state in ('intended', 'done', 'failed')),
  input jsonb not null default '{}',
  intended_at timestamptz not null,
  deadline_at timestamptz not null,
  attempts integer not null default 1,
  retry_at timestamptz,
  remote text,
  progress text,
  link text,
  outcome jsonb,
  reason text,
  finished_at timestamptz
);
create index acts_by_subject on acts (subject, round, id);

-- Append-only: who did what to which subject, written in the transaction of the change itself.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}',
  request_id text
);
create index audit_by_subject on audit (subject, id);
