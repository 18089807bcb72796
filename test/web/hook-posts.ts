import { createHmac } from 'node:crypto'
import type { AlertHook, HookKind } from '../../src/domain/alert/hook.ts'

export const secret = 'a-secret-of-a-webhook'
export const sha256 = (body: string) => createHmac('sha256', secret).update(body).digest('hex')
export const repository = { full_name: 'harbour/shop', default_branch: 'main' }

export type Case = {
  kind: HookKind
  tells: string
  headers: (body: string) => Record<string, string>
  body: object
  /** "firing critical web/production: title", for each alert. */
  reads: string[] | null
  mapping?: AlertHook['mapping']
}

export const github = (event: string) => (body: string) => ({
  'x-hub-signature-256': `sha256=${sha256(body)}`,
  'x-github-event': event,
  'x-github-delivery': 'd-1',
})
export const sentry = (resource: string) => (body: string) => ({
  'sentry-hook-signature': sha256(body),
  'sentry-hook-resource': resource,
  'request-id': 'd-1',
})
export const vercel = (body: string) => ({
  'x-vercel-signature': createHmac('sha1', secret).update(body).digest('hex'),
})
export const bearer = () => ({ authorization: `Bearer ${secret}` })
export const run = (change: object) => ({
  action: 'completed',
  repository,
  workflow_run: {
    ...{ id: 7, workflow_id: 5, name: 'Deploy the worker', path: '.github/workflows/deploy-worker.yml' },
    ...{ head_branch: 'main', conclusion: 'failure', html_url: 'https://github.com/harbour/shop/actions/7' },
    ...change,
  },
})
export const built = (type: string, target: string | null) => ({
  ...{ id: 'evt_1', type, createdAt: 1795402800000 },
  payload: {
    ...{
      target,
      project: { id: 'prj_shop_web' },
      deployment: { id: 'dpl_1', name: 'shop', url: 'shop-1.example' },
    },
    links: { deployment: 'https://vercel.com/harbour/shop/dpl_1' },
  },
})
export const metric = (action: string) => ({
  action,
  data: {
    ...{
      description_title: 'Too many errors',
      description_text: '1,000 in 10 minutes',
      web_url: 'https://s.example/1',
    },
    metric_alert: {
      id: '9',
      projects: ['web'],
      alert_rule: { id: '4', name: 'errors', environment: 'prod' },
    },
  },
})
export const mapping = {
  ...{ alerts: 'events', title: 'monitor.name', firing: ['down'], resolved: ['up'] },
  paths: {
    status: 'state',
    service: 'monitor.tags.service',
    severity: 'monitor.priority',
    fingerprint: 'monitor.id',
  },
}
export const monitor = { id: 3, name: 'Shop answers', priority: 'low', tags: { service: 'web' } }
