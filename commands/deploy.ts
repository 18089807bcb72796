import { isRefusal } from '../src/domain/refusal.ts'
import type { TroubleChoice } from '../src/domain/rollout-state.ts'
import type { Answer, Deps, Invoker } from '../src/ports.ts'
import { countDeployments, listDeployments, loadDeployment } from '../src/store/deployments.ts'
import { requestDeployment } from '../src/workflows/deployment/request.ts'
import { shownWaits } from '../src/workflows/gate/waits.ts'
import { planningReply } from '../views/deploy-replies.ts'
import { detailsReply } from '../views/details-reply.ts'
import { helpReply } from '../views/help-reply.ts'
import { historyReply } from '../views/history-reply.ts'
import { breakGlass } from './break-glass.ts'
import { approve, cancel, reject } from './deploy-decisions.ts'
import { openDeployForm } from './deploy-form.ts'
import type { DeployCommand } from './deploy-grammar.ts'
import { parseDeploy } from './deploy-grammar.ts'
import { dryRun } from './dry-run.ts'
import { answerFlag } from './flag.ts'
import { listFreezes } from './freezes.ts'
import { answerLedger } from './ledger.ts'
import { answerLock } from './lock.ts'
import { answerQueue } from './queue.ts'
import { start, startFor } from './schedule.ts'
import { tick } from './tick.ts'
import { answerTrouble } from './trouble.ts'
import { answerUnpin } from './unpin.ts'
import { refuse, reply } from './words.ts'

/** `/deploy …` */
export async function deploy(text: string, invoker: Invoker, deps: Deps): Promise<Answer> {
  const command = parseDeploy(text, deps.config)
  return isRefusal(command) ? refuse(command) : await answerCommand(command, invoker, deps)
}

async function answerCommand(command: DeployCommand, invoker: Invoker, deps: Deps): Promise<Answer> {
  switch (command.verb) {
    case 'help':
      return reply(helpReply('deploy'))
    case 'form':
      return openDeployForm(command.service, invoker, deps)
    case 'deploy':
      return await plan(command, invoker, deps)
    case 'dry-run':
      return await dryRunAt(command, invoker, deps)
    case 'ledger':
      return await answerLedger(command, invoker, deps)
    case 'history':
      return await history(command, deps)
    case 'lock':
    case 'unlock':
    case 'locks':
      return await answerLock(command, invoker, deps)
    case 'freezes':
      return listFreezes(deps)
    case 'queue':
      return await answerQueue(command, deps)
    case 'flag':
    case 'flags':
      return await answerFlag(command, invoker, deps)
    case 'break-glass':
      return await breakGlass({ ...named(command), reason: command.reason }, invoker, deps)
    case 'tick':
    case 'untick':
      return await tick({ ...command, isTicked: command.verb === 'tick' }, invoker, deps)
    case 'unpin':
      return await answerUnpin(command, invoker, deps)
    default:
      return await answerAbout(command, invoker, deps)
  }
}

type About =
  | Extract<DeployCommand, { verb: 'reject' }>
  | { verb: 'approve' | 'cancel' | 'details' | 'start' | TroubleChoice; id: number }

async function answerAbout(command: About, invoker: Invoker, deps: Deps): Promise<Answer> {
  const { id } = command
  switch (command.verb) {
    case 'approve':
      return await approve({ id, planHash: null }, invoker, deps)
    case 'reject':
      return await reject({ id, planHash: null, because: command.because }, invoker, deps)
    case 'cancel':
      return await cancel(id, invoker, deps)
    case 'start':
      return await start(id, invoker, deps)
    case 'details':
      return await details(id, deps)
    case 'keep':
    case 'roll-back':
    case 'watch-again':
    case 'go-on':
      return await answerTrouble({ id, choice: command.verb }, invoker, deps)
  }
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
  filter: { service?: string | undefined; environment?: string | undefined },
  deps: Deps,
): Promise<Answer> {
  const [deployments, total] = await Promise.all([
    listDeployments(deps.db, { ...filter, limit: 20 }),
    countDeployments(deps.db, filter),
  ])
  return reply(historyReply(deployments, total))
}
