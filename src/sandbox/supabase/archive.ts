import { createHash } from 'node:crypto'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { z } from 'zod'
import type { Fault, Program } from './runner-protocol.ts'

export type Archive = Omit<Program, 'env'>

const magic = 'EZBR'

const stored = z.object({
  entrypoint: z.string(),
  importMap: z.string().nullable(),
  fault: z.object({ failingShare: z.number(), slowMs: z.number() }),
  files: z.array(z.tuple([z.string(), z.base64()])),
})

/** The bundle as it is kept and downloaded: Supabase's four letters, then brotli. The same files give the same bytes. */
export function pack({ entrypoint, importMap, files, fault }: Archive): Uint8Array {
  const content: z.infer<typeof stored> = {
    entrypoint,
    importMap,
    fault,
    files: files
      .map(({ path, bytes }): [string, string] => [path, Buffer.from(bytes).toString('base64')])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  }
  const compressed = brotliCompressSync(JSON.stringify(content), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  })
  return Buffer.concat([Buffer.from(magic), compressed])
}

/** Undefined where the bytes are no bundle of ours. */
export function unpack(bytes: Uint8Array): Archive | undefined {
  try {
    if (Buffer.from(bytes.subarray(0, magic.length)).toString() !== magic) return undefined
    const text = brotliDecompressSync(bytes.subarray(magic.length)).toString()
    const { files, ...rest } = stored.parse(JSON.parse(text))
    return { ...rest, files: files.map(([path, base64]) => ({ path, bytes: Buffer.from(base64, 'base64') })) }
  } catch {
    return undefined
  }
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const noFault: Fault = { failingShare: 0, slowMs: 0 }
