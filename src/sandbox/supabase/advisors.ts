import type { Context } from 'hono'
import { refuse } from './answers.ts'

type Lint = {
  name: string
  title: string
  level: string
  facing: string
  detail: string
  remediation: string
}

const docs = 'https://supabase.com/docs/guides/database/database-linter?lint='

/** What the linter says of the shop's database. */
const lints: Record<string, Lint[]> = {
  security: [
    {
      ...{
        name: 'rls_disabled_in_public',
        title: 'RLS Disabled in Public',
        level: 'ERROR',
        facing: 'EXTERNAL',
      },
      detail: 'Table `public.order_items` is public, but RLS has not been enabled.',
      remediation: `${docs}0013_rls_disabled_in_public`,
    },
  ],
  performance: [
    {
      ...{ name: 'unused_index', title: 'Unused Index', level: 'INFO', facing: 'EXTERNAL' },
      detail: 'Index `products_by_stock` on table `public.products` has not been used',
      remediation: `${docs}0005_unused_index`,
    },
  ],
}

export function advise(c: Context): Response {
  const about = c.req.param('about') ?? ''
  const found = Object.hasOwn(lints, about) ? lints[about] : undefined
  return found
    ? c.json({
        lints: found.map((lint) => ({ ...lint, categories: [about.toUpperCase()], cache_key: lint.name })),
      })
    : refuse(c, 404, `Cannot GET /advisors/${about}`)
}
