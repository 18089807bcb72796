import { expect, it } from 'vitest'
import { UpstreamError } from '../../src/domain/errors.ts'
import { deploys, maya, modal, noteForm, replying, startWorld, tomas, until } from './slack-world.ts'

for (const mode of ['socket', 'http'] as const) {
  it(`answers a command privately, over ${mode}`, async () => {
    const { sandbox, heard } = await startWorld({ mode, respond: () => replying('Nothing is broken.') })
    await sandbox.slack.person(maya).type('/status web & <docs>')
    await until(
      () => sandbox.slack.person(maya).reads(deploys).at(-1)?.includes('Nothing is broken.'),
      'the answer',
    )
    expect(sandbox.slack.person(tomas).reads(deploys)).toEqual([])
    expect(heard[0]?.gesture).toEqual({ kind: 'slash', command: '/status', text: 'web & <docs>' })
    expect(heard[0]?.invoker).toMatchObject({ user: maya, channel: deploys, requestId: 'req-1' })
    expect(heard[0]?.invoker.responseUrl).toContain(sandbox.url)
  })

  it(`opens a modal before it looks anything up, and fills it, over ${mode}`, async () => {
    const filling = Promise.withResolvers<void>()
    const { sandbox } = await startWorld({
      mode,
      respond: () => ({
        answer: 'open',
        view: modal('Looking up branches…'),
        fill: async () => {
          await filling.promise
          return modal('main, next')
        },
      }),
    })
    const person = sandbox.slack.person(maya)
    await person.type('/deploy')
    const shown = () => JSON.stringify(person.views().at(-1)?.view)
    await until(() => person.views().length === 1, 'the modal')
    expect(shown()).toContain('Looking up branches…')
    filling.resolve()
    await until(() => shown().includes('main, next'), 'the filled modal')
    expect(person.views()).toHaveLength(1)
  })

  it(`shows a form's errors under its fields and keeps it open, over ${mode}`, async () => {
    const { sandbox, heard } = await startWorld({
      mode,
      respond: (gesture) =>
        gesture.kind === 'submit'
          ? { answer: 'errors', errors: { text: 'Say what happened.' } }
          : { answer: 'open', view: noteForm('7') },
    })
    const person = sandbox.slack.person(maya)
    await person.type('/incident note')
    const open = await until(() => person.views()[0], 'the form')
    const answer = await person.submit(open.id, { text: 'a < b & c' })
    expect(answer.errors).toEqual({ text: 'Say what happened.' })
    expect(person.views()).toHaveLength(1)
    expect(heard[1]?.gesture).toEqual({
      kind: 'submit',
      form: 'note',
      metadata: '7',
      values: { text: 'a < b & c' },
    })
  })
}

it('answers a command that takes long through its response URL, after acknowledging it', async () => {
  const slow = Promise.withResolvers<void>()
  const { sandbox } = await startWorld({
    respond: async () => {
      await slow.promise
      return replying('It took a while.')
    },
  })
  const person = sandbox.slack.person(maya)
  const began = performance.now()
  expect(await person.type('/status')).toMatchObject({ ok: true })
  expect(performance.now() - began).toBeLessThan(1000)
  expect(person.reads(deploys)).toEqual([])
  slow.resolve()
  await until(() => person.reads(deploys).at(-1)?.includes('It took a while.'), 'the answer')
})

it('tells what went wrong in the modal when it cannot be filled', async () => {
  const { sandbox } = await startWorld({
    respond: () => ({
      answer: 'open',
      view: modal('Looking up branches…'),
      fill: async () => {
        throw new UpstreamError('GitHub did not answer within 10 s.', {
          service: 'GitHub',
          isRetryable: true,
        })
      },
    }),
  })
  const person = sandbox.slack.person(maya)
  await person.type('/deploy')
  const shown = () => JSON.stringify(person.views().at(-1)?.view ?? '')
  await until(() => shown().includes('GitHub did not answer within 10 s.'), 'the trouble in words')
  expect(shown()).toContain('req-1')
})

it('closes the form and answers privately in the channel it was opened from', async () => {
  const { sandbox } = await startWorld({
    respond: (gesture) =>
      gesture.kind === 'submit'
        ? replying('Noted.')
        : { answer: 'open', view: noteForm(JSON.stringify({ channel: deploys })) },
  })
  const person = sandbox.slack.person(maya)
  await person.type('/incident note', { in: 'general' })
  const open = await until(() => person.views()[0], 'the form')
  await person.submit(open.id, { text: 'It is DNS' })
  await until(() => person.reads(deploys).at(-1)?.includes('Noted.'), 'the answer')
  expect(person.views()).toEqual([])
  expect(sandbox.slack.person(tomas).reads(deploys)).toEqual([])
})

it('answers in a direct message where a form knows no channel', async () => {
  const { sandbox } = await startWorld({
    respond: (gesture) =>
      gesture.kind === 'submit' ? replying('Noted.') : { answer: 'open', view: noteForm('7') },
  })
  const person = sandbox.slack.person(maya)
  await person.type('/incident note')
  const open = await until(() => person.views()[0], 'the form')
  await person.submit(open.id, { text: 'It is DNS' })
  await until(() => person.reads('pilothouse').at(-1)?.includes('Noted.'), 'the direct message')
})

it('keeps a form open, with what was typed, when answering it fails', async () => {
  const { sandbox } = await startWorld({
    respond: (gesture) => {
      if (gesture.kind === 'submit') throw new Error('no such row')
      return { answer: 'open', view: noteForm() }
    },
  })
  const person = sandbox.slack.person(maya)
  await person.type('/incident note')
  const open = await until(() => person.views()[0], 'the form')
  const answer = await person.submit(open.id, { text: 'It is DNS' })
  expect(answer.errors?.text).toContain('Pilothouse has a fault of its own here.')
  expect(answer.errors?.text).toContain('req-2')
  expect(person.views()).toHaveLength(1)
})

it('shows that a slow submission is worked on, and then its result, in the same window', async () => {
  const slow = Promise.withResolvers<void>()
  const { sandbox } = await startWorld({
    respond: async (gesture) => {
      if (gesture.kind !== 'submit') return { answer: 'open', view: noteForm() }
      await slow.promise
      return replying('Deployment 3 is waiting for approval.')
    },
  })
  const person = sandbox.slack.person(maya)
  await person.type('/deploy')
  const open = await until(() => person.views()[0], 'the form')
  expect(await person.submit(open.id, { text: 'now' })).toMatchObject({ ok: true })
  const shown = () => JSON.stringify(person.views().at(-1)?.view ?? '')
  expect(shown()).toContain('This takes a little longer.')
  slow.resolve()
  await until(() => shown().includes('Deployment 3 is waiting for approval.'), 'the result')
})

it.each(['expired_trigger_id', '429'])(
  'tells what to type when a window cannot be opened: %s',
  async (failure) => {
    const { sandbox } = await startWorld({ respond: () => ({ answer: 'open', view: modal('hello') }) })
    const person = sandbox.slack.person(maya)
    sandbox.slack.failNext('views.open', failure)
    await person.type('/deploy')
    await until(() => person.reads(deploys).at(-1)?.includes('type `/deploy` again'), 'the sentence')
    expect(person.views()).toEqual([])
  },
)

it('tells in words, with a reference, when answering throws, and logs the cause under it', async () => {
  const { sandbox, logged } = await startWorld({
    respond: () => {
      throw new Error('relation "deployments" does not exist')
    },
  })
  const person = sandbox.slack.person(maya)
  await person.type('/status')
  const said = await until(() => person.reads(deploys).at(-1), 'the sentence')
  expect(said).toContain('Pilothouse has a fault of its own here.')
  expect(said).toContain('req-1')
  expect(said).not.toContain('relation')
  const line = logged.find(({ level }) => level === 'error')
  expect(line?.facts).toMatchObject({
    requestId: 'req-1',
    err: { message: 'relation "deployments" does not exist' },
  })
})
