import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { Ledger } from '../../src/domain/deployment/ledger.ts'
import { broughtSha } from '../../src/domain/deployment/plan.ts'
import { shortSha } from '../../src/domain/deployment/release.ts'
import type { SharedFile } from '../../src/ports.ts'
import { duration, oneLine, plural, shorten } from '../text.ts'
import { planOf, stateWords } from './words.ts'

/** The deployments of a period as a Markdown file, one table for each environment. Times are in UTC. */
export function ledgerFile(ledger: Ledger): SharedFile {
  const { team, service, environment, period, madeAt, deployments, total } = ledger
  const places = [...new Set(deployments.map((one) => one.environment))].toSorted()
  const of = [service ?? 'all services', environment ?? 'all environments'].join(', ')
  const left = total - deployments.length
  const lines = [
    `# Deployments of ${cell(team)}: ${cell(of)}`,
    '',
    `From ${utc(period.from)} until ${utc(period.until)}. All times are in UTC. Written ${utc(madeAt)}.`,
    ...(left > 0
      ? ['', `Only the newest ${deployments.length} are listed; ${left} older ones are not.`]
      : []),
    ...places.flatMap((place) =>
      section(
        place,
        deployments.filter((one) => one.environment === place),
        ledger,
      ),
    ),
  ]
  const name = ['ledger', environment, service, day(period.from)].filter((part) => part !== null).join('-')
  return { name: `${name}.md`, text: `${lines.join('\n')}\n`, comment: `Deployments: ${of}` }
}

const columns = [
  '#',
  'Service',
  'Commit',
  'Asked for by',
  'Approved by',
  'Reason',
  'Window opened',
  'Window closed',
  'Took',
  'Result',
]

function section(environment: string, deployments: Deployment[], { nameOf }: Ledger): string[] {
  return [
    '',
    `## ${cell(environment)}`,
    '',
    summary(deployments),
    '',
    ledgerRow(columns),
    ledgerRow(columns.map(() => '---')),
    ...deployments.map((one) => ledgerRow(cellsOf(one, nameOf).map(cell))),
  ]
}

/** "3 deployments: 2 live and verified, 1 failed; 1 of them a rollback." */
function summary(deployments: Deployment[]): string {
  const states = new Map<string, number>()
  for (const { state } of deployments) states.set(state, (states.get(state) ?? 0) + 1)
  const counts = [...states].map(([state, count]) => `${count} ${stateWords[state as Deployment['state']]}`)
  const rollbacks = deployments.filter(({ purpose }) => purpose === 'rollback').length
  const marked = rollbacks > 0 ? `; ${rollbacks} of them ${rollbacks === 1 ? 'a rollback' : 'rollbacks'}` : ''
  return `${plural(deployments.length, 'deployment')}: ${counts.join(', ')}${marked}.`
}

function cellsOf(deployment: Deployment, nameOf: Ledger['nameOf']): string[] {
  const { id, service, requestedBy, reason, isBreakGlass } = deployment
  const opened = 'startedAt' in deployment ? deployment.startedAt : null
  const closed = 'endedAt' in deployment ? deployment.endedAt : null
  const approvals = 'approvals' in deployment ? deployment.approvals : []
  return [
    String(id),
    service,
    commitCell(deployment),
    nameOf(requestedBy),
    approvals.map(({ user }) => nameOf(user)).join(', ') ||
      (isBreakGlass ? 'nobody (break-glass)' : 'nobody'),
    reason ?? '',
    opened ? utc(opened) : 'never',
    opened && closed ? utc(closed) : opened ? 'still open' : '',
    opened && closed ? duration(closed.getTime() - opened.getTime()) : '',
    `${deployment.purpose === 'rollback' ? 'rollback: ' : ''}${stateWords[deployment.state]}`,
  ]
}

function commitCell(deployment: Deployment): string {
  const plan = planOf(deployment)
  if (!plan) return shorten(deployment.ref, 40)
  const sha = broughtSha(plan)
  return sha ? shortSha(sha) : 'unknown'
}

const ledgerRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Foreign text that stays in its cell and marks nothing, https://github.github.com/gfm/#backslash-escapes. */
const cell = (foreign: string): string =>
  shorten(oneLine(foreign.replaceAll(/\p{Cc}/gu, ' ')), 300).replaceAll(/[\\`*_{}[\]<>|~#!&$@]/g, '\\$&')

const utc = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ')
const day = (date: Date): string => date.toISOString().slice(0, 10)
