import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { Finding, NamedInSlack } from '../../domain/status/finding.ts'
import type { SlackApi } from './api.ts'
import type { Groups } from './groups.ts'

const manifestFile = new URL('../../../manifest.yml', import.meta.url)
const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })
/** Scopes stand in a header of every answer, which the client puts here. */
const authTest = z.object({
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
})
const info = z.object({
  channel: z.object({
    is_member: z.boolean().optional(),
    is_archived: z.boolean().optional(),
    is_private: z.boolean().optional(),
  }),
})
const person = z.object({ user: z.object({ deleted: z.boolean().nullish() }) })

export type ExamineParts = { api: SlackApi; groups: Groups }

/** Looks at the token's permissions, and at every channel, group and person of the configuration. Never throws. */
export async function examineSlack(
  { api, groups }: ExamineParts,
  { channels, groups: named, people }: NamedInSlack,
): Promise<Finding[]> {
  const found = await Promise.all([
    looked('The app’s permissions', () => scopes(api)),
    ...channels.map((id) => looked(`Channel ${id}`, () => channel(api, id))),
    ...named.map((id) => looked(`User group ${id}`, () => group(groups, id))),
    departed(api, people),
  ])
  return found
}

async function looked(what: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof UpstreamError))
      return { what, is: 'unknown', why: 'The look itself failed.', fix: 'See the log.' }
    return { what, is: error.isRetryable ? 'unknown' : 'trouble', why: error.message, fix: null }
  }
}

async function scopes(api: SlackApi): Promise<Finding> {
  const what = 'The app’s permissions'
  const granted = (await api('auth.test', {}, authTest)).response_metadata?.scopes
  const wanted = manifest.parse(parse(await readFile(manifestFile, 'utf8'))).oauth_config.scopes.bot
  if (!granted) return { what, is: 'unknown', why: 'Slack did not say which scopes it has.', fix: null }
  const missing = wanted.filter((scope) => !granted.includes(scope))
  if (missing.length === 0) return { what, is: 'ok', why: `all ${wanted.length} scopes of manifest.yml` }
  return {
    ...{ what, is: 'trouble' },
    why: `The app lacks ${missing.join(', ')}.`,
    fix: 'Paste manifest.yml into the app’s settings (App Manifest), save, and install the app again.',
  }
}

async function channel(api: SlackApi, id: string): Promise<Finding> {
  const what = `Channel ${id}`
  const { is_member, is_archived } = (await api('conversations.info', { channel: id }, info, id)).channel
  if (is_archived)
    return {
      what,
      is: 'trouble',
      why: 'It is archived.',
      fix: 'Unarchive it, or name another in pilothouse.yml.',
    }
  if (is_member !== false) return { what, is: 'ok' }
  return {
    ...{ what, is: 'warning' },
    why: 'Pilothouse is not in it, so it can’t look messages up there or see reactions.',
    fix: 'Type /invite @pilothouse there.',
  }
}

async function group(groups: Groups, id: string): Promise<Finding> {
  const what = `User group ${id}`
  const members = await groups.members(id)
  if (members.length > 0) return { what, is: 'ok' }
  return {
    ...{ what, is: 'trouble' },
    why: 'Nobody is in it, so nobody can approve, or is invited or paged, where it is named.',
    fix: 'Add people to it in Slack, or name another in pilothouse.yml.',
  }
}

/** All people in one line: there may be dozens. */
async function departed(api: SlackApi, people: readonly string[]): Promise<Finding> {
  const what = 'People of the configuration'
  const seen = await Promise.all(people.map(async (user) => ({ user, ...(await presence(api, user)) })))
  const gone = seen.filter(({ is }) => is === 'gone').map(({ user }) => user)
  const unasked = seen.filter(({ is }) => is === 'unknown').length
  if (gone.length > 0)
    return {
      ...{ what, is: 'trouble' },
      why: `No longer in this workspace: ${gone.join(', ')}.`,
      fix: 'Take them out of pilothouse.yml, and name somebody else where they were needed.',
    }
  if (unasked > 0)
    return { what, is: 'unknown', why: `Slack did not say whether ${unasked} of them are here.`, fix: null }
  return { what, is: 'ok' }
}

async function presence(api: SlackApi, user: string): Promise<{ is: 'here' | 'gone' | 'unknown' }> {
  try {
    return { is: (await api('users.info', { user }, person)).user.deleted === true ? 'gone' : 'here' }
  } catch (error) {
    return { is: error instanceof UpstreamError && error.code === 'user_not_found' ? 'gone' : 'unknown' }
  }
}
