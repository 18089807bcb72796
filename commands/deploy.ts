import type { TroubleChoice } from '../src/domain/deployment/rollout-state.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { countDeployments, listDeployments, loadDeployment } from '../src/store/deployment/deployments.ts'
import { requestDeployment } from '../src/workflows/deployment/request.ts'
import { shownWaits } from '../src/workflows/gate/waits.ts'
import { detailsReply } from '../views/deployment/details-reply.ts'
import { historyReply } from '../views/deployment/history-reply.ts'
import { planningReply } from '../views/deployment/replies.ts'
import { helpReply } from '../views/help-reply.ts'
import { type AnswerTable, answerFrom, type CommandOf } from './answer-table.ts'
import { breakGlass } from './deploy/break-glass.ts'
import { approve, cancel, reject } from './deploy/decisions.ts'
import { dryRun } from './deploy/dry-run.ts'
import { answerFlag } from './deploy/flag.ts'
import { openDeployForm } from './deploy/form.ts'
import { listFreezes } from './deploy/freezes.ts'
import type { DeployCommand } from './deploy/grammar.ts'
import { parseDeploy } from './deploy/grammar.ts'
import { answerLedger } from './deploy/ledger.ts'
import { answerLock } from './deploy/lock.ts'
import { answerQueue } from './deploy/queue.ts'
import { start, startFor } from './deploy/schedule.ts'
import { tick } from './deploy/tick.ts'
import { answerTrouble } from './deploy/trouble.ts'
import { answerUnpin } from './deploy/unpin.ts'
import { refuse, reply } from './words.ts'

/** `/deploy …` */
export async function deploy(text: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const command = parseDeploy(text, deps.config)
  return isRefusal(command) ? refuse(command) : await answerFrom(answers, command, invoker, deps)
}

const answers: AnswerTable<DeployCommand> = {
  help: () => reply(helpReply('deploy')),
  form: ({ service }, invoker, deps) => openDeployForm(service, invoker, deps),
  deploy: plan,
  'dry-run': dryRunAt,
  'break-glass': (command, invoker, deps) =>
    breakGlass({ ...named(command), reason: command.reason }, invoker, deps),
  history: (command, _invoker, deps) => history(command, deps),
  ledger: answerLedger,
  queue: (command, _invoker, deps) => answerQueue(command, deps),
  lock: answerLock,
  unlock: answerLock,
  locks: answerLock,
  freezes: (_command, _invoker, deps) => listFreezes(deps),
  flag: answerFlag,
  flags: answerFlag,
  unpin: answerUnpin,
  tick: (command, invoker, deps) => tick({ ...command, isTicked: true }, invoker, deps),
  untick: (command, invoker, deps) => tick({ ...command, isTicked: false }, invoker, deps),
  approve: ({ id }, invoker, deps) => approve({ id, planHash: null }, invoker, deps),
  reject: ({ id, because }, invoker, deps) => reject({ id, planHash: null, because }, invoker, deps),
  cancel: ({ id }, invoker, deps) => cancel(id, invoker, deps),
  start: ({ id }, invoker, deps) => start(id, invoker, deps),
  details: ({ id }, _invoker, deps) => details(id, deps),
  keep: decide,
  'roll-back': decide,
  'watch-again': decide,
  'go-on': decide,
}

function decide(
  { id, verb: choice }: CommandOf<DeployCommand, TroubleChoice>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  return answerTrouble({ id, choice, since: null }, invoker, deps)
}

const named = ({
  service,
  environment,
  ref,
}: Extract<DeployCommand, { verb: 'dry-run' | 'break-glass' }>) => ({
  service: service.name,
  environment: environment.name,
  ref,
})

async function plan(
  { service, environment, ref, reason, start: wanted }: Extract<DeployCommand, { verb: 'deploy' }>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const start = await startFor(deps, wanted, invoker)
  if (isRefusal(start)) return refuse(start)
  const request = {
    service: service.name,
    environment: environment.name,
    ref,
    reason,
    startAt: start?.at ?? null,
    requestedBy: invoker.user,
  }
  const id = await requestDeployment(deps, request, invoker)
  return reply(planningReply({ id, ...request, start, isAnsweredHere: invoker.responseUrl !== undefined }))
}

async function dryRunAt(
  { service, environment, ref, start: wanted }: Extract<DeployCommand, { verb: 'dry-run' }>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const start = await startFor(deps, wanted, invoker)
  if (isRefusal(start)) return refuse(start)
  const place = { service: service.name, environment: environment.name }
  return await dryRun({ ...place, ref, startAt: start?.at ?? null }, invoker, deps)
}

async function details(id: number, deps: Deps): Promise<Answer> {
  const deployment = await loadDeployment(deps.db, id)
  return deployment
    ? reply(detailsReply(deployment, await shownWaits(deps, deployment)))
    : refuse({ refused: 'no-such-deployment', id: String(id) })
}

async function history(
  { service, environment }: CommandOf<DeployCommand, 'history'>,
  deps: Deps,
): Promise<Answer> {
  const filter = { service, environment }
  const [deployments, total] = await Promise.all([
    listDeployments(deps.db, { ...filter, limit: 20 }),
    countDeployments(deps.db, filter),
  ])
  return reply(historyReply(deployments, total))
}
