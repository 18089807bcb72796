import type { TimelineEvent } from '../../src/domain/timeline/timeline.ts'
import { entry } from './incident-samples.ts'
import { maya, tomas } from './samples.ts'

const events = (text: string): TimelineEvent[] => [
  { kind: 'declared', title: text, severity: text },
  { kind: 'channel-opened', channel: text, name: text },
  { kind: 'step-failed', step: text, because: text },
  { kind: 'note', text },
  { kind: 'message', text, author: null },
  { kind: 'update', whatChanged: text, impact: text, nextStep: text },
  { kind: 'holding-update' },
  { kind: 'severity', from: text, to: text, because: text },
  { kind: 'commander', from: maya, to: tomas },
  { kind: 'state', from: 'investigating', to: 'monitoring' },
  { kind: 'resolved', summary: text },
  { kind: 'reopened', because: text },
  { kind: 'deployment', id: 1, service: text, environment: text, sha: text, became: text },
  { kind: 'operation', id: 1, did: text, for: text },
]

/** Six of every entry, with the text wherever foreign text can stand. */
export const timeline = (text: string) =>
  Array.from({ length: 6 }, () => events(text))
    .flat()
    .map((event) => entry(event, { permalink: text }))
