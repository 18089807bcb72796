import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

export type AppManifest = {
  scopes: string[]
  /** Undefined where any command goes. */
  commands?: { command: string; description: string; usageHint: string; shouldEscape: boolean }[]
  shortcuts: { callbackId: string; name: string; type: 'global' | 'message' }[]
  /** Event names as the manifest spells them, for instance `message.channels`. */
  events: string[]
}

const manifestFile = z.object({
  features: z.object({
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string(),
          usage_hint: z.string().default(''),
          should_escape: z.boolean().default(false),
        }),
      )
      .default([]),
    shortcuts: z
      .array(z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() }))
      .default([]),
  }),
  oauth_config: z.object({
    scopes: z.object({
      bot: z.array(z.string()),
      bot_optional: z.array(z.string()).default([]),
    }),
  }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }).optional() }),
})

/** Reads a Slack app manifest (YAML); undefined where the file isn't there. Throws where it is no manifest. */
export function readManifest(file: string | URL): AppManifest | undefined {
  if (!existsSync(file)) return undefined
  const { features, oauth_config, settings } = manifestFile.parse(parse(readFileSync(file, 'utf8')))
  return {
    scopes: [...oauth_config.scopes.bot, ...oauth_config.scopes.bot_optional],
    commands: features.slash_commands.map(({ command, description, usage_hint, should_escape }) => ({
      command,
      description,
      usageHint: usage_hint,
      shouldEscape: should_escape,
    })),
    shortcuts: features.shortcuts.map(({ name, type, callback_id }) => ({
      name,
      type,
      callbackId: callback_id,
    })),
    events: settings.event_subscriptions?.bot_events ?? [],
  }
}

/** An app that may do everything the stand-in knows, and hears of everything. */
export const openManifest: AppManifest = {
  scopes: [
    ...['app_mentions:read', 'bookmarks:read', 'bookmarks:write', 'channels:history', 'channels:join'],
    ...['channels:manage', 'channels:read', 'chat:write', 'chat:write.public', 'commands', 'files:read'],
    ...['files:write', 'groups:history', 'groups:read', 'groups:write', 'im:history', 'im:read', 'im:write'],
    ...['metadata.message:read', 'pins:read', 'pins:write', 'reactions:read', 'reactions:write', 'team:read'],
    ...['usergroups:read', 'users:read', 'users:read.email'],
  ],
  shortcuts: [],
  events: [
    ...[
      'app_home_opened',
      'app_mention',
      'message.channels',
      'message.groups',
      'message.im',
      'reaction_added',
      'reaction_removed',
    ],
    ...['member_joined_channel', 'channel_archive', 'channel_rename', 'subteam_members_changed'],
  ],
}
