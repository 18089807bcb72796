import { SlackRefusal } from './refusal.ts'

/** Arguments that form-encoded calls carry as JSON text. */
const jsonArguments = new Set(['blocks', 'attachments', 'metadata', 'view', 'files'])

/** The arguments of one Web API call, however they were sent. */
export class Arguments {
  private readonly values: Record<string, unknown>

  constructor(values: Record<string, unknown>) {
    this.values = values
  }

  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== ''
  }

  text(name: string): string | undefined {
    const value = this.values[name]
    if (value === undefined || value === null) return undefined
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }

  need(name: string): string {
    const value = this.text(name)
    if (value !== undefined && value !== '') return value
    throw new SlackRefusal('invalid_arguments', [`[ERROR] missing required field: ${name}`])
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.text(name) ?? '')
  }

  count(name: string, otherwise: number, most: number): number {
    const value = Number(this.text(name) ?? otherwise)
    if (!Number.isInteger(value) || value < 1) throw new SlackRefusal('invalid_limit')
    return Math.min(value, most)
  }

  /** Names separated by commas, or a JSON array. */
  names(name: string): string[] {
    const value = this.values[name]
    if (Array.isArray(value)) return value.map(String)
    return (this.text(name) ?? '').split(',').flatMap((part) => part.trim() || [])
  }

  json(name: string): unknown {
    const value = this.values[name]
    if (typeof value !== 'string' || !jsonArguments.has(name)) return value
    if (value === '') return undefined
    try {
      return JSON.parse(value)
    } catch {
      throw new SlackRefusal(`invalid_${name}_format`)
    }
  }
}

/** Reads a call's arguments from the query, a form (URL-encoded or multipart) or a JSON body. */
export async function readArguments(request: Request): Promise<Arguments> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  if (request.method === 'GET') return new Arguments(query)
  const kind = request.headers.get('content-type') ?? ''
  if (kind.includes('application/json')) return new Arguments({ ...query, ...(await jsonBody(request)) })
  if (kind.includes('form'))
    return new Arguments({ ...query, ...Object.fromEntries(await request.formData()) })
  return new Arguments(query)
}

async function jsonBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text()
  try {
    const body: unknown = JSON.parse(text || '{}')
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    throw new SlackRefusal('invalid_json')
  }
  throw new SlackRefusal('json_not_object')
}
