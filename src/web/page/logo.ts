import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { StartupError } from '../../domain/errors.ts'
import type { PagePolicy } from '../../domain/page/page-policy.ts'
import type { Logo } from './site.ts'

const types: Record<string, string> = { svg: 'image/svg+xml', png: 'image/png', webp: 'image/webp' }
const largestBytes = 200_000

/** The logo's file, where it is one. Throws `StartupError` where it can't be read. */
export async function readLogo({ logo }: PagePolicy): Promise<Logo | null> {
  if (!logo || logo.startsWith('https://')) return null
  const extension = extname(logo).slice(1)
  const body = await readFile(logo).catch((error: unknown) => {
    throw new StartupError(
      `statusPage.logo is ${logo}, which cannot be read; correct it, or leave it out.`,
      error,
    )
  })
  if (body.length > largestBytes)
    throw new StartupError(`statusPage.logo is ${logo}, which is larger than 200 kB; make it smaller.`)
  return { extension, type: types[extension] ?? 'application/octet-stream', body: new Uint8Array(body) }
}
