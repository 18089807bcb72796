import { createHash } from 'node:crypto'
import type { Build, Project, SourceCommit, Variable, VercelState } from './state.ts'

const hourMs = 3_600_000

const planned = [
  {
    id: 'prj_shop_web',
    name: 'shop-web',
    domain: 'shop.harbour.example',
    previewDomain: 'staging.shop.harbour.example',
  },
  {
    id: 'prj_shop_docs',
    name: 'shop-docs',
    domain: 'docs.harbour.example',
    previewDomain: 'staging.docs.harbour.example',
  },
]

/** Two projects, each live on main~3 and with main~1 on its staging domain. */
export function firstState(now: Date, commit: (ref: string) => SourceCommit | undefined): VercelState {
  const state: VercelState = { projects: [], builds: [], aliases: {} }
  for (const plan of planned) {
    const project: Project = {
      ...plan,
      otherPreviewDomains: [],
      autoAssignsDomains: true,
      live: null,
      liveSince: 0,
    }
    state.projects.push(project)
    const production = commit('main~3')
    const staging = commit('main~1')
    if (!production || !staging) continue
    const live = readyBuild(project, 'production', production, now.getTime() - 48 * hourMs)
    const staged = readyBuild(project, 'preview', staging, now.getTime() - 25 * hourMs)
    state.builds.push(live, staged)
    state.aliases[project.domain] = { build: live.id, at: live.createdAt }
    state.aliases[project.previewDomain] = { build: staged.id, at: staged.createdAt }
    Object.assign(project, { live: live.id, liveSince: live.createdAt })
  }
  return state
}

/** What worlds that were saved by an earlier version lack. */
export function completeState(state: VercelState, now: Date): void {
  const at = now.getTime() - 240 * hourMs
  state.sharedVariables ??= [variable('shared', 'SENTRY_DSN', ['production', 'preview'], at)]
  state.edgeConfigs ??= [
    {
      id: 'ecfg_shopflags',
      slug: 'shop_flags',
      items: { flags: { value: { ...flags }, createdAt: at, updatedAt: at } },
    },
  ]
  for (const project of state.projects) {
    project.variables ??= variables.map(({ key, target, ageHours, type }) => ({
      ...variable(project.id, key, [...target], now.getTime() - ageHours * hourMs),
      type,
    }))
  }
}

const flags = { 'new-basket': true, 'gift-cards': true, 'search-suggestions': false }

const variables = [
  { key: 'SUPABASE_URL', target: ['production', 'preview', 'development'], ageHours: 2400, type: 'plain' },
  {
    key: 'SUPABASE_ANON_KEY',
    target: ['production', 'preview', 'development'],
    ageHours: 2400,
    type: 'plain',
  },
  { key: 'PAYMENTS_API_KEY', target: ['production'], ageHours: 3000, type: 'sensitive' },
  { key: 'SESSION_SECRET', target: ['production', 'preview'], ageHours: 90, type: 'sensitive' },
] as const

function variable(owner: string, key: string, target: string[], at: number): Variable {
  const id = createHash('sha1').update(`${owner}\0${key}`).digest('hex').slice(0, 16)
  return { id: `env_${id}`, key, target, at }
}

function readyBuild(project: Project, target: Build['target'], of: SourceCommit, at: number): Build {
  const name = buildName(project, `${target}${of.sha}`)
  return {
    ...name,
    ...of,
    projectId: project.id,
    target,
    ref: target === 'production' ? 'main' : 'staging',
    meta: {},
    createdAt: at,
    takesDomains: true,
    fails: false,
    isFromTheStart: true,
    end: { state: 'READY', at: at + 90_000 },
    wasLive: target === 'production',
  }
}

/** The id and host of a build; the same seed always gives the same ones. */
export function buildName(project: Project, seed: string): { id: string; host: string } {
  const letters = createHash('sha1').update(`${project.id}\0${seed}`).digest('hex')
  return {
    id: `dpl_${letters.slice(0, 24)}`,
    host: `${project.name}-${letters.slice(24, 33)}-harbour.vercel.example`,
  }
}
