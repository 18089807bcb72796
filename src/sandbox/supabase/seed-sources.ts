/** The three functions that the shop began with, by path: used where the repository has none. */
export const firstSources: Record<string, string> = {
  'supabase/functions/_shared/answer.ts': `export const cors = { 'Access-Control-Allow-Origin': '*' }

export function answer(content: unknown, status = 200): Response {
  return Response.json(content, { status, headers: cors })
}
`,
  'supabase/functions/_shared/prices.ts': `export type Line = { price: number; quantity: number }

export function totalOf(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
}
`,
  'supabase/functions/checkout/index.ts': `import { answer } from '../_shared/answer.ts'
import { type Line, totalOf } from '../_shared/prices.ts'

Deno.serve(async (request) => {
  const { lines = [] } = await request.json().catch(() => ({}))
  return answer({ ok: true, total: totalOf(lines as Line[]), currency: 'EUR' })
})
`,
  'supabase/functions/search/deno.json': `{
  "imports": {
    "answer": "../_shared/answer.ts",
    "catalogue": "./catalogue.json"
  }
}
`,
  'supabase/functions/search/catalogue.json': `["anchor lamp", "deck shoes", "oilskin jacket", "rope belt", "sailor's cap"]
`,
  'supabase/functions/search/index.ts': `import { answer } from 'answer'
import catalogue from 'catalogue' with { type: 'json' }

Deno.serve((request) => {
  const wanted = new URL(request.url).searchParams.get('q') ?? ''
  return answer({ ok: true, found: catalogue.filter((name: string) => name.includes(wanted)) })
})
`,
  'supabase/functions/send-receipt/index.ts': `import { answer } from '../_shared/answer.ts'

Deno.serve(async (request) => {
  const { order } = await request.json().catch(() => ({ order: undefined }))
  if (order === undefined) return answer({ ok: false, error: 'Which order?' }, 400)
  return answer({ ok: true, sent: order })
})
`,
}
