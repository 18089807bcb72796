-- How often the owner or date of an action item changed: its issue is told of each such change once.
alter table tasks add column revision integer not null default 0;
