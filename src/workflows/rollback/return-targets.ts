import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { ReturnTarget } from '../../domain/deployment/plan.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Deps } from '../../ports.ts'
import { listDeployments, loadDeployment } from '../../store/deployment/deployments.ts'
import { verifiedIds } from '../../store/deployment/verified.ts'
import { targetOf } from '../deployment/target.ts'
import { liveRelease } from '../planning/facts.ts'
import { identityOf, leftLive, releaseOf } from '../planning/released.ts'

/** `undoes` are the verified deployments that came after it. */
export type ReturnChoice = { target: ReturnTarget; verifiedAt: Date | null; undoes: number[] }

type Place = { service: string; environment: string }

const maxChoices = 10

/**
 * What a place can go back to, newest first: releases that were verified there, and last what ran before the first of
 * them. Only what is really live now is left out, be it verified or not.
 */
export async function returnChoices(deps: Deps, place: Place): Promise<ReturnChoice[]> {
  const [listed, ids, live] = await Promise.all([
    listDeployments(deps.db, { ...place, states: ['verified'], limit: maxChoices }),
    verifiedIds(deps.db, place),
    liveIdentity(deps, place),
  ])
  const verified = listed
    .flatMap((deployment) => (deployment.state === 'verified' ? [deployment] : []))
    .sort((a, b) => b.endedAt.getTime() - a.endedAt.getTime())
  const seen = new Set(live === null ? [] : [live])
  const choices: ReturnChoice[] = []
  const offer = (target: ReturnTarget | null, verifiedAt: Date | null, undoes: number[]) => {
    if (!target || seen.has(identityOf(target))) return
    seen.add(identityOf(target))
    choices.push({ target, verifiedAt, undoes })
  }
  for (const [index, deployment] of verified.entries())
    offer(releaseOf(deployment), deployment.endedAt, idsOf(verified.slice(0, index)))
  const first = await loadDeployment(deps.db, ids.at(-1) ?? 0)
  if (first?.state === 'verified' && first.purpose === 'release') offer(first.plan.returnsTo, null, ids)
  return choices
}

const idsOf = (deployments: Deployment[]): number[] => deployments.map(({ id }) => id)

/** The provider's word; where it has none, or can't be asked, what our own deployments left. */
async function liveIdentity(deps: Deps, place: Place): Promise<string | null> {
  const target = targetOf(deps.config, place)
  const live =
    target.service.kind === 'github-actions' ? undefined : await askedLive(() => liveRelease(deps, target))
  const known = live === undefined ? await leftLive(deps.db, place) : live
  return known && (known.sha || known.functions) ? identityOf(known) : null
}

/** Undefined while the provider can't be asked. */
async function askedLive<Live>(ask: () => Promise<Live>): Promise<Live | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof UpstreamError) return undefined
    throw error
  }
}
