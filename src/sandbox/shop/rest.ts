import pg from 'pg'

export type TableRead = { role: string; claims: object; table: string; limit: number }
export type TableAnswer = { status: number; body: object }

const states: Record<string, number> = { '42501': 403, '42P01': 404 }

/** Answers a read of a table as PostgREST does: in the caller's role, with the caller's claims. */
export async function readTable(
  url: string,
  { role, claims, table, limit }: TableRead,
): Promise<TableAnswer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(`begin read only; set local role ${pg.escapeIdentifier(role)}`)
    await client.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify(claims)])
    const from = `public.${pg.escapeIdentifier(table)}`
    const { rows } = await client.query(`select * from ${from} limit ${Math.max(0, Math.trunc(limit))}`)
    return { status: 200, body: rows }
  } catch (error) {
    const { code = '', message } = error as pg.DatabaseError
    const status = code === '42501' && role === 'anon' ? 401 : (states[code] ?? 503)
    return { status, body: { code, message, details: null, hint: null } }
  } finally {
    await client.end().catch(() => undefined)
  }
}
