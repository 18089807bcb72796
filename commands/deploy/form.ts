import { z } from 'zod'
import { UpstreamError } from '../../src/domain/errors.ts'
import type { Answer, Deps, FormValues, Invoker } from '../../src/ports.ts'
import { loadDeployment } from '../../src/store/deployment/deployments.ts'
import { requestDeployment } from '../../src/workflows/deployment/request.ts'
import { shownWaits } from '../../src/workflows/gate/waits.ts'
import { previewInForm } from '../../src/workflows/planning/preview.ts'
import type { DeployForm } from '../../views/deployment/deploy-modal.ts'
import { deployModal } from '../../views/deployment/deploy-modal.ts'
import { detailsModal } from '../../views/deployment/details-modal.ts'
import { rejectModal } from '../../views/deployment/reject-modal.ts'
import { refusalInWords } from '../../views/refusal.ts'
import { withoutMarks } from '../../views/text.ts'
import { troubleInWords } from '../../views/trouble.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { nothing, parseId, refuse } from '../words.ts'
import { approve, cancel, reject } from './decisions.ts'
import { timeAgainst } from './schedule.ts'

type Chosen = DeployForm['chosen']

/** Opens the form from memory at once; branches and the plan's preview follow. */
export function openDeployForm(service: string | undefined, invoker: Invoker, deps: Deps): Answer {
  const first = deps.config.services.find(({ name }) => name === service) ?? deps.config.services[0]
  const environment = deps.config.environments.find(({ name }) => first && name in first.environments)
  if (!first || !environment)
    return refuse({ refused: 'unknown-word', what: 'service', given: service ?? '', known: [] })
  const chosen = { service: first.name, environment: environment.name, ref: environment.ref }
  return {
    answer: 'open',
    view: drawForm(deps, chosen, { shows: 'looking-up' }, []),
    fill: () => fillForm(chosen, invoker, deps),
  }
}

/** A field of the form changed: the preview follows. */
const previewChoice: Answers<Click> = async (click, invoker, deps) => {
  const chosen = chosenFrom(click.values ?? {}, deps)
  return {
    answer: 'update',
    view: drawForm(deps, chosen, { shows: 'looking-up' }, []),
    fill: () => fillForm(chosen, invoker, deps),
  }
}

const formSchema = z.object({
  service: z.string(),
  environment: z.string(),
  ref: z.string().trim().min(1),
  startAt: z
    .string()
    .transform((seconds) => new Date(Number(seconds) * 1000))
    .optional(),
  reason: z.string().optional(),
})

const submitDeploy: Answers<Submission> = async ({ values }, invoker, deps) => {
  const form = formSchema.safeParse(values)
  if (!form.success) return { answer: 'errors', errors: { ref: 'Name the branch, tag or commit to deploy.' } }
  if (/\s/.test(form.data.ref))
    return { answer: 'errors', errors: { ref: 'A branch, tag or commit has no spaces in its name.' } }
  const { startAt } = form.data
  const wrongTime = startAt ? timeAgainst(startAt, deps.now()) : null
  if (wrongTime) return { answer: 'errors', errors: { startAt: withoutMarks(refusalInWords(wrongTime)) } }
  const service = deps.config.services.find(({ name }) => name === form.data.service)
  if (!service || !(form.data.environment in service.environments)) {
    const known = Object.keys(service?.environments ?? {})
    const refusal = {
      refused: 'service-not-in-environment',
      service: form.data.service,
      environment: form.data.environment,
      known,
    } as const
    return { answer: 'errors', errors: { environment: withoutMarks(refusalInWords(refusal)) } }
  }
  await requestDeployment(
    deps,
    { ...form.data, startAt: startAt ?? null, reason: form.data.reason ?? null, requestedBy: invoker.user },
    invoker,
  )
  return nothing
}

const openReject: Answers<Click> = async (click, _invoker, deps) => {
  const { id, hash } = parsePlanValue(click.value)
  const deployment = id === null ? null : await loadDeployment(deps.db, id)
  if (!deployment) return refuse({ refused: 'no-such-deployment', id: String(id ?? click.value) })
  if (deployment.state !== 'awaiting-approval')
    return refuse({ refused: 'not-awaiting-approval', id: deployment.id, state: deployment.state })
  return { answer: 'open', view: rejectModal(deployment, hash ?? deployment.plan.hash) }
}

const submitReject: Answers<Submission> = async ({ metadata, values }, invoker, deps) => {
  const { id, hash } = parsePlanValue(metadata)
  const because = values.because?.trim()
  if (!because)
    return { answer: 'errors', errors: { because: 'Say why, so that the requester knows what to change.' } }
  const result = await reject({ id: id ?? 0, planHash: hash, because }, invoker, deps)
  return result
}

const openDetails: Answers<Click> = async (click, _invoker, deps) => {
  const id = parseId(click.value)
  const deployment = id === null ? null : await loadDeployment(deps.db, id)
  return deployment
    ? { answer: 'open', view: detailsModal(deployment, await shownWaits(deps, deployment)) }
    : refuse({ refused: 'no-such-deployment', id: click.value })
}

const clickApprove: Answers<Click> = async (click, invoker, deps) => {
  const { id, hash } = parsePlanValue(click.value)
  return await approve({ id: id ?? 0, planHash: hash }, invoker, deps)
}

export const deployClicks: Record<string, Answers<Click>> = {
  'deployment.approve': clickApprove,
  'deployment.reject': openReject,
  'deployment.cancel': async (click, invoker, deps) => await cancel(parseId(click.value) ?? 0, invoker, deps),
  'deployment.details': openDetails,
  'deploy.new': async (_click, invoker, deps) => openDeployForm(undefined, invoker, deps),
  service: previewChoice,
  environment: previewChoice,
  ref: previewChoice,
}

export const deployForms: Record<string, Answers<Submission>> = { deploy: submitDeploy, reject: submitReject }

function chosenFrom(values: FormValues, deps: Deps): Chosen {
  const service = deps.config.services.find(({ name }) => name === values.service) ?? deps.config.services[0]
  const environments = deps.config.environments.filter(({ name }) => service && name in service.environments)
  const environment = environments.find(({ name }) => name === values.environment) ?? environments[0]
  return {
    service: service?.name ?? '',
    environment: environment?.name ?? '',
    ref: values.ref?.trim() || (environment?.ref ?? 'main'),
    startAt: values.startAt ? new Date(Number(values.startAt) * 1000) : undefined,
    reason: values.reason,
  }
}

async function fillForm(chosen: Chosen, invoker: Invoker, deps: Deps) {
  try {
    const { branches, ...preview } = await previewInForm(deps, { ...chosen, requestedBy: invoker.user })
    return drawForm(deps, chosen, { shows: 'preview', preview, requestedBy: invoker.user }, branches)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    return drawForm(deps, chosen, { shows: 'trouble', words: troubleInWords(error, invoker.requestId) }, [])
  }
}

const drawForm = (deps: Deps, chosen: Chosen, preview: DeployForm['preview'], branches: string[]) =>
  deployModal({ config: deps.config, chosen, preview, branches })

/** `id:hash`, as buttons carry it. */
function parsePlanValue(value: string): { id: number | null; hash: string | null } {
  const [id, hash] = value.split(':')
  return { id: parseId(id), hash: hash || null }
}
