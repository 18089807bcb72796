-- Which bytes a version of a function was: one set of bytes may run as several versions, and not every version's hash is told.
create table function_versions (
  project text not null,
  slug text not null,
  version integer not null,
  hash text not null,
  seen_at timestamptz not null,
  primary key (project, slug, version)
);
insert into function_versions (project, slug, version, hash, seen_at)
  select distinct on (project, slug, was ->> 'version') project, slug, (was ->> 'version')::integer, hash, taken_at
  from function_bodies
  order by project, slug, was ->> 'version', taken_at desc;

-- The parts of what an act began, for example a workflow run's jobs.
alter table acts add column parts jsonb;
