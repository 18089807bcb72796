import { z } from 'zod'

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'

/** Whether a content type, with or without a charset, is one that Slack sends. */
export function isTaken(contentType: string): boolean {
  return [json, form].includes(mediaType(contentType))
}

/** The whole body, or undefined as soon as it proves larger than `most` bytes. */
export async function readAtMost(request: Request, most: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Slack's payload: a JSON body, JSON in the form field `payload`, or the form's fields; undefined where it is none. */
export function bodyOf(body: Uint8Array, contentType: string): Record<string, unknown> | undefined {
  const text = new TextDecoder().decode(body)
  if (mediaType(contentType) === json) return parse(text)
  const fields = new URLSearchParams(text)
  const payload = fields.get('payload')
  return payload === null ? Object.fromEntries(fields) : parse(payload)
}

const record = z.record(z.string(), z.unknown())

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return record.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const mediaType = (contentType: string): string => contentType.split(';')[0]?.trim().toLowerCase() ?? ''
