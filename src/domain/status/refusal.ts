/** Why something about the state of production can't be done. */
export type StatusRefusal =
  | { refused: 'no-such-dead-letter'; reference: string }
  | { refused: 'nothing-to-attest'; given: string; known: string[]; suggestion?: string | undefined }
