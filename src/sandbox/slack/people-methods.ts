import { knownUser } from './channels.ts'
import { page } from './history-methods.ts'
import type { Answer, Call, Methods } from './method.ts'
import type { SandboxUser } from './protocol.ts'
import { SlackRefusal } from './refusal.ts'
import { app, team } from './state.ts'
import type { Workspace } from './workspace.ts'

const readUsers = ['users:read']
const readGroups = ['usergroups:read']

export const peopleMethods: Methods = {
  'api.test': { tier: 'special', run: ({ args }) => apiTest(args.text('error')) },
  'auth.test': { tier: 'special', run: authTest },
  'team.info': { tier: 3, scope: ['team:read'], run: teamInfo },
  'bots.info': { tier: 3, scope: readUsers, run: botInfo },
  'users.info': { tier: 4, scope: readUsers, run: userInfo },
  'users.list': { tier: 2, scope: readUsers, run: listUsers },
  'users.lookupByEmail': { tier: 3, scope: ['users:read.email'], run: lookupByEmail },
  'usergroups.list': { tier: 2, scope: readGroups, run: listGroups },
  'usergroups.users.list': { tier: 2, scope: readGroups, run: listGroupUsers },
}

function apiTest(error: string | undefined): Answer {
  if (error) throw new SlackRefusal(error)
  return { args: {} }
}

function authTest({ workspace }: Call): Answer {
  return {
    url: `${workspace.baseUrl()}/`,
    team: team.name,
    user: 'pilothouse',
    team_id: team.id,
    user_id: app.botUser,
    bot_id: app.botId,
    is_enterprise_install: false,
  }
}

function teamInfo(): Answer {
  return { team: { ...team, email_domain: 'harbour.example', icon: {} } }
}

function botInfo({ args }: Call): Answer {
  if (args.has('bot') && args.text('bot') !== app.botId) throw new SlackRefusal('bot_not_found')
  return {
    bot: {
      id: app.botId,
      deleted: false,
      name: 'pilothouse',
      app_id: app.id,
      user_id: app.botUser,
      icons: {},
    },
  }
}

function userInfo({ workspace, args }: Call): Answer {
  return { user: userObject(workspace, knownUser(workspace, args.need('user'))) }
}

function listUsers({ workspace, args }: Call): Answer {
  const { items, next } = page(workspace.state.users, args, 1000)
  const users = items.map((user) => userObject(workspace, user))
  return { members: users, response_metadata: { next_cursor: next } }
}

function lookupByEmail({ workspace, args }: Call): Answer {
  const email = args.need('email').toLowerCase()
  const user = workspace.state.users.find((candidate) => candidate.email === email)
  if (!user) throw new SlackRefusal('users_not_found')
  return { user: userObject(workspace, user) }
}

/** https://docs.slack.dev/reference/objects/user-object */
function userObject({ manifest, now }: Workspace, user: SandboxUser): Answer {
  const { id, name, realName, title, timeZone, isBot, email, isDeactivated = false } = user
  const mayReadEmail = manifest.scopes.includes('users:read.email') && !isBot
  return {
    id,
    team_id: team.id,
    name,
    deleted: isDeactivated,
    real_name: realName,
    tz: timeZone,
    tz_offset: offsetSeconds(timeZone, now()),
    profile: {
      title,
      real_name: realName,
      display_name: name,
      ...(mayReadEmail ? { email } : {}),
      team: team.id,
      ...(isBot ? { bot_id: app.botId, api_app_id: app.id } : {}),
    },
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: isBot,
    is_app_user: false,
    updated: 1_780_000_000,
  }
}

function offsetSeconds(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}

function listGroups({ workspace, args }: Call): Answer {
  const usergroups = workspace.state.groups.map(({ id, handle, name, users }) => ({
    id,
    team_id: team.id,
    is_usergroup: true,
    name,
    handle,
    date_delete: 0,
    user_count: users.length,
    ...(args.flag('include_users') ? { users } : {}),
  }))
  return { usergroups }
}

function listGroupUsers({ workspace, args }: Call): Answer {
  const id = args.need('usergroup')
  const group = workspace.state.groups.find((candidate) => candidate.id === id)
  if (!group) throw new SlackRefusal('no_such_subteam')
  return { users: group.users }
}
