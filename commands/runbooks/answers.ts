import type { Incident } from '../../src/domain/incident/incident.ts'
import { matchRunbooks, runbookMeant } from '../../src/domain/incident/runbook.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { readLibrary } from '../../src/workflows/runbooks/library.ts'
import { startRunbook } from '../../src/workflows/runbooks/start.ts'
import { findStarted, listStarted } from '../../src/workflows/runbooks/started.ts'
import { type StepTick, tickRunbook } from '../../src/workflows/runbooks/tick.ts'
import { actions } from '../../views/actions.ts'
import { runbookStartedReply, runbooksReply, stepTickedReply } from '../../views/runbooks/replies.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'
import type { RunbookCommand } from './grammar.ts'

type CommandOf<Verb> = Extract<RunbookCommand, { verb: Verb }>

/** Begins a runbook, or lists those that fit where none was named. */
export async function runbook(
  incident: Incident,
  { name }: CommandOf<'runbook'>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  return name === null ? await list(incident, deps) : await start(incident, name, invoker, deps)
}

async function start(incident: Incident, given: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const { id } = incident
  const started = await startRunbook(deps, { id, given }, invoker)
  return isRefusal(started) ? refuse(started) : reply(runbookStartedReply({ id, ...started }))
}

async function list(incident: Incident, deps: Deps): Promise<Answer> {
  const [{ shelved, trouble }, started] = await Promise.all([
    readLibrary(deps),
    listStarted(deps.db, incident.id),
  ])
  const runbooks = shelved.map((one) => one.runbook)
  const begun = started.map((one) => one.runbook.name)
  return reply(runbooksReply({ incident, ...matchRunbooks(runbooks, incident), begun, trouble }))
}

/** Ticks a step of the runbook that is named, or of the only one that was begun. */
export async function tickStep(
  { id }: Incident,
  { verb, step, name }: CommandOf<'tick' | 'untick'>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const begun = (await listStarted(deps.db, id)).map(({ id, runbook }) => ({ ...runbook, id }))
  const meant = name === null ? begun.length === 1 && begun[0] : runbookMeant(begun, name)
  if (meant) return await tick({ runbook: meant.id, step, isTicked: verb === 'tick' }, invoker, deps)
  return begun.length > 1 && name === null
    ? refuse({ refused: 'which-runbook', id, names: begun.map((one) => one.name) })
    : refuse({ refused: 'no-such-runbook', given: name ?? '' })
}

async function tick(wanted: StepTick, invoker: Invoker, deps: Deps): Promise<Answer> {
  const ticked = await tickRunbook(deps, wanted, invoker)
  return isRefusal(ticked) ? refuse(ticked) : reply(stepTickedReply(ticked))
}

const ticking =
  (isTicked: boolean): Answers<Click> =>
  async ({ value }, invoker, deps) => {
    const [runbook, step] = value.split(':').map(parseId)
    return await tick({ runbook: runbook ?? 0, step: step ?? 0, isTicked }, invoker, deps)
  }

export const runbookClicks: Record<string, Answers<Click>> = {
  [actions.runbook]: async ({ value }, invoker, deps) => {
    const [, id, name] = /^(\d{1,9}):(.+)$/.exec(value) ?? []
    const incident = id === undefined ? null : await findVisible(Number(id), invoker, deps)
    return incident && name !== undefined
      ? await start(incident, name, invoker, deps)
      : refuse({ refused: 'no-such-incident', id: id ?? value })
  },
  [actions.runbookTick]: ticking(true),
  [actions.runbookUntick]: ticking(false),
}

type Slash = (text: string, invoker: Invoker, deps: Deps) => Promise<Answer>

/** A step's button does what its command does, with that command's own questions and authority. */
export const runbookActs = (commands: Record<string, Slash>): Record<string, Answers<Click>> => ({
  [actions.runbookDo]: async ({ value }, invoker, deps) => {
    const [id, number] = value.split(':').map(parseId)
    const started = id ? await findStarted(deps.db, id) : null
    const act = started?.runbook.steps.find((step) => step.number === number)?.act
    const visible = started && (await findVisible(started.incidentId, invoker, deps))
    const command = act && commands[act.command]
    if (!act || !command || !visible) return refuse({ refused: 'no-such-runbook', given: value })
    return await command(aboutIncident(act.text, act.command, visible.id), invoker, deps)
  },
})

/** What `/incident` does is done for the incident of the runbook, wherever the button stands. */
function aboutIncident(text: string, command: string, id: number): string {
  if (command !== '/incident') return text
  const [verb = '', ...rest] = text.split(' ')
  return [verb, id, ...rest].join(' ')
}
