import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { shortcuts, slashCommands } from '../../commands/dispatch.ts'

const manifest = parse(readFileSync('manifest.yml', 'utf8'))
const sorted = (names: string[]) => [...names].sort()

it('answers exactly the commands that the manifest offers', () => {
  const offered = manifest.features.slash_commands.map(({ command }: { command: string }) => command)
  expect(sorted(Object.keys(slashCommands))).toEqual(sorted(offered))
})

it('answers exactly the shortcuts that the manifest offers', () => {
  const offered = manifest.features.shortcuts.map(({ callback_id: id }: { callback_id: string }) => id)
  expect(sorted(Object.keys(shortcuts))).toEqual(sorted(offered))
})

it('listens to exactly the events that the manifest subscribes to', () => {
  const source = readFileSync('src/adapters/slack/listeners.ts', 'utf8')
  const listened = [...source.matchAll(/app\.event\('(\w+)'/g)].map(([, name]) => name ?? '')
  // Messages are subscribed to by the kind of channel, and all arrive as one event.
  const subscribed: string[] = manifest.settings.event_subscriptions.bot_events
  const arriving = new Set(subscribed.map((name) => name.replace(/^message\..*/, 'message')))
  expect(sorted(listened)).toEqual(sorted([...arriving]))
})
