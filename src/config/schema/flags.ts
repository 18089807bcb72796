import { z } from 'zod'
import type { FlagPlace } from '../../domain/operation/flag.ts'
import { matching, strict, text } from './words.ts'

const column = matching(/^[A-Za-z_][A-Za-z0-9_$]{0,62}$/, 'the name of a column')

/** Where the flags of one environment are kept. */
export const flagPlace = z
  .discriminatedUnion(
    'store',
    [
      strict({
        store: z.literal('postgres'),
        url: matching(/^postgres(?:ql)?:\/\//, 'the address of a Postgres database'),
        table: matching(
          /^[A-Za-z_][A-Za-z0-9_$]{0,62}(?:\.[A-Za-z_][A-Za-z0-9_$]{0,62})?$/,
          'the name of a table, or schema.table',
        ).default('feature_flags'),
        name: column.default('name'),
        value: column.default('enabled'),
        updated: column.optional(),
      }),
      strict({
        store: z.literal('vercel-edge-config'),
        config: matching(/^ecfg_\w+$/, 'the id of an Edge Config, which begins with ecfg_'),
        team: text.optional(),
        item: text,
      }),
    ],
    { error: 'one of postgres, vercel-edge-config' },
  )
  .transform((place): FlagPlace => {
    if (place.store === 'vercel-edge-config')
      return { kind: place.store, store: place.config, team: place.team, item: place.item }
    const { url, table, name: nameColumn, value: valueColumn, updated: updatedColumn } = place
    return { kind: 'postgres', url, table, nameColumn, valueColumn, updatedColumn }
  })
