import type { IntegrationState } from '../../src/domain/operation/integration.ts'
import type { UserId } from '../../src/domain/people.ts'
import type { Reply } from '../../src/ports.ts'
import { packed } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { line, plural, sentence, time, user } from '../text.ts'

type Listed = {
  name: string
  environment: string
  state: IntegrationState
  switched: { by: UserId; at: Date } | null
}

/** Every third party that can be switched off, and how it stands. */
export function integrationsReply(integrations: readonly Listed[]): Reply {
  if (integrations.length === 0)
    return sentenceReply(
      'No integration can be switched: pilothouse.yml names none. List them there under `integrations`.',
    )
  const lines = [
    '*Integrations*',
    ...integrations.map(integrationLine),
    '_`/rollback integration NAME off because …` turns one off; `on` checks it first._',
  ]
  return {
    text: plural(integrations.length, 'integration'),
    blocks: withinLimits(packed(lines), 'message'),
  }
}

function integrationLine({ name, environment, state, switched }: Listed): string {
  const last = switched ? ` · switched ${time(switched.at)} by ${user(switched.by)}` : ''
  return `${stateInWords(state)} ${line(name, 60)} in ${line(environment, 60)}${last}${why(state)}`
}

function stateInWords({ is }: IntegrationState): string {
  switch (is) {
    case 'on':
      return ':large_green_circle: *on*'
    case 'off':
      return ':white_circle: *off*'
    case 'unknown':
      return ':question: *unknown*'
  }
}

const why = (state: IntegrationState): string =>
  state.is === 'unknown' ? ` · ${sentence(line(state.because))}` : ''
