import { z } from 'zod'
import type { AlertLevel } from '../../domain/check/check.ts'
import type { ReportedAlert } from '../../domain/paging/alert.ts'
import {
  type Known,
  moment,
  optionalWord,
  placeOf,
  type Reader,
  reported,
  serviceOf,
  text,
} from './fields.ts'
import { securityReaders } from './github-security.ts'

/*
 * Which event it is stands in the header x-github-event. Source:
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */

const repository = z.object({ full_name: text, default_branch: text })
const id = z.union([text, z.number()]).transform(String)

const workflowRun = z.object({
  action: text,
  repository,
  workflow_run: z.object({
    name: optionalWord,
    path: optionalWord,
    workflow_id: id,
    conclusion: optionalWord,
    head_branch: optionalWord,
    html_url: optionalWord,
    updated_at: moment.default(null),
  }),
})

const checkSuite = z.object({
  action: text,
  repository,
  check_suite: z.object({
    conclusion: optionalWord,
    head_branch: optionalWord,
    updated_at: moment.default(null),
    app: z.object({ slug: optionalWord, name: optionalWord }).nullish().catch(null),
  }),
})

const deploymentStatus = z.object({
  repository,
  deployment: z.object({ environment: text }),
  deployment_status: z.object({
    state: text,
    description: optionalWord,
    target_url: optionalWord,
    log_url: optionalWord,
    updated_at: moment.default(null),
  }),
})

export const readGithub: Reader = ({ body, event }, known) => {
  if (event === null) return null
  const read = Object.hasOwn(readers, event) ? readers[event] : undefined
  return read ? read(body, known) : []
}

type Read = (body: unknown, known: Known) => ReportedAlert[] | null

const readers: Record<string, Read> = {
  workflow_run: readWorkflowRun,
  check_suite: readCheckSuite,
  deployment_status: readDeploymentStatus,
  ...securityReaders,
}

/** Whether a run that has ended failed; null where that says neither. */
function hasFailed(conclusion: string | null | undefined): boolean | null {
  if (['failure', 'timed_out', 'startup_failure'].includes(conclusion ?? '')) return true
  return conclusion === 'success' ? false : null
}

type Ended = {
  repository: z.output<typeof repository>
  branch: string | null | undefined
  conclusion: string | null | undefined
  at: Date | null
  said: Pick<ReportedAlert, 'fingerprint' | 'name' | 'title' | 'service' | 'link'>
}

/** Only what the main branch comes to is an alert; a branch's author sees their own. */
function ended({ repository, branch, conclusion, at, said }: Ended): ReportedAlert[] {
  const isFailed = hasFailed(conclusion)
  if (isFailed === null || branch !== repository.default_branch) return []
  const times = { firedAt: isFailed ? at : null, resolvedAt: isFailed ? null : at }
  return [reported({ ...said, ...times, isFiring: isFailed, level: 'warning' })]
}

function readWorkflowRun(body: unknown, known: Known): ReportedAlert[] | null {
  const post = workflowRun.safeParse(body).data
  if (!post) return null
  const { action, repository, workflow_run: run } = post
  if (action !== 'completed') return []
  const { full_name } = repository
  const file = run.path?.split('/').at(-1)
  const name = run.name ?? file ?? 'a workflow'
  return ended({
    ...{ repository, branch: run.head_branch, conclusion: run.conclusion, at: run.updated_at },
    said: {
      fingerprint: `workflow:${full_name}:${run.workflow_id}`,
      name,
      title: `${name} failed on ${repository.default_branch} of ${full_name}`,
      service:
        serviceOf(known, (one) => one.kind === 'github-actions' && one.workflow === file) ??
        serviceOf(known, (one) => one.repository === full_name),
      link: run.html_url ?? null,
    },
  })
}

function readCheckSuite(body: unknown, known: Known): ReportedAlert[] | null {
  const post = checkSuite.safeParse(body).data
  if (!post) return null
  const { action, repository, check_suite: suite } = post
  if (action !== 'completed') return []
  const { full_name, default_branch } = repository
  const name = suite.app?.name ?? suite.app?.slug ?? 'an app'
  return ended({
    ...{ repository, branch: suite.head_branch, conclusion: suite.conclusion, at: suite.updated_at },
    said: {
      fingerprint: `checks:${full_name}:${suite.app?.slug ?? name}`,
      name: `checks of ${name}`,
      title: `The checks of ${name} failed on ${default_branch} of ${full_name}`,
      service: serviceOf(known, (one) => one.repository === full_name),
      link: `https://github.com/${full_name}/commits/${default_branch}`,
    },
  })
}

const states: Record<string, { isFiring: boolean; level: AlertLevel }> = {
  failure: { isFiring: true, level: 'critical' },
  error: { isFiring: true, level: 'critical' },
  success: { isFiring: false, level: 'critical' },
}

function readDeploymentStatus(body: unknown, known: Known): ReportedAlert[] | null {
  const post = deploymentStatus.safeParse(body).data
  if (!post) return null
  const { repository, deployment, deployment_status: status } = post
  const state = Object.hasOwn(states, status.state) ? states[status.state] : undefined
  if (!state) return []
  const { full_name } = repository
  const { environment } = deployment
  return [
    reported({
      ...placeOf(known, { environment }),
      ...state,
      fingerprint: `deployment:${full_name}:${environment}`,
      name: 'deployment',
      title: `A deployment of ${full_name} to ${environment} failed`,
      summary: status.description ?? null,
      service: serviceOf(known, (one) => one.repository === full_name),
      labels: { environment },
      link: status.log_url ?? status.target_url ?? null,
      firedAt: state.isFiring ? status.updated_at : null,
      resolvedAt: state.isFiring ? null : status.updated_at,
    }),
  ]
}
