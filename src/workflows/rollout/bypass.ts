import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Deps } from '../../ports.ts'
import { vercelTargetOf } from '../deployment/target.ts'

/**
 * The same, with requests to the service's site that pass Vercel's protection of builds, where the configuration has
 * the secret for it. It is added to each request, and so stored with none of them.
 * https://vercel.com/docs/deployment-protection/methods-to-bypass-deployment-protection/protection-bypass-automation
 */
export function passingProtection(deps: Deps, deployment: Deployment): Deps {
  const { protectionBypass } = vercelTargetOf(deps.config, deployment).service
  if (protectionBypass === undefined) return deps
  const headers = { 'x-vercel-protection-bypass': protectionBypass }
  return { ...deps, probe: (url, timeoutMs) => deps.probe(url, timeoutMs, headers) }
}
