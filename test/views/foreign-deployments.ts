import { stepsOfStages } from '../../src/domain/deployment/stages.ts'
import type { Wait } from '../../src/domain/gate/wait.ts'
import type { Message } from '../../src/domain/message.ts'
import { foreignChecklist, foreignSkipped, foreignTicks, foreignVariables } from './gate-samples.ts'
import { foreignSuspects } from './operation-samples.ts'
import {
  awaiting,
  commit,
  done,
  ended,
  failed,
  failedAct,
  minutesLater,
  planned,
  priya,
  rollingOut,
  running,
  start,
  verified,
} from './samples.ts'

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))

export const acts = (text: string) => [
  done('retake-facts'),
  done('record', 1, text),
  failedAct('mark-started', text),
  running('build', { progress: text }),
  running('smoke', { progress: text, retryAt: minutesLater(3) }),
  failedAct(text, text),
  failedAct('create-channel', text),
]

const stages = times(5, (index) => ({ percent: 10 + index, for: 60_000 }))
const stageActs = (text: string) => [
  done('enter-stage:0'),
  failedAct('watch-stage:0', text),
  running('enter-stage:1', { progress: text }),
  done('enter-stage:2'),
  running('watch-stage:2', { progress: text }),
  failedAct('enter-stage:3', text),
]

export function deployments(text: string) {
  const facts = {
    ...planned().facts,
    ref: text,
    commits: times(50, () => commit(text, { author: { name: text, login: text }, url: text })),
    totalCommits: 400,
    checks: times(60, (index) => ({
      name: text,
      state: (['failed', 'pending', 'passed'] as const)[index % 3] ?? 'passed',
      url: text,
    })),
    live: { sha: text, since: text },
    variables: foreignVariables(text),
  }
  const plan = planned({
    service: text,
    environment: text,
    ref: text,
    facts,
    unknownAuthors: times(30, () => text),
    authors: times(30, () => priya),
    approvalsNeeded: 30,
    approvers: { group: text, users: times(30, () => text) },
    checklist: foreignChecklist(text),
    skipped: foreignSkipped(text),
    hash: 'x'.repeat(16),
  })
  const gate = { ticks: foreignTicks(text), isBreakGlass: true }
  const common = { reason: text, service: text, environment: text, ref: text, acts: acts(text), ...gate }
  return [
    awaiting({
      ...common,
      plan,
      voided: times(30, () => text),
      approvals: times(40, () => ({ user: priya, at: minutesLater(1) })),
    }),
    { ...rollingOut(common), plan },
    {
      ...rollingOut({ ...common, acts: stageActs(text) }),
      plan: { ...plan, steps: stepsOfStages(stages), stages },
    },
    { ...verified(common), plan },
    { ...failed(text, common), plan },
    ...(['planned', 'queued', 'refused', 'cancelled', 'rejected', 'expired'] as const).map((state) => ({
      ...ended(state, text),
      ...common,
    })),
  ]
}

export const waits = (text: string): Wait[] => [
  { for: 'deployment', id: 1, is: 'before-it' },
  { for: 'freeze', name: text, until: start },
  { for: 'time', at: start },
  { for: 'checklist', open: times(10, () => text) },
  {
    for: 'lock',
    lock: { environment: text, service: text, holder: text, reason: text, until: null, isLatch: false },
  },
]

/** Each deployment's card and answers. */
export const deploymentMessages = (text: string): Message[] =>
  deployments(text).flatMap((deployment): Message[] => [
    {
      purpose: 'deployment-card',
      deployment,
      environmentUrl: text,
      suspects: foreignSuspects(text),
      isPinned: true,
      waits: waits(text),
    },
    { purpose: 'break-glass', deployment, channel: text },
    { purpose: 'deployment-answer', deployment, channel: text, waits: waits(text) },
  ])

export function planIn(text: string) {
  const [waiting] = deployments(text)
  return waiting && 'plan' in waiting && waiting.plan ? waiting.plan : planned()
}
