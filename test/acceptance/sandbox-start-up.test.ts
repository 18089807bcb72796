import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { program, spawnBot } from '../crash/bot-process.ts'
import { fastFolder } from '../fast-folder.ts'

type Case = { sentence: RegExp; variables?: Record<string, string> }

const older =
  /^The sandbox in \.pilothouse was saved by another version of Pilothouse.*: remove the folder \.pilothouse and start again\.$/

async function save(folder: string, file: string, content: string): Promise<Case> {
  await mkdir(join(folder, '.pilothouse/sandbox'), { recursive: true })
  await writeFile(join(folder, '.pilothouse/sandbox', file), content)
  return { sentence: older }
}

const cases: [string, (folder: string) => Promise<Case>][] = [
  [
    'a GitHub of another version',
    (folder) => save(folder, 'github.json', '{"github":{"commits":{}},"records":[]}'),
  ],
  ['a Slack of another version', (folder) => save(folder, 'slack.json', '{"users":[],"channels":{}}')],
  ['a file that was cut off', (folder) => save(folder, 'github.json', '{"github":{"obj')],
  [
    'a port in use',
    async () => {
      const taken = createServer()
      await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
      taken.unref()
      const address = taken.address()
      const port = typeof address === 'object' ? String(address?.port) : ''
      return { variables: { PORT: port }, sentence: new RegExp(`^Port ${port} is in use .*: set PORT to a`) }
    },
  ],
  [
    'a folder that cannot be made',
    async (folder) => {
      await writeFile(join(folder, '.pilothouse'), 'not a folder')
      return {
        sentence: /^The sandbox cannot keep its state in \.pilothouse \(ENOTDIR.*that you may write to/,
      }
    },
  ],
]

describe.concurrent('a sandbox that cannot start', { timeout: 60_000 }, () => {
  test.for(cases)('because of %s says so in one sentence, and ends with 1', async ([, prepare], context) => {
    const folder = await fastFolder('sandbox')
    context.onTestFinished(() => rm(folder, { recursive: true }))
    const { sentence, variables } = await prepare(folder)
    const sandbox = spawnBot({
      program,
      cwd: folder,
      variables: { PORT: '0', ...variables },
    })
    expect(await sandbox.ended).toBe(1)
    expect(sandbox.stderr().trimEnd().split('\n')).toEqual([expect.stringMatching(sentence)])
    expect(sandbox.stdout()).toBe('')
  })
})
