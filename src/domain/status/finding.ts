import type { ChannelId, GroupId, UserId } from '../people.ts'
import type { TeamConfig } from '../policy.ts'

/** What a look at one thing found. `why` and `fix` are sentences; a thing that is well needs neither. */
export type Finding = { what: string } & (
  | { is: 'ok'; why?: string | undefined }
  | { is: 'warning' | 'trouble' | 'unknown'; why: string; fix: string | null }
)

/** One part of what Pilothouse stands on; `findings` is null while it is being looked at. */
export type ExaminedPart = { name: string; findings: readonly Finding[] | null }

export type NamedInSlack = { channels: ChannelId[]; groups: GroupId[]; people: UserId[] }

type Some = { group?: GroupId | undefined; users: UserId[] } | null | undefined

/** Everything in Slack that the configuration names, each once. */
export function namedInSlack({ channels, environments, incidents, people }: TeamConfig): NamedInSlack {
  const { onCall, escalation } = incidents
  const paged = escalation.flatMap(({ steps }) => steps.flatMap(({ page }) => page))
  const some: Some[] = [
    ...environments.flatMap(({ approvals, breakGlass }) => [approvals, breakGlass]),
    ...[incidents.invite, incidents.postmortem.reviewers, incidents.public],
    ...incidents.severities.map(({ invite }) => invite),
  ]
  const groups = [
    ...some.map((one) => one?.group),
    ...paged.map((target) => (target.to === 'group' ? target.group : undefined)),
    onCall?.by === 'group' ? onCall.group : undefined,
  ]
  const users = [
    ...some.flatMap((one) => one?.users ?? []),
    ...paged.flatMap((target) => (target.to === 'user' ? [target.user] : [])),
    ...(onCall?.by === 'rotation' ? onCall.people : []),
    ...people.map(({ slack }) => slack),
  ]
  const places = [
    ...[channels.deployments, channels.incidents, channels.stakeholders],
    ...environments.map(({ channel }) => channel),
    ...paged.map((target) => (target.to === 'channel' ? target.channel : undefined)),
  ]
  return { channels: each(places), groups: each(groups), people: each(users) }
}

const each = (names: readonly (string | null | undefined)[]): string[] => [
  ...new Set(names.filter((name) => typeof name === 'string')),
]

/** Every repository that the configuration names, once. */
export const repositoriesOf = ({ services, incidents, diagnostics }: TeamConfig): string[] =>
  each([
    ...services.map(({ repository }) => repository),
    ...[incidents.issue?.repository, incidents.postmortem.repository],
    ...[incidents.tasks.issues?.repository, incidents.runbooks?.repository, diagnostics.reports?.repository],
  ])
