import { describe, expect, it } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import { readable } from '../../src/sandbox/slack/readable.ts'
import { shortSha } from '../shas.ts'
import type { TestPerson, World } from '../world.ts'
import { openWorld } from '../world.ts'

describe('what people write', () => {
  it('may be a reason of 4,000 characters, which is shortened on the card and kept whole', async () => {
    const world = await openWorld()
    const long = `because ${'the basket is wrong and '.repeat(160)}so on`.slice(0, 3960)
    await world.maya.asks(`/deploy web production main ${long}`)
    expect(world.maya.card(1)).toMatch(/\*Reason:\* the basket is wrong and .*…\n/)
    const stored = await world.bot.deps.db
      .selectFrom('deployments')
      .select('reason')
      .executeTakeFirstOrThrow()
    expect(stored.reason).toBe(long.slice('because '.length).trim())
    expect(await world.maya.asks('/deploy details 1')).toContain('the basket is wrong')
  })

  it('pings nobody and marks nothing, as a reason that no database would take', async () => {
    const world = await openWorld()
    await world.maya.asks(
      '/deploy web production main because \0 half \ud83d of <!channel> <@U0JONAS0001> *look* `here`',
    )
    expect(world.maya.card(1)).toContain('*Reason:* half \ufffd of &lt;!channel&gt; &lt;@U0JONAS0001&gt;')
    expectNoPing(world)
  })

  it('pings nobody and links nowhere, as a commit subject', async () => {
    const world = await openWorld()
    const message = 'Fix <!channel> & <https://evil.example|login> *now* `rm -rf`'
    world.sandbox.github.push('main', { message, author: people.maya })
    await world.maya.asks('/deploy web production')
    expect(world.maya.card(1)).toContain(
      'Fix &lt;!channel&gt; &amp; &lt;https://evil.example|login&gt; *now*',
    )
    await world.maya.clicks('Details')
    expect(modalText(world.maya)).toContain('Fix &lt;!channel&gt;')
    expectNoPing(world)
  })

  it('pings nobody as a branch or a check', async () => {
    const world = await openWorld()
    const sha = world.sandbox.github.push('fix/<!here>', { message: 'Try', author: people.maya })
    world.sandbox.github.setCheck(sha, '<!everyone>', 'success')
    await world.maya.asks('/deploy web production fix/<!here>')
    expect(world.maya.card(1)).toContain('fix/&lt;!here&gt;')
    expect(world.maya.card(1)).toContain('&lt;!everyone&gt;')
    expectNoPing(world)
  })

  it('may be a long list of commits, which is counted', async () => {
    const world = await openWorld()
    for (let number = 1; number <= 70; number += 1)
      world.sandbox.github.push('main', {
        message: `Commit ${number} ${'x'.repeat(400)}`,
        author: people.maya,
      })
    expect(await world.maya.asks('/deploy web production')).toContain('is planned: 73 commits')
    expect(world.maya.card(1)).toContain('… and 65 more')
    await world.maya.clicks('Details')
    expect(modalText(world.maya)).toContain('… and 23 more')
  })
})

describe('/deploy history', () => {
  it('lists the newest with their state, commit and time, and counts the rest', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/deploy history')).toBe(
      'Nothing was deployed yet. Try `/deploy web production`, or `/deploy` for a form.',
    )
    await world.maya.asks('/deploy web production')
    await world.maya.asks('/deploy cancel 1')
    await world.maya.asks('/deploy web staging')
    await world.pass({ minutes: 1 })
    const text = await world.maya.asks('/deploy history')
    expect(text).toMatch(
      new RegExp(
        `\\*2\\* web → staging · live and verified .* · <@U0MAYA00001> · \`${shortSha(world, 'main')}\` · took \\d`,
      ),
    )
    expect(text).toMatch(
      new RegExp(`\\*1\\* web → production · cancelled .* · \`${shortSha(world, 'main')}\``),
    )
    expect(text.indexOf('*2*')).toBeLessThan(text.indexOf('*1*'))

    for (let count = 0; count < 21; count += 1) await world.maya.asks('/deploy docs production nope')
    expect(await world.maya.asks('/deploy history')).toContain('… and 3 more')
    expect(await world.maya.asks('/deploy details 3')).toContain('There is no plan yet.')
    expect(await world.maya.asks('/deploy history web prod')).not.toContain('docs')
    expect(await world.maya.asks('/deploy history staging')).not.toContain('production')
    expect(await world.maya.asks('/deploy history worker')).toContain('Nothing was deployed yet')
  })
})

describe('/deploy details', () => {
  it('shows everything that is stored, by command and by button', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production main because of taxes')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    const typed = await world.maya.asks('/deploy details 1')
    await world.maya.clicks('Details')
    for (const text of [typed, modalText(world.maya)]) {
      expect(text).toContain('live and verified')
      expect(text).toMatch(/Asked for by <@U0MAYA00001> .*: of taxes/)
      expect(text).toContain('• <@U0PRIYA0001>')
      expect(text).toContain('Promote it to the live address')
      expect(text).toContain('/deployment/1/1/promote')
    }
  })
})

describe('/deploy help', () => {
  it('shows what can be typed', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/deploy help')).toContain('`/deploy web production fix/cart because')
  })
})

const modalText = (person: TestPerson): string =>
  readable({ blocks: person.views().at(-1)?.view.blocks ?? [] })

/** No message that everybody sees may hold a token that people wrote. */
function expectNoPing({ sandbox }: World): void {
  expect(JSON.stringify(sandbox.slack.state.messages)).not.toMatch(/<!(channel|here|everyone)|<@U0JONAS/)
}
