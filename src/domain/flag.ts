/** Where an environment's flags are kept. `url` is a secret: it must get into no act, message, audit row or log. */
export type FlagPlace =
  | {
      kind: 'postgres'
      url: string
      table: string
      nameColumn: string
      valueColumn: string
      /** When a flag was changed last, where the table says so. */
      updatedColumn?: string | undefined
    }
  | { kind: 'vercel-edge-config'; store: string; team?: string | undefined; item: string }

/** `updatedAt` is when it, or something kept in the same place with it, was changed last. */
export type Flag = { name: string; isOn: boolean; updatedAt?: Date | undefined }
