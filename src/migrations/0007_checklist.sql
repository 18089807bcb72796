-- Boxes of a deployment's checklist that a person ticked; taking one back deletes its row, and the audit keeps both.
create table checklist_ticks (
  deployment_id integer not null references deployments (id),
  item text not null,
  user_id text not null,
  at timestamptz not null,
  primary key (deployment_id, item)
);

-- Asked for past approvals, boxes, locks, freezes and checks, by somebody who may.
alter table deployments add column is_break_glass boolean not null default false;
