import type { Deps, OutsideAct } from '../../ports.ts'
import { probeOne } from '../rollout/probes.ts'
import { integrationNamed } from './named.ts'

/** What speaks against an integration now, in words; null where nothing does, or nobody said how to tell. */
export async function troubleWith(deps: Deps, name: string): Promise<string | null> {
  const check = integrationNamed(deps.config, name)?.check
  if (!check) return null
  const { origin, pathname, search } = new URL(check.url)
  const path = `${pathname}${search}`
  const { trouble } = await probeOne(deps, origin, { ...check, path, headers: {} })
  // What follows the path may be a key.
  return trouble?.replaceAll(path, pathname) ?? null
}

/** Looks until it works: a switch may take a moment to be seen. Its address is looked up, as it may hold a key. */
export function checkIntegrationAct(deps: Deps): OutsideAct<{ name: string }, object> {
  const look = async (_key: string, { name }: { name: string }) => {
    if (!integrationNamed(deps.config, name)?.check) return { seen: 'failed', reason: noCheck(name) } as const
    const trouble = await troubleWith(deps, name)
    return trouble === null
      ? ({ seen: 'done', outcome: {} } as const)
      : ({ seen: 'pending', progress: trouble } as const)
  }
  return { perform: look, observe: look }
}

const noCheck = (name: string): string =>
  `pilothouse.yml no longer says how to check ${name}, so nobody looked whether it works.`
