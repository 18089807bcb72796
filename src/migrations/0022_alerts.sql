alter table alerts
  add column level text not null default 'critical' check (level in ('critical', 'warning', 'info')),
  -- What people call it: a rule, a check, or what the source calls it.
  add column name text not null default '',
  add column runbook text,
  -- Those of one group that begin within a minute stand on one card: that of the first of them.
  add column group_key text not null default '',
  add column card_of integer references alerts (id),
  -- How often it was paged about anew, and since when it is counted until the next is paged.
  add column round integer not null default 0,
  add column pages_from timestamptz,
  -- When it began to fire, of late.
  add column firings timestamptz[] not null default '{}',
  add column silenced_until timestamptz,
  add column silenced_by text,
  add column silenced_because text;
update alerts set pages_from = received_at, firings = array[fired_at];
alter table alerts alter column pages_from set not null;
create index alerts_of_card on alerts (card_of) where card_of is not null;
create index alerts_by_group on alerts (group_key, received_at);
create index alerts_by_fingerprint on alerts (source, fingerprint, id);

-- What is not told for a while: whatever is called so, or one alert of a source.
create table silences (
  id integer generated always as identity primary key,
  name text,
  source text,
  fingerprint text,
  because text not null,
  by text not null,
  at timestamptz not null,
  until timestamptz not null,
  ended_by text,
  check ((name is null) = (fingerprint is not null) and (source is null) = (fingerprint is null))
);
create index silences_by_end on silences (until);

-- How the rules of pilothouse.yml stand. A row stays when its rule leaves the file, and is then not looked at.
create table alert_rules (
  name text primary key,
  standing text not null check (standing in ('quiet', 'pending', 'firing', 'clearing')),
  since timestamptz not null,
  -- Since when nobody can tell the number.
  unknown_since timestamptz,
  is_missing boolean not null default false,
  value double precision,
  looked_at timestamptz,
  next_at timestamptz not null
);

-- What monitoring posted, as it came, until it is worked on; what could not be read is kept to be looked at.
create table hook_posts (
  id bigint generated always as identity primary key,
  source text not null,
  event text,
  delivery text,
  body text,
  received_at timestamptz not null,
  state text not null check (state in ('waiting', 'read', 'unreadable')),
  why text
);
create unique index each_delivery_once on hook_posts (source, delivery) where delivery is not null;
create index hook_posts_waiting on hook_posts (source, id) where state = 'waiting';
create index hook_posts_by_time on hook_posts (received_at);

-- What came over each hook, counted by the hour (UTC).
create table hook_counts (
  source text not null,
  starts_at timestamptz not null,
  what text not null,
  count integer not null,
  last_at timestamptz not null,
  primary key (source, starts_at, what)
);
