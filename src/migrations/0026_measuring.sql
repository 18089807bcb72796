-- What is measured again and again: capacities, costs, the health of databases. A row stays when its name leaves the
-- configuration, and is then not measured.
create table measuring (
  -- For example `capacity:connections`, `cost:hosting` or `data:shop`.
  name text primary key,
  -- The newest number of a capacity, and how much there may be.
  value double precision,
  capacity_limit double precision,
  measured_at timestamptz,
  typed_by text,
  -- Why nothing could be told when it was last tried.
  why text,
  next_at timestamptz not null
);

-- What a month had cost by the end of a day; days by the team's clock.
create table cost_days (
  name text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  day integer not null check (day between 1 and 31),
  amount double precision not null,
  at timestamptz not null,
  typed_by text,
  primary key (name, month, day)
);

-- What the last look into a database found, one row for each of its questions.
create table data_findings (
  database text not null,
  query text not null,
  standing text not null check (standing in ('ok', 'warning', 'trouble', 'unknown')),
  number double precision,
  words text not null,
  next_step text,
  level text not null check (level in ('critical', 'warning', 'info')),
  since timestamptz not null,
  at timestamptz not null,
  primary key (database, query)
);
