import { describe, expect, it } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import { readable } from '../../src/sandbox/slack/readable.ts'
import { shortSha } from '../shas.ts'
import type { TestPerson, World } from '../world.ts'
import { openWorld, until } from '../world.ts'

describe('the /deploy form', () => {
  it('opens at once from memory, while GitHub is silent', async () => {
    const world = await openWorld()
    world.sandbox.faults.githubSlow = true
    const before = performance.now()
    await world.maya.type('/deploy')
    await until(() => world.maya.views().length > 0)
    expect(formOf(world.maya).title).toBe('Deploy')
    expect(textOf(world.maya)).toContain(
      ':mag: Looking up `main` and what is live on production… You can deploy without waiting.',
    )
    expect(performance.now() - before).toBeLessThan(2500)
    world.sandbox.faults.githubSlow = false
  })

  it('is then filled with branches and a preview, and says what is wrong with what is chosen', async () => {
    const world = await openForm('/deploy')
    const { id } = formOf(world.maya)
    const text = textOf(world.maya)
    expect(text).toContain('*Preview: web → production*')
    expect(text).toContain('*3 new commits*')
    expect(text).toContain('Round basket totals once, at the end')
    expect(text).toContain('Waits for 1 approval before anything changes.')
    expect(hintOf(world.maya, 'ref')).toContain(', feature/gift-cards, fix/cart-rounding, main, staging')
    expect((await world.maya.submit(id, { ref: 'two words' })).errors).toEqual({
      ref: 'A branch, tag or commit has no spaces in its name.',
    })
    expect((await world.maya.submit(id, { ref: '   ' })).errors).toEqual({
      ref: 'Name the branch, tag or commit to deploy.',
    })
    await world.maya.click({ in: { viewId: id }, actionId: 'ref', change: 'v1.1.0' })
    await world.settle()
    expect(formOf(world.maya).id).toBe(id)
    expect(textOf(world.maya)).toContain(
      `:no_entry: production already runs \`${shortSha(world, 'main~3')}\` of \`web\``,
    )
    expect(await world.maya.asks('/deploy history')).toContain('Nothing was deployed yet')
  })

  it('follows the service, the environment and the ref that are chosen, and keeps the reason', async () => {
    const world = await openForm('/deploy')
    const { id } = formOf(world.maya)
    const choose = async (actionId: string, change: unknown) => {
      await world.maya.click({ in: { viewId: id }, actionId, change })
      await world.settle()
    }
    await choose('service', 'worker')
    expect(textOf(world.maya)).toContain('*Preview: worker → production*')
    await choose('environment', 'staging')
    expect(textOf(world.maya)).toContain('*Preview: worker → staging*')
    expect(textOf(world.maya)).toContain('Starts at once: no approval is needed.')
    await world.tomas.asks('/deploy lock staging worker because we measure')
    await choose('ref', 'main')
    expect(textOf(world.maya)).toContain(
      ':no_entry: `worker` on staging is locked by <@U0TOMAS0001>: we measure. Nothing was planned.',
    )
    await world.tomas.asks('/deploy unlock staging worker')
    await choose('ref', 'mian')
    expect(textOf(world.maya)).toContain(
      ':no_entry: `harbour/shop` has no branch, tag or commit `mian`, so nothing was planned. Did you mean `main`?',
    )
    await choose('ref', 'fix/cart-rounding')
    expect(textOf(world.maya)).toContain('Round taxes per line')
    await world.maya.submit(id, { reason: 'Taxes are wrong' })
    await world.settle()
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('worker → staging · deployment 1')
    expect(world.maya.card(1)).toContain('*Reason:* Taxes are wrong')
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('keeps a reason that was typed before the service was changed', async () => {
    const world = await openForm('/deploy')
    const { id } = formOf(world.maya)
    const stored = world.sandbox.slack.state.views[world.maya.id]?.at(-1)
    if (stored) stored.values.reason = { reason: { type: 'plain_text_input', value: 'Taxes are wrong' } }
    await world.maya.click({ in: { viewId: id }, actionId: 'service', change: 'docs' })
    await world.settle()
    await world.maya.submit(id)
    await world.settle()
    expect(world.maya.card(1)).toContain('docs → production · deployment 1')
    expect(world.maya.card(1)).toContain('*Reason:* Taxes are wrong')
  })

  it('says under the environment that a service does not go there', async () => {
    const world = await openWorld({
      config: (team) => ({
        ...team,
        services: team.services.map((service) =>
          service.kind === 'github-actions' ? { ...service, environments: { staging: {} } } : service,
        ),
      }),
    })
    await world.maya.type('/deploy')
    await world.settle()
    const { id } = formOf(world.maya)
    const answer = await world.maya.submit(id, { service: 'worker' })
    expect(answer.errors).toEqual({
      environment: 'worker has no environment production in pilothouse.yml. Worker can go to staging.',
    })
  })

  it('plans afresh when it is sent, so that what changed meanwhile stands on the card', async () => {
    const world = await openForm('/deploy')
    world.sandbox.github.push('main', { message: 'Pushed while the form was open', author: people.tomas })
    await world.maya.submit(formOf(world.maya).id)
    await world.settle()
    expect(world.maya.card(1)).toContain('*4 new commits*')
    expect(world.maya.card(1)).toContain('Pushed while the form was open')
    expect(world.maya.reads('pilothouse').at(-1)).toContain(
      '*web → production · deployment 1* is planned: 4 commits. It needs 1 approval',
    )
  })

  it('tells whoever sent it that the ref is gone by now', async () => {
    const world = await openForm('/deploy')
    const { id } = formOf(world.maya)
    await world.maya.click({ in: { viewId: id }, actionId: 'ref', change: 'fix/cart-rounding' })
    await world.settle()
    world.sandbox.github.deleteBranch('fix/cart-rounding')
    await world.maya.submit(id)
    await world.settle()
    expect(world.maya.reads('pilothouse').at(-1)).toContain(
      '*web → production · deployment 1* was not started. `harbour/shop` has no branch, tag or commit `fix/cart-rounding`',
    )
    expect(world.maya.cards()).toEqual([])
  })

  it('says that there is no preview while GitHub is down, and can be sent all the same', async () => {
    const world = await openWorld()
    world.sandbox.github.failNext(/commits.main$/, 403)
    await world.maya.type('/deploy')
    await world.settle()
    expect(textOf(world.maya)).toContain(':warning: No preview. GitHub could not')
    expect(textOf(world.maya)).toContain('You can still deploy: the plan is made afresh when you do.')
    await world.maya.submit(formOf(world.maya).id)
    await world.settle()
    expect(world.maya.card(1)).toContain('Waiting for approval')
  })

  it('begins with the service that was typed, and says that nobody would be left to approve', async () => {
    const world = await openWorld()
    await world.priya.type('/deploy docs')
    await world.settle()
    expect(textOf(world.priya)).toContain('*Preview: docs → production*')
    expect(textOf(world.priya)).toContain('*Nobody is left who may approve:*')
  })

  it('opens from the Home tab, too', async () => {
    const world = await openWorld()
    await world.maya.openHome()
    await world.settle()
    await world.maya.click({ in: 'home', actionId: 'deploy.new' })
    await world.settle()
    await world.maya.submit(formOf(world.maya).id)
    await world.settle()
    expect(world.maya.reads('pilothouse').at(-1)).toContain('*web → production · deployment 1* is planned')
  })
})

async function openForm(command: string): Promise<World> {
  const world = await openWorld()
  await world.maya.type(command)
  await world.settle()
  return world
}

function formOf(person: TestPerson) {
  const open = person.views().at(-1)
  if (!open) throw new Error('No form is open.')
  return { id: open.id, title: open.view.title.text, blocks: open.view.blocks }
}

const textOf = (person: TestPerson): string => readable({ blocks: formOf(person).blocks })

function hintOf(person: TestPerson, blockId: string): string {
  const field = formOf(person).blocks.find((block) => block.block_id === blockId)
  return readable({ blocks: field ? [field] : [] })
}
