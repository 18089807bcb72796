import type { StandInRecord } from '../saved.ts'
import type { TableAnswer, TableRead } from '../shop/rest.ts'
import type { Faults } from '../slack/protocol.ts'
import type { Runners } from './runners.ts'
import type { EdgeFunction, LogLine, Project, SupabaseState } from './state.ts'

/** References are twenty letters, as Supabase's own client insists. */
export const projectRefs = { production: 'harbourgoodsshoplive', staging: 'harbourgoodsshoptest' }

/** People who can sign in to the projects. */
export const testUsers = [
  { id: '6f1b0a52-6a0c-4a7e-9f6e-1d4c30f1a001', email: 'shopper@harbour.example', password: 'tide-table-7' },
  { id: '6f1b0a52-6a0c-4a7e-9f6e-1d4c30f1a002', email: 'keeper@harbour.example', password: 'lantern-room-3' },
]

/** What every route of the Supabase stand-in works on. */
export type SupabaseWorld = {
  state: SupabaseState
  records: StandInRecord[]
  now: () => Date
  faults: () => Faults
  runners: Runners
  /** How long a line takes to get into the log that is queried. */
  ingestionMs: number
  bundleMs: number
  gatewayUrl: (ref: string) => string
  readTable: (asked: TableRead) => Promise<TableAnswer>
  changed(): void
  /** Notes an act in `records` and writes the state. */
  done(act: string, project: Project, deployed: EdgeFunction): void
  /** Adds a line to the project's log; written soon, not at once. */
  log(line: Omit<LogLine, 'id' | 'at'>): void
}

export const findProject = (world: SupabaseWorld, ref: string): Project | undefined =>
  world.state.projects.find((project) => project.ref === ref)

export const findFunction = (project: Project, slug: string): EdgeFunction | undefined =>
  project.functions.find((deployed) => deployed.slug === slug)

export function bodyOf(world: SupabaseWorld, { slug, hash }: EdgeFunction): Uint8Array {
  const kept = world.state.bodies[hash]
  if (kept === undefined) throw new Error(`The sandbox lost the body of ${slug}.`)
  return Buffer.from(kept, 'base64')
}

/** Keeps a bundle's bytes under their hash. */
export function keepBody(world: SupabaseWorld, hash: string, bytes: Uint8Array): void {
  world.state.bodies[hash] = Buffer.from(bytes).toString('base64')
}

const mostBundles = 50

export function keepBundle(project: Project, bundle: EdgeFunction): void {
  project.bundles.push(bundle)
  project.bundles.splice(0, Math.max(0, project.bundles.length - mostBundles))
}

/** Makes a version live, and ends the process of the one before. */
export function goLive(world: SupabaseWorld, project: Project, next: EdgeFunction): EdgeFunction {
  const before = findFunction(project, next.slug)
  const live = { ...next, updatedAt: world.now().getTime() }
  if (before) project.functions[project.functions.indexOf(before)] = live
  else project.functions.push(live)
  project.bundles = project.bundles.filter(
    ({ slug, version }) => slug !== live.slug || version > live.version,
  )
  world.runners.stop(runnerName(project, live))
  return live
}

export const runnerName = (project: Project, { slug }: { slug: string }): string => `${project.ref}/${slug}`
