import fc from 'fast-check'
import { expect, test } from 'vitest'
import { incident, incidentForms } from '../../commands/incident.ts'
import { openWorld } from '../world.ts'

const maya = { user: 'U0MAYA00001', channel: 'C0INCIDENT1', requestId: 'test' }

const verb = fc.constantFrom(
  ...['', 'declare', 'update', 'note', 'severity', 'commander', 'claim', 'state', 'resolve', 'reopen'],
  ...['timeline', 'list', 'verify', 'help', 'update 1', 'note 1', 'resolve 2', 'reopen 1 because'],
)
const hostile = [
  ...['p0', '\0', '\ud83d', '<!channel>', '999999999', '9999999999', "'; drop table incidents; --"],
]
const said = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...hostile))

test('whatever is typed is answered, and nothing is thrown', async () => {
  const { bot } = await openWorld()
  await fc.assert(
    fc.asyncProperty(verb, said, async (verb, said) => {
      const answer = await incident(`${verb} ${said}`, maya, bot.deps)
      expect(['reply', 'open']).toContain(answer.answer)
    }),
    { numRuns: 60, examples: hostile.map((said): [string, string] => ['declare', said]) },
  )
})

test('whatever a form brings is answered, and nothing is thrown', async () => {
  const { bot } = await openWorld()
  const metadata = fc.oneof(
    fc.constant(JSON.stringify({ incident: 1, seen: 'p0' })),
    fc.constant(JSON.stringify({ channel: 'C0GENERAL01', ts: '1.1', text: 'x', author: null })),
    fc.string(),
  )
  const fields = ['title', 'severity', 'whatChanged', 'state', 'text', 'user', 'summary', 'because']
  const values = fc.dictionary(fc.constantFrom(...fields, 'incident'), said)
  await incident('checkout returns 500s p0', maya, bot.deps)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(incidentForms)),
      metadata,
      values,
      async (form, metadata, values) => {
        const submission = { kind: 'submit', form, metadata, values } as const
        const answer = await incidentForms[form]?.(submission, maya, bot.deps)
        expect(['reply', 'errors']).toContain(answer?.answer)
      },
    ),
    { numRuns: 150 },
  )
})
