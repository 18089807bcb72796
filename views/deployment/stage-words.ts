import type { Act } from '../../src/domain/act.ts'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import { percentages, reachedStage, stageOf } from '../../src/domain/deployment/stages.ts'
import type { Verdict } from '../../src/domain/deployment/verdict.ts'
import { duration, line, sentence, time, user } from '../text.ts'

/** "10% of visitors": how far a rolling release is; null where the build goes, or went, to everybody at once. */
export function shareNow({ acts }: Deployment, plan: DeploymentPlan | null): string | null {
  const reached = reachedStage(acts)
  return plan && plan.stages.length > 0 && reached !== null ? share(plan, reached) : null
}

const share = ({ stages }: DeploymentPlan, stage: number): string => {
  const percent = percentages(stages)[stage] ?? 100
  return percent === 100 ? 'all visitors' : `${percent}% of visitors`
}

/** "10% for 2 h, 50% for 4 h, then everybody", for people who approve. */
export const stagesAhead = ({ stages }: DeploymentPlan): string =>
  `release it to ${stages.map((stage) => `${stage.percent}% for ${duration(stage.for)}`).join(', ')}, then to everybody`

/** What comes after the stage that a paused release is at. */
export function nextShare(plan: DeploymentPlan, step: string): string {
  return share(plan, (stageOf(step) ?? 0) + 1)
}

type Acts = { enter: Act | undefined; watch: Act | undefined }

/** One line for each stage: its share, how long, and what was seen in it; `rest` ends the line of one that was not begun. */
export function stageLine(plan: DeploymentPlan, stage: number, { enter, watch }: Acts, rest: string): string {
  const words = `Release to ${share(plan, stage)}`
  const length = plan.stages[stage]?.for
  if (!enter) return `:white_circle: ${words}${length === undefined ? '' : ` for ${duration(length)}`}${rest}`
  if (enter.state === 'failed' || watch?.state === 'failed') return failedLine(words, enter, watch)
  if (enter.state === 'intended')
    return `:large_yellow_circle: ${words} · since ${time(enter.intendedAt)}${progressOf(enter)}`
  if (!watch) return `:white_check_mark: ${words} · ${took(enter.intendedAt, enter.finishedAt)}`
  if (watch.state === 'done')
    return `${verdictIcons[(watch.outcome as Verdict).is]} ${words} · ${took(enter.intendedAt, watch.finishedAt)}${progressOf(watch)}`
  const until = new Date(watch.intendedAt.getTime() + (length ?? 0))
  return `:large_yellow_circle: ${words}${progressOf(watch)} · until ${time(until)}`
}

const progressOf = ({ progress }: Act): string => (progress ? ` · ${line(progress, 160)}` : '')

function failedLine(words: string, enter: Act, watch: Act | undefined): string {
  const failed = enter.state === 'failed' ? enter : watch
  const why = failed?.state === 'failed' ? `\n>${sentence(line(failed.reason))}` : ''
  return `:x: ${words}${why}`
}

const verdictIcons = {
  pass: ':white_check_mark:',
  fail: ':x:',
  inconclusive: ':question:',
} as const satisfies Record<Verdict['is'], string>

const took = (from: Date, to: Date): string => duration(to.getTime() - from.getTime())

/** Whose word took a release past a stage that did not pass. */
export const wentOnInWords = (deployment: Deployment): string =>
  deployment.state === 'rolling-out' && deployment.wentOn
    ? `\nIt goes on by the word of ${user(deployment.wentOn.by)}.`
    : ''
