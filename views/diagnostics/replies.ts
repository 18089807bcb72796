import {
  type DiagnosticName,
  type DiagnosticQuestion,
  inWords,
} from '../../src/domain/diagnostic/diagnostic.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, context, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { channel, code, line } from '../text.ts'

const words: Record<DiagnosticName, { does: string; type: string }> = {
  logs: {
    does: 'what the functions logged, summed up by what it says, old versions against new',
    type: 'logs functions production 2h',
  },
  function: {
    does: 'calls one function as it is configured, as somebody unknown, and without a key',
    type: 'function checkout',
  },
  rls: {
    does: 'who may read and write which table, by grants and policies and by really reading',
    type: 'rls shop',
  },
  'anon-key': {
    does: 'whether the site carries a key of the project it should, and no secret one',
    type: 'anon-key web production',
  },
  vercel: {
    does: 'what is live, its build, its addresses and variables, and whether it is pinned',
    type: 'vercel web production',
  },
  supabase: {
    does: 'how the project and its services are, and what Supabase advises',
    type: 'supabase production',
  },
  ci: {
    does: 'whether the commit that would be deployed has passed, and which functions are there',
    type: 'ci web production',
  },
}

/** What can be looked into, each with its button where a button can know what is meant. */
export function diagnosticsReply(names: readonly DiagnosticName[]): Reply {
  const text = 'What Pilothouse can look into'
  return {
    text,
    blocks: withinLimits(
      [
        section(`*${text}*`),
        ...names.map((name) =>
          section(
            `*${name}*: ${words[name].does}. ${code(`/status diagnose ${words[name].type}`)}`,
            asksMore.has(name) ? undefined : button(actions.diagnose, 'Look', name),
          ),
        ),
        context(
          'A service and an environment may follow each; left out, production is meant. Nothing is changed.',
        ),
      ],
      'message',
    ),
  }
}

/** These can't be asked without saying of what. */
const asksMore: ReadonlySet<DiagnosticName> = new Set(['function', 'ci'])

type Begun = { question: DiagnosticQuestion; id: number; isShared: boolean; destination: string }

export function diagnosticBegunReply({ question, id, isShared, destination }: Begun): Reply {
  const where = /^[CG]/.test(destination)
    ? `in ${channel(destination)}`
    : 'in your direct message with Pilothouse'
  const how = isShared ? 'Somebody asked the same just now, so you share its answer. It' : 'The answer'
  return sentenceReply(`Diagnostic ${id} looks at ${line(inWords(question), 150)}. ${how} grows ${where}.`)
}
