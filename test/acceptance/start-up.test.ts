import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { program, spawnBot, variablesFor } from '../crash/bot-process.ts'
import { openStage } from '../crash/stage.ts'
import { fastFolder } from '../fast-folder.ts'

type Changed = { variables: Record<string, string>; sentence: RegExp }

const misfits: [string, () => Promise<Changed> | Changed][] = [
  [
    'a port in use',
    async () => {
      const taken = createServer()
      await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
      taken.unref()
      const address = taken.address()
      const port = typeof address === 'object' ? String(address?.port) : ''
      return {
        variables: { PORT: port },
        sentence: new RegExp(`^Port ${port} on 127.0.0.1 is already in use: set PORT to a free one`),
      }
    },
  ],
  [
    'a bot token that Slack refuses',
    () => ({ variables: { SLACK_BOT_TOKEN: 'xoxb-not-this-one' }, sentence: /Slack says invalid_auth/ }),
  ],
  [
    'an app token that Slack refuses',
    () => ({
      variables: { SLACK_APP_TOKEN: 'xapp-not-this-one' },
      sentence: /^SLACK_APP_TOKEN does not open a Socket Mode connection/,
    }),
  ],
  [
    'a database that is not there',
    () => ({
      variables: { DATABASE_URL: 'postgres://pilothouse:secret@127.0.0.1:9/pilothouse' },
      sentence: /^Nothing answers at 127.0.0.1:9. Is Postgres running there\? Check DATABASE_URL.$/,
    }),
  ],
  [
    'a word in pilothouse.yml that it does not know',
    async () => {
      const file = join(await fastFolder('start-up'), 'pilothouse.yml')
      const sample = await readFile('pilothouse.yml', 'utf8')
      await writeFile(file, sample.replace('checks: required #', 'cheks: required #'))
      const line = sample.split('\n').findIndex((text) => text.includes('checks: required #')) + 1
      return {
        variables: { PILOTHOUSE_CONFIG: file },
        sentence: new RegExp(`pilothouse.yml:${line}: .*cheks is not a known setting`),
      }
    },
  ],
]

describe.concurrent('a start that cannot succeed', { timeout: 120_000 }, () => {
  test.for(misfits)('%s is told in one sentence, and ends with 1', async ([, change], { onTestFinished }) => {
    const { sandbox, databaseUrl } = await openStage(onTestFinished)
    const { variables, sentence } = await change()
    const file = variables.PILOTHOUSE_CONFIG
    if (file) onTestFinished(() => rm(join(file, '..'), { recursive: true }))
    const bot = spawnBot({
      program,
      variables: { ...variablesFor(sandbox, databaseUrl), ...variables },
    })
    expect(await bot.ended).toBe(1)
    const lines = bot.stderr().trimEnd().split('\n')
    expect(lines).toEqual([expect.stringMatching(sentence)])
    expect(bot.stderr() + bot.stdout()).not.toMatch(/\n\s+at |secret/)
  })
})
