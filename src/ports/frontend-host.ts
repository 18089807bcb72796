import type { LiveRelease } from '../domain/deployment/release.ts'
import type { OutsideAct } from './outside-act.ts'
import type { Variable } from './variable.ts'

/** Vercel. */
export type FrontendHost = {
  /** What the target serves now; null where nothing was ever deployed. */
  live(input: FrontendTarget): Promise<LiveRelease | null>
  /** Builds a commit without giving it the domain, or takes the ready build of that commit. */
  build: OutsideAct<FrontendBuild, { buildId: string; url: string; reused: boolean }>
  /** Points the target's domains at a build. Already current is done. */
  promote: OutsideAct<FrontendPromotion, { buildId: string }>
  cancelBuild(input: FrontendTarget, buildId: string): Promise<boolean>
  /** Gives production to an earlier build at once, without building. Vercel then leaves later builds staged. */
  rollback: OutsideAct<FrontendPromotion & { because: string }, { buildId: string }>
  /** Begins a rolling release: the build takes `stages[0]` percent of production's requests. The last stage is 100. */
  startStages: OutsideAct<FrontendPromotion & { stages: number[] }, { stage: number }>
  /** Takes the rolling release on to `stage` (counted from 0); the last one completes it. */
  enterStage: OutsideAct<FrontendPromotion & { stage: number; stages: number[] }, { stage: number }>
  /** Ends a rolling release by giving all requests back to the build before it. */
  abortStages: OutsideAct<FrontendTarget & { buildId: string }, { buildId: string }>
  /** True where a rollback keeps new builds from going live until a promotion. */
  isPinned(input: FrontendTarget): Promise<boolean>
  /** Lets new builds go live by themselves again; what is live stays. */
  unpin: OutsideAct<FrontendTarget, { isPinned: false }>
  /** Names of the variables that the target's builds see; values are never read. */
  variables(input: FrontendTarget): Promise<Variable[]>
  /** The newest builds of the target, newest first, at most 20. */
  builds(input: FrontendTarget): Promise<SeenBuild[]>
  /** What a build's log says of errors: its last `limit` such lines. */
  buildErrors(input: FrontendTarget, buildId: string, limit: number): Promise<string[]>
  /** The addresses that show what is live in production. */
  aliases(input: FrontendTarget): Promise<string[]>
}

/** `why` is Vercel's own word on a failed build. */
export type SeenBuild = {
  id: string
  sha: string | null
  state: 'ready' | 'building' | 'failed' | 'cancelled'
  at: Date | null
  why: string | null
  link: string | null
}

export type FrontendTarget = { project: string; team?: string | undefined; target: 'production' | 'preview' }
export type FrontendBuild = FrontendTarget & { repository: string; ref: string; sha: string }
export type FrontendPromotion = FrontendTarget & { buildId: string }
