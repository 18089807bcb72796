import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

/** Slack's rules for an app manifest: https://docs.slack.dev/reference/app-manifest */
const rules = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    long_description: z.string().min(174).max(4000),
    background_color: z.string().regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/),
      always_online: z.boolean(),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().min(1).max(1000),
          should_escape: z.literal(true),
        }),
      )
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['message', 'global']),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true) }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.literal(true),
    token_rotation_enabled: z.boolean(),
  }),
})

const manifest = rules.parse(parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8')))
const { bot, bot_optional: optional } = manifest.oauth_config.scopes

/** Bot scopes as Slack spells them: https://docs.slack.dev/reference/scopes */
const botScopes = [
  'app_mentions:read bookmarks:read bookmarks:write calls:read calls:write canvases:read canvases:write',
  'channels:history channels:join channels:manage channels:read channels:write.invites channels:write.topic',
  'chat:write chat:write.customize chat:write.public commands conversations.connect:read conversations.connect:write',
  'dnd:read emoji:read files:read files:write groups:history groups:read groups:write groups:write.invites',
  'groups:write.topic im:history im:read im:write incoming-webhook links.embed:write links:read links:write',
  'lists:read lists:write metadata.message:read mpim:history mpim:read mpim:write mpim:write.topic pins:read pins:write',
  'reactions:read reactions:write reminders:read reminders:write remote_files:read remote_files:share',
  'remote_files:write search:read.public team:read usergroups:read usergroups:write users.profile:read users:read',
  'users:read.email users:write',
].flatMap((names) => names.split(' '))

/** The scope without which Slack never sends an event; null where none is needed. */
const scopeOfEvent: Record<string, string | null> = {
  app_home_opened: null,
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  reaction_added: 'reactions:read',
  subteam_members_changed: 'usergroups:read',
}

it('spells every scope as Slack does, and asks for each once', () => {
  expect(botScopes).toEqual(expect.arrayContaining([...bot, ...optional]))
  expect(new Set([...bot, ...optional]).size).toBe(bot.length + optional.length)
  expect(bot).toEqual(bot.toSorted())
})

it('asks for the scopes of the events it wants', () => {
  for (const event of manifest.settings.event_subscriptions.bot_events) {
    expect(Object.keys(scopeOfEvent)).toContain(event)
    const scope = scopeOfEvent[event]
    if (scope) expect(bot).toContain(scope)
  }
})

it('offers the commands and the shortcuts', () => {
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([
    '/deploy',
    '/rollback',
    '/incident',
    '/status',
  ])
  expect(bot).toContain('commands')
  expect(manifest.features.shortcuts.map(({ type, name, callback_id }) => [type, name, callback_id])).toEqual(
    [
      ['message', 'Declare incident', 'declare_incident'],
      ['global', 'Declare an incident', 'declare_incident_anywhere'],
      ['message', 'Add to timeline', 'add_to_timeline'],
    ],
  )
})

it('can look a message up before it is sent again, in public and private channels', () => {
  expect(bot).toEqual(
    expect.arrayContaining(['channels:history', 'groups:history', 'im:write', 'chat:write']),
  )
})

it('has every scope in the README, with what it is for', () => {
  const table = readFileSync('README.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .join('\n')
  for (const scope of [...bot, ...optional]) expect(table).toContain(`\`${scope}\``)
})
