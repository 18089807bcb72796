import { type Act, type ActPart, tryingAgain } from '../../src/domain/act.ts'
import { type Deployment, isEnded } from '../../src/domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import { baseOf, stageOf } from '../../src/domain/deployment/stages.ts'
import type { Verdict } from '../../src/domain/deployment/verdict.ts'
import { duration, isWebAddress, line, link, list, sentence, time, uncapital } from '../text.ts'
import { stageLine, stagesAhead } from './stage-words.ts'
import { planOf, stepInWords } from './words.ts'

/** Records at GitHub, without which a rollout goes on. */
const dispensable = ['record', 'mark-started', 'conclude']

/** The steps in the order of the plan, each with its state and time; what was not reached is said to be so. */
export function stepLines(deployment: Deployment): string[] {
  const plan = planOf(deployment)
  if (!plan) return []
  const latest = new Map(deployment.acts.map((act) => [act.name, act]))
  const onlyWhere = (name: string, isShown: boolean) => (isShown ? [name] : [])
  const isMarkMissing = latest.get('mark-started')?.state === 'failed'
  const names = [
    ...onlyWhere('retake-facts', latest.has('retake-facts')),
    ...plan.steps.flatMap((step) =>
      step === 'record' ? [step, ...onlyWhere('mark-started', isMarkMissing)] : [step],
    ),
    ...(isGoingBack(deployment, plan.undo) ? plan.undo : []),
    ...onlyWhere('stop', latest.has('stop')),
    ...onlyWhere('conclude', latest.has('conclude')),
  ]
  if (!names.some((name) => latest.has(name))) return []
  return names.flatMap((name) => {
    const stage = stageOf(name)
    const act = latest.get(name)
    if (stage === null)
      return [stepLine(stepInWords(name, plan), act, deployment.state), ...partLines(act?.parts ?? [])]
    // A stage's watch stands in the line of its beginning.
    if (baseOf(name) === 'watch-stage') return []
    const acts = { enter: act, watch: latest.get(`watch-stage:${stage}`) }
    return [stageLine(plan, stage, acts, notReached(deployment.state))]
  })
}

/** What will happen once it is approved, in one line. */
export const stepsAhead = (plan: DeploymentPlan): string => `Then: ${list(stepsInWords(plan), 8)}`

/** All stages are one thing that is ahead. */
const stepsInWords = (plan: DeploymentPlan): string[] =>
  plan.steps.flatMap((step) => {
    const stage = stageOf(step)
    if (stage === null) return [uncapital(stepInWords(step, plan))]
    return step === 'enter-stage:0' ? [stagesAhead(plan)] : []
  })

const isGoingBack = ({ state, acts }: Deployment, undo: readonly string[]): boolean =>
  state === 'rolling-back' || acts.some(({ name }) => undo.includes(name))

const isUnderWay = new Set<Deployment['state']>(['queued', 'rolling-out', 'watching', 'rolling-back'])

const notReached = (state: Deployment['state']): string => (isUnderWay.has(state) ? '' : ' · not reached')

function stepLine(words: string, act: Act | undefined, state: Deployment['state']): string {
  if (!act) return `:white_circle: ${words}${notReached(state)}`
  const label = act.link && isWebAddress(act.link) ? link(act.link, words) : words
  switch (act.state) {
    case 'done':
      return `${doneIcon(act)} ${label} · ${took(act.intendedAt, act.finishedAt)}${act.progress ? ` · ${line(act.progress, 120)}` : ''}`
    case 'failed':
      return failedLine(act, label)
    case 'intended':
      if (isEnded(state)) return `:black_square_for_stop: ${label} · stopped`
      return `:large_yellow_circle: ${label} · ${waiting(act)}`
  }
}

const maxParts = 12

const partIcons = {
  queued: ':white_circle:',
  running: ':large_yellow_circle:',
  passed: ':white_check_mark:',
  failed: ':x:',
  skipped: ':black_square_for_stop:',
} as const satisfies Record<ActPart['state'], string>

/** "lint passed · test running", each linked to its own page. */
function partLines(parts: readonly ActPart[]): string[] {
  if (parts.length === 0) return []
  const shown = parts.map(({ name, state, link: url }) => `${partIcons[state]} ${link(url, name)} ${state}`)
  return [
    `>${shown.slice(0, maxParts).join(' · ')}${shown.length > maxParts ? ` · … and ${shown.length - maxParts} more` : ''}`,
  ]
}

/** A watch that ended may have ended badly, or without anybody being the wiser. */
function doneIcon({ name, outcome }: Act & { state: 'done' }): string {
  if (name !== 'watch') return ':white_check_mark:'
  return verdictIcons[(outcome as Verdict).is]
}

const verdictIcons = {
  pass: ':white_check_mark:',
  fail: ':x:',
  inconclusive: ':question:',
} as const satisfies Record<Verdict['is'], string>

function failedLine(act: Act & { state: 'failed' }, label: string): string {
  const isDispensable = dispensable.includes(act.name)
  const end = isDispensable ? ' The deployment goes on without it.' : ''
  return `${isDispensable ? ':warning:' : ':x:'} ${label} · ${took(act.intendedAt, act.finishedAt)}\n>${sentence(line(act.reason))}${end}`
}

function waiting(act: Act & { state: 'intended' }): string {
  const trouble = act.progress?.startsWith(tryingAgain) ? act.progress.slice(tryingAgain.length) : null
  if (trouble !== null && act.retryAt)
    return `attempt ${act.attempts} did not work, next try ${time(act.retryAt)} · ${line(trouble, 200)}`
  return `since ${time(act.intendedAt)}${act.progress ? ` · ${withTimes(line(act.progress, 200))}` : ''}`
}

/** A moment in what an act says of itself, by the reader's clock. */
const withTimes = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (moment) => time(new Date(moment)))

const took = (from: Date, to: Date): string => duration(to.getTime() - from.getTime())
