import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { StartupError } from '../../domain/errors.ts'

const timeoutMs = 15_000

/** Paths below the page's own; nothing in them leads out of a folder. */
const files = z.array(z.string().regex(/^(?:[a-z0-9-]+\/)*(?:[a-z0-9-]+\.[a-z]+)?$/)).max(2000)

/**
 * Copies a running bot's public page into a folder, from which any host can serve it. All of it is read before anything is
 * written, and each file replaces its older one whole. Returns how many there are. Throws `StartupError`.
 */
export async function exportPage(address: string, folder: string): Promise<number> {
  const base = address.endsWith('/') ? address : `${address}/`
  const listed = files.safeParse(await read(`${base}files.json`, (answer) => answer.json()))
  if (!listed.success) throw new StartupError(`${base} is no public page of Pilothouse; correct the address.`)
  const copies = await Promise.all(
    [...listed.data, 'files.json'].map(async (path) => ({
      path: join(folder, path === '' ? 'index.html' : path),
      body: new Uint8Array(await read(`${base}${path}`, (answer) => answer.arrayBuffer())),
    })),
  )
  for (const { path, body } of copies) await replace(path, body)
  return copies.length
}

async function read<Read>(url: string, take: (answer: Response) => Promise<Read>): Promise<Read> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
    if (!answer.ok) throw new StartupError(`${url} answered ${answer.status}; nothing was written.`)
    return await take(answer)
  } catch (error) {
    if (error instanceof StartupError) throw error
    throw new StartupError(
      `${url} could not be read; is Pilothouse running there? Nothing was written.`,
      error,
    )
  }
}

async function replace(path: string, body: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.new`, body)
    await rename(`${path}.new`, path)
  } catch (error) {
    throw new StartupError(`${path} could not be written; choose another folder.`, error)
  }
}
