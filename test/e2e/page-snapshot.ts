import type { SandboxChannel, SandboxUser, Snapshot } from '../../src/sandbox/slack/protocol.ts'

export const people = { maya: 'U0MAYA00001', tomas: 'U0TOMAS0001', priya: 'U0PRIYA0001', bot: 'U0PILOTBOT1' }
export const deploys = 'C0DEPLOYS01'

function user(id: string, realName: string, title: string, timeZone: string, color: string): SandboxUser {
  const name = realName.split(' ')[0]?.toLowerCase() ?? id
  return {
    id,
    name,
    realName,
    title,
    email: `${name}@harbour.example`,
    timeZone,
    isBot: id === people.bot,
    color,
  }
}

function channel(id: string, name: string, rest: Partial<SandboxChannel> = {}): SandboxChannel {
  const members = Object.values(people)
  return { id, name, kind: 'public', topic: '', purpose: '', members, pins: [], isArchived: false, ...rest }
}

/** A workspace that nobody has spoken in yet. */
export function startingSnapshot(): Snapshot {
  return {
    type: 'snapshot',
    team: { id: 'T0HARBOUR01', name: 'Harbour Goods', domain: 'harbour-goods' },
    me: people.maya,
    botUser: people.bot,
    users: [
      user(people.maya, 'Maya Lindqvist', 'Frontend engineer', 'Europe/Stockholm', '#7c4dbd'),
      user(people.tomas, 'Tomas Okafor', 'On-call engineer', 'Europe/London', '#a8480f'),
      user(people.priya, 'Priya Raman', 'Engineering lead', 'Asia/Kolkata', '#136f45'),
      user(people.bot, 'Pilothouse', 'Deploys and incidents', 'UTC', '#0f4c5c'),
    ],
    groups: [
      {
        id: 'S0APPROVERS',
        handle: 'deploy-approvers',
        name: 'Deploy approvers',
        users: [people.tomas, people.priya],
      },
    ],
    channels: [
      channel('C0GENERAL01', 'general', { purpose: 'Everybody, about everything.' }),
      channel(deploys, 'deploys', { topic: 'What goes where · ask <!subteam^S0APPROVERS> for an approval' }),
      channel('C0INCIDENT1', 'incidents', { kind: 'private' }),
      channel('D0MAYA00001', '', { kind: 'direct', members: [people.maya, people.bot], peer: people.bot }),
      channel('D0PRIYA0001', '', { kind: 'direct', members: [people.priya, people.bot], peer: people.bot }),
    ],
    messages: {},
    commands: [
      { command: '/deploy', description: 'Deploy a service', usageHint: '[service] [environment] [ref]' },
      {
        command: '/incident',
        description: 'Declare or run an incident',
        usageHint: '[what is wrong] [p0-p3]',
      },
      { command: '/status', description: 'What runs where, and what is open', usageHint: '' },
    ],
    shortcuts: [
      { callbackId: 'declare', name: 'Declare incident', type: 'message' },
      { callbackId: 'add_to_timeline', name: 'Add to timeline', type: 'message' },
      { callbackId: 'new_deploy', name: 'Deploy something', type: 'global' },
    ],
    views: [],
    isBotConnected: true,
  }
}
