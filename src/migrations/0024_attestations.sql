-- What people vouch for on the readiness checklist; the newest of an item counts, until it expires.
create table attestations (
  id integer generated always as identity primary key,
  item text not null,
  user_id text not null,
  at timestamptz not null,
  because text not null
);
create index attestations_by_item on attestations (item, id desc);
