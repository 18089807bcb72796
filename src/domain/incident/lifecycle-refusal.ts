/** Why an incident's life does not go on as somebody asked. */
export type LifecycleRefusal =
  | { refused: 'wrong-incident-state'; id: number; state: string; verb: string }
  | {
      refused: 'cannot-merge'
      id: number
      into: number
      /** `mixed`: one of them is private or a rehearsal, and the other is not. */
      because: 'itself' | 'ended' | 'mixed'
    }
  /** `at` is the moment that was understood. */
  | { refused: 'no-such-moment'; at: string; is: 'past' | 'future' | 'too-far' }
  /** What was typed waited too long for an answer, or was answered already. */
  | { refused: 'declaration-gone' }
