-- When an approved deployment starts, where somebody asked for a time.
alter table deployments add column start_at timestamptz;
