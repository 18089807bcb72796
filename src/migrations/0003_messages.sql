-- What Slack shows or is about to show. A card is rendered from the subject's newest state and edited in place;
-- a post is append-only and carries its content. The key travels as message metadata, so that a post whose answer
-- was lost can be looked up before it is sent again.
create table messages (
  id integer generated always as identity primary key,
  key text not null unique,
  destination text not null,
  purpose text not null,
  subject text not null,
  content jsonb,
  posting_at timestamptz,
  ts text,
  shown_hash text,
  -- A card is out of date while it shows an older version than is wanted.
  wanted_version integer not null default 1,
  shown_version integer not null default 0,
  sent_at timestamptz,
  failed_because text,
  attempts integer not null default 0,
  created_at timestamptz not null
);
create index messages_waiting on messages (destination, id) where failed_because is null and shown_version < wanted_version;
create index messages_by_subject on messages (subject);

-- The earliest moment of the next message in a channel, whichever replica sends it.
create table channel_pace (
  destination text primary key,
  next_at timestamptz not null
);

-- Slack sends an event again when it saw no acknowledgement; each is acted on once.
create table seen_events (
  event_id text primary key,
  seen_at timestamptz not null
);
