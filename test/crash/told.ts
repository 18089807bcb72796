import type { Sandbox } from '../../src/sandbox/world.ts'

type Records = { records: Sandbox['github']['records'] }

/** What a stand-in was made to do, in order: its own records, which the bot cannot touch. */
export function recorded({ records }: Records): string[] {
  return records.map(({ act, detail }) => (detail.state === undefined ? act : `${act} ${detail.state}`))
}

/** The keys of all messages that Slack took, without the installation's random word; a doubled one stands twice. */
export function keysPosted({ slack }: Sandbox): string[] {
  return slack.records
    .filter(({ act }) => act === 'chat.postMessage')
    .map(({ key = 'no key' }) => key.split('/').slice(1).join('/'))
    .toSorted()
}
