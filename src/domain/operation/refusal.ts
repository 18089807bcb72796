import type { Approvers } from '../refusal.ts'
import type { OperationTask } from './operation.ts'

/** Why something is not done once, beside what stands in the way of a deployment. */
export type OperationRefusal =
  | { refused: 'operation-under-way'; id: number | null; task: OperationTask; environment: string }
  /** `because` is why nobody can tell who the approvers are, where that is so. */
  | { refused: 'may-not-operate'; environment: string; approvers: Approvers; because: string | null }
  | { refused: 'integration-check-failed'; name: string; said: string }
  | { refused: 'integration-so-already'; name: string; environment: string; isOn: boolean }
  | { refused: 'nothing-to-revert'; because: string }
  | { refused: 'reverted-already'; id: number; operation: number }
  | { refused: 'not-pinned'; service: string; environment: string }
  | { refused: 'no-flags-here'; environment: string | null; known: string[] }
  | { refused: 'which-environment'; command: string; known: string[] }
  | { refused: 'flag-so-already'; name: string; environment: string; isOn: boolean }
