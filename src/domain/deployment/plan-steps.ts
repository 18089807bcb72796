import type { ServicePolicy } from '../policy.ts'
import type { StageStep, stageSteps } from './stages.ts'

export const undoNames = [
  'restore-frontend',
  'check-restored',
  'rerun-workflow',
  'restore-functions',
] as const
export type UndoName = (typeof undoNames)[number]

export const stepNames = [
  'record',
  'build',
  'smoke',
  'promote',
  'check-live',
  'run-workflow',
  'snapshot',
  'bundle',
  'activate',
  'call-functions',
  'watch',
  ...undoNames,
] as const
type PlainStep = (typeof stepNames)[number]
export type StepName = PlainStep | StageStep
/** A step, whichever stage it belongs to. */
export type BaseStep = PlainStep | (typeof stageSteps)[number]

/** What each kind of service does to bring a release, in this order. */
export const releaseSteps = {
  vercel: ['record', 'build', 'smoke', 'promote', 'check-live'],
  'github-actions': ['record', 'run-workflow'],
  'supabase-functions': ['record', 'snapshot', 'bundle', 'activate', 'call-functions'],
} as const satisfies Record<ServicePolicy['kind'], readonly StepName[]>

/** What takes a live release back. */
export const undoSteps = {
  vercel: ['restore-frontend', 'check-restored'],
  'github-actions': ['rerun-workflow'],
  'supabase-functions': ['restore-functions'],
} as const satisfies Record<ServicePolicy['kind'], readonly UndoName[]>
