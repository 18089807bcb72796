-- The shop's own database, as Supabase would keep it: small, and with the flaws that a look into it should find.
do $$
declare role text;
begin
  -- Roles are the server's, and the sandbox may have made them before.
  for role in select unnest(array['anon', 'authenticated', 'service_role', 'pilothouse_reader']) loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I nologin', role);
    end if;
  end loop;
  alter role service_role bypassrls;
  alter role pilothouse_reader bypassrls;
end $$;

create schema auth;
create table auth.users (id uuid primary key, email text not null unique, created_at timestamptz not null);
create function auth.uid() returns uuid language sql stable as
  $$ select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $$;

create table customers (
  id bigint generated always as identity primary key,
  user_id uuid unique references auth.users,
  name text not null,
  email text not null unique,
  country text not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);

create table products (
  id bigint generated always as identity primary key,
  name text not null,
  description text not null,
  price_cents integer not null check (price_cents >= 0),
  stock integer not null,
  deleted_at timestamptz
);
create index products_full_text on products using gin (to_tsvector('english', name || ' ' || description));
-- Nobody asks for it.
create index products_by_stock on products (stock);

create table orders (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers,
  status text not null check (status in ('open', 'paid', 'sent', 'returned')),
  total_cents integer not null,
  created_at timestamptz not null
);
create index orders_by_customer on orders (customer_id);

-- Without foreign keys, as the import from the old shop left it: some lines belong to no product.
create table order_items (
  id bigint generated always as identity primary key,
  order_id bigint not null,
  product_id bigint not null,
  quantity integer not null
);

create table payments (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  amount_cents integer not null,
  state text not null check (state in ('waiting', 'settled', 'failed')),
  created_at timestamptz not null
);

create table jobs (
  id bigint generated always as identity primary key,
  kind text not null,
  state text not null check (state in ('waiting', 'done', 'failed')),
  created_at timestamptz not null
);

create table deletion_requests (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers,
  asked_at timestamptz not null,
  deleted_at timestamptz
);

create table settings (name text primary key, value text not null);

create materialized view sales_by_day as
  select date_trunc('day', created_at) as day, count(*) as orders, sum(total_cents) as cents
  from orders where status <> 'returned' group by 1;

insert into auth.users
  select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'customer' || n || '@harbour.example', now() - n * interval '1 day'
  from generate_series(1, 20) n;
insert into customers (user_id, name, email, country, created_at, deleted_at)
  select case when n <= 20 then ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid end,
    'Customer ' || n, 'customer' || n || '@harbour.example', (array['DE', 'FR', 'PL'])[1 + n % 3],
    now() - n * interval '1 day', case when n % 25 = 0 then now() - interval '120 days' end
  from generate_series(1, 200) n;
insert into products (name, description, price_cents, stock)
  select (array['Mug', 'Kettle', 'Lamp', 'Rope', 'Anchor'])[1 + n % 5] || ' ' || n, 'Made near the harbour, number ' || n, 500 + n * 25, n % 17
  from generate_series(1, 60) n;
insert into orders (customer_id, status, total_cents, created_at)
  select 1 + n % 200, (array['paid', 'sent', 'sent', 'returned', 'open'])[1 + n % 5], 900 + n % 90 * 100, now() - n * interval '45 minutes'
  from generate_series(1, 2000) n;
insert into order_items (order_id, product_id, quantity)
  select n, case when n % 400 = 0 then 900 + n else 1 + n % 60 end, 1 + n % 3 from generate_series(1, 2000) n;
insert into payments (order_id, amount_cents, state, created_at)
  select id, total_cents, case when id % 50 = 0 then 'failed' else 'settled' end, created_at from orders where status <> 'open';
insert into jobs (kind, state, created_at)
  select 'receipt', case when n % 40 = 0 then 'failed' else 'done' end, now() - n * interval '10 minutes' from generate_series(1, 200) n;
insert into deletion_requests (customer_id, asked_at) values (7, now() - interval '41 days'), (9, now() - interval '3 days');
insert into settings values ('currency', 'EUR');
refresh materialized view sales_by_day;

alter table customers enable row level security;
create policy "own row" on customers for select to authenticated using (user_id = auth.uid());
alter table orders enable row level security;
create policy "own orders" on orders for select to authenticated
  using (customer_id in (select id from customers where user_id = auth.uid()));
alter table products enable row level security;
create policy "everybody may look" on products for select to anon, authenticated using (deleted_at is null);
alter table payments enable row level security;
alter table settings enable row level security;

grant usage on schema public to anon, authenticated, service_role, pilothouse_reader;
grant usage on schema auth to anon, authenticated, service_role;
grant select, insert, update, delete on customers, products, orders, order_items, payments, jobs to service_role;
grant select on customers, products, orders to authenticated;
grant select on products to anon;
-- Forgotten: order_items have no row level security, and everybody may read them.
grant select on order_items to anon, authenticated;
-- Not on settings.
grant select on customers, products, orders, order_items, payments, jobs, sales_by_day, deletion_requests to pilothouse_reader;

-- Without an index of the order, each of these reads the whole table.
do $$ begin
  for n in 1..30 loop perform from order_items where order_id = n; end loop;
end $$;
analyze;
