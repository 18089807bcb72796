import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import {
  byFate,
  type FunctionFate,
  type InventoryItem,
  inventoryOf,
} from '../../src/domain/deployment/inventory.ts'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import { type LiveFunction, shortSha } from '../../src/domain/deployment/release.ts'
import { actNamed } from '../../src/domain/deployment/rollout-state.ts'
import { code, line, list } from '../text.ts'

const maxNames = 6

const fateWords = {
  new: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  missing: ':warning: missing',
  live: 'live',
  'comes-back': 'back as it was',
  rebuilt: 'built again',
  lost: 'without any way back',
  'taken-away': 'taken away',
} as const satisfies Record<FunctionFate, string>

/** "1 new: send-receipt · 2 unchanged: checkout, search", as far as it is known; null for other services. */
export function functionsInWords(deployment: Deployment, plan: DeploymentPlan): string | null {
  const items = inventoryOf(plan, bundledBy(deployment))
  if (!items) return null
  const parts = byFate(items).map(({ fate, slugs }) => `${slugs.length} ${fateWords[fate]}: ${names(slugs)}`)
  const unmanaged = plan.facts.live?.unmanaged ?? []
  const others = unmanaged.length > 0 ? [`not managed here: ${names(unmanaged)}`] : []
  const lines = [[...parts, ...others].join(' · '), ...rebuiltInWords(items, plan)]
  return lines.join('\n')
}

const names = (slugs: readonly string[]): string =>
  list(
    slugs.map((slug) => line(slug, 60)),
    maxNames,
  )

/** A rollback that can't be exact says so before it is approved. */
function rebuiltInWords(items: InventoryItem[], { returnsTo }: DeploymentPlan): string[] {
  const of = (fate: FunctionFate) => items.filter((one) => one.fate === fate).map(({ slug }) => slug)
  const [rebuilt, lost] = [of('rebuilt'), of('lost')]
  const sha = returnsTo?.sha ? code(shortSha(returnsTo.sha)) : 'its commit'
  return [
    ...(rebuilt.length > 0
      ? [
          `:warning: The bytes of ${names(rebuilt)} are kept no longer: ${rebuilt.length === 1 ? 'it is' : 'they are'} built again from ${sha}, which need not give the same bytes.`,
        ]
      : []),
    ...(lost.length > 0
      ? [
          `:no_entry: The bytes of ${names(lost)} are kept no longer, and the commit is not known: ${lost.length === 1 ? 'it stays as it is' : 'they stay as they are'}.`,
        ]
      : []),
  ]
}

/** One line for each function, with versions and short hashes. */
export function functionLines(deployment: Deployment, plan: DeploymentPlan): string[] {
  const items = inventoryOf(plan, bundledBy(deployment)) ?? []
  return items.map(({ slug, fate, before, after }) => {
    const versions = [before, after].map((one) => (one ? versionInWords(one) : 'nothing'))
    const change = fate === 'live' || fate === 'unchanged' ? (versions[0] ?? '') : versions.join(' → ')
    return `• ${code(slug, 60)} ${fateWords[fate]} · ${change}`
  })
}

const versionInWords = ({ version, hash }: { version: number | null; hash: string | null }): string =>
  `version ${version ?? 'unknown'} ${hash ? code(hash.slice(0, 7)) : '(hash unknown)'}`

/** What bundling gave; null before it ended. */
function bundledBy(deployment: Deployment): LiveFunction[] | null {
  const act = actNamed(deployment, 'bundle')
  return act?.state === 'done' ? (act.outcome as { functions: LiveFunction[] }).functions : null
}
