-- Bodies of functions as they ran, so that a version can come back byte for byte: Supabase keeps none of the earlier ones.
create table function_bodies (
  project text not null,
  slug text not null,
  hash text not null,
  was jsonb not null,
  content_type text not null,
  bytes bytea not null,
  taken_at timestamptz not null,
  primary key (project, slug, hash)
);
