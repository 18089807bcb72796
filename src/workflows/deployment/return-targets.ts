import type { Deployment } from '../../domain/deployment.ts'
import type { ReturnTarget } from '../../domain/plan.ts'
import { actNamed } from '../../domain/rollout.ts'
import type { Deps } from '../../ports.ts'
import { listDeployments } from '../../store/deployments.ts'
import { storedActivation, storedBuild } from '../../store/documents.ts'

/** `undoes` are the verified deployments that came after it. */
export type ReturnChoice = { target: ReturnTarget; verifiedAt: Date | null; undoes: number[] }

const maxChoices = 10

/**
 * What a place can go back to, newest first: releases that were verified there, and last what ran before the first of
 * them. What is live now is left out.
 */
export async function returnChoices(
  deps: Deps,
  place: { service: string; environment: string },
): Promise<ReturnChoice[]> {
  const verified = await listDeployments(deps.db, { ...place, states: ['verified'], limit: maxChoices + 1 })
  const live = verified.find((deployment) => deployment.state === 'verified')
  const choices: ReturnChoice[] = []
  const current = live ? releaseOf(live) : null
  const seen = new Set(current ? [identityOf(current)] : [])
  for (const [index, deployment] of verified.entries()) {
    const undoes = verified.slice(0, index).map(({ id }) => id)
    const brought = releaseOf(deployment)
    if (brought && !seen.has(identityOf(brought)))
      choices.push({ target: brought, verifiedAt: deployment.since, undoes })
    if (brought) seen.add(identityOf(brought))
    const before = 'plan' in deployment ? deployment.plan?.returnsTo : null
    const isLast = index === verified.length - 1
    if (isLast && deployment.purpose === 'release' && before && !seen.has(identityOf(before)))
      choices.push({ target: before, verifiedAt: null, undoes: [...undoes, deployment.id] })
  }
  return choices.slice(0, maxChoices)
}

/** Two targets are the same where they bring the same commit, or without one the same bytes. */
const identityOf = ({ sha, functions }: ReturnTarget): string =>
  sha ?? JSON.stringify(functions?.map(({ slug, hash }) => [slug, hash]))

/** The release that a verified deployment put live: the one it built, or the one it brought back. */
export function releaseOf(deployment: Deployment): ReturnTarget | null {
  if (!('plan' in deployment) || !deployment.plan) return null
  const { id, plan } = deployment
  if (plan.purpose === 'rollback') return plan.returnsTo ? { ...plan.returnsTo, deployment: id } : null
  const activated = actNamed(deployment, 'activate')
  if (activated?.state === 'done')
    return { deployment: id, sha: plan.sha, functions: storedActivation.parse(activated.outcome).functions }
  const act = actNamed(deployment, 'build')
  const build = act?.state === 'done' ? storedBuild.parse(act.outcome) : undefined
  return { deployment: id, sha: plan.sha, buildId: build?.buildId }
}
