/** Why something about the state of production can't be done. */
export type StatusRefusal =
  | { refused: 'no-such-dead-letter'; reference: string }
  /** A number that is measured, and that people therefore don't type. */
  | { refused: 'not-typed-in'; name: string; command: 'capacity' | 'cost' }
  /** `why` is the end of a sentence. */
  | { refused: 'no-correction'; why: string }
  | { refused: 'no-such-correction'; id: string }
  | { refused: 'nothing-to-attest'; given: string; known: string[]; suggestion?: string | undefined }
