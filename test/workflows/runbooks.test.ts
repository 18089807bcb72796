import { expect, test } from 'vitest'
import { people } from '../../src/sandbox/github/people.ts'
import { parseRunbook } from '../../src/workflows/runbooks/parse.ts'
import { openWorld } from '../world.ts'
import { count, read } from './incident-world.ts'

const theirs = `---
title: Basket trouble
services: [web]
keywords: basket is empty
---
Ask <!channel> & *nobody*.

## Look
- [ ] Look at \`basket\` and <b>write</b> it down
  \`\`\`sh
  curl 'https://shop/<id>' && echo \`\`\`
  \`\`\`
- [ ] Bring the last good one back <!-- do: roll-back web production -->
- [ ] Feed the cat <!-- do: feed cat -->
`

test('a runbook is offered, begun, ticked by name and acted on, and stays as it was begun', async () => {
  const world = await openWorld({ hasOutlets: true })
  const { maya, tomas, sandbox } = world
  const put = (text: string) =>
    sandbox.github.push('main', {
      message: 'Runbooks',
      author: people.maya,
      files: { 'docs/runbooks/Basket Trouble.md': text },
    })
  put(theirs)
  await maya.asks('/incident the basket is empty for all p3', 'incidents')
  const place = 'inc-1-the-basket-is-empty-for-all'
  expect(read(maya, place)).toContain('Runbook: *Basket trouble*')
  expect(await maya.clicks('Start', place)).toContain('“Basket trouble” is begun in incident 1')
  put('- [ ] Something else')
  const shown = () => read(maya, place)
  expect(shown()).toContain('☐ 1. Look at `basket` and &lt;b&gt;write&lt;/b&gt; it down')
  expect(shown()).toContain("curl 'https://shop/&lt;id&gt;' &amp;&amp; echo\n")
  expect(shown()).toContain('Ask &lt;!channel&gt; &amp; _nobody_.')
  expect(shown()).toContain('The runbook asks for `feed cat`, which Pilothouse can’t do.')
  expect(await tomas.clicks('Tick', place)).toContain(
    'Step 1 of “Basket trouble” is ticked. 2 steps are left.',
  )
  expect(await tomas.asks('/incident tick 3', place)).toContain('Step 3')
  expect(await tomas.asks('/incident tick 3', place)).toContain('ticked already')
  expect(await tomas.asks('/incident tick 4 of basket', place)).toContain('has no step 4')
  expect(await maya.asks('/incident untick 3 of basket trouble in 1')).toContain('is open.')
  expect(shown()).toContain('☑ 1. Look at')
  expect(shown()).toContain('— <@U0TOMAS0001>')
  expect(shown()).toContain('ticked step 1 of “Basket trouble”: Look at basket')
  expect(shown()).toContain('Runbook *Basket trouble*: 1 of 3 steps')
  expect(await maya.clicks('Roll back web → production', place)).toContain('there is nothing to roll back to')

  sandbox.faults.githubFails = true
  const listed = await maya.asks('/incident runbook', place)
  expect(listed).toContain('Your team’s runbooks could not be read')
  expect(listed).toContain('*Security incident* · `security-incident`')
  expect(await maya.asks('/incident runbook security', place)).toContain('“Security incident” is begun')
  expect(count(maya, place, '*Runbook Security incident* · page')).toBe(3)
  expect(await maya.asks('/incident runbook seccurity-incident', place)).toContain('Did you mean')
  expect(await maya.asks('/incident tick 1', place)).toContain('More than one runbook was begun')
})

test('a runbook of any text is read in a moment, and says what was left out of it', () => {
  const step = '- [ ] Look\n\n'
  const commands = `\`\`\`\n${'select 1;\n'.repeat(700)}\`\`\`\n`
  expect(parseRunbook('long', step + commands, null)).toMatchObject({ steps: [{ number: 1 }], troubles: [] })
  const begun = performance.now()
  for (const text of ['_a_', '> ', '[', '- \n', '<!-- do: x ']) {
    const { troubles } = parseRunbook('long', step + text.repeat(20_000), null)
    expect(troubles.join(' ')).toMatch(/Only its first|only the first|too deeply/)
  }
  expect(performance.now() - begun).toBeLessThan(3000)
})
