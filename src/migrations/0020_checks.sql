-- What is looked at again and again. A row stays when its check leaves the configuration, and is then not looked at.
create table checks (
  name text primary key,
  standing text not null check (standing in ('new', 'up', 'confirming', 'failing', 'down', 'unknown')),
  since timestamptz not null,
  failures integer not null default 0,
  looked_at timestamptz,
  latency_ms double precision,
  why text,
  measures jsonb not null,
  next_at timestamptz not null,
  -- Who looks at it now; a process that dies lets go of it at this time.
  leased_until timestamptz,
  lease text
);
create index checks_due on checks (next_at);

create table check_samples (
  check_name text not null,
  at timestamptz not null,
  saw text not null check (saw in ('up', 'down', 'unknown')),
  latency_ms double precision,
  why text,
  measures jsonb not null,
  primary key (check_name, at)
);
create index check_samples_by_time on check_samples (at);

create table check_rollups (
  check_name text not null,
  period text not null check (period in ('hour', 'day')),
  starts_at timestamptz not null,
  up integer not null,
  down integer not null,
  unknown integer not null,
  latency_sum_ms double precision not null,
  histogram integer[] not null,
  primary key (check_name, period, starts_at)
);
create index check_rollups_by_time on check_rollups (period, starts_at);

-- Numbers over time, whatever they tell of: what checks bring along, capacity, cost. A series is named by who measures it,
-- for example `check:payments/quotaRemaining` or `capacity:connections`.
create table measurements (
  series text not null,
  at timestamptz not null,
  value double precision not null,
  primary key (series, at)
);
create index measurements_by_time on measurements (at);

create table measurement_rollups (
  series text not null,
  period text not null check (period in ('hour', 'day')),
  starts_at timestamptz not null,
  count integer not null,
  sum double precision not null,
  min double precision not null,
  max double precision not null,
  last double precision not null,
  primary key (series, period, starts_at)
);
create index measurement_rollups_by_time on measurement_rollups (period, starts_at);
