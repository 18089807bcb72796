import { describe, expect, it } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import { openWorld, type World } from '../world.ts'

const activated = ({ sandbox }: World) =>
  sandbox.supabase.records.filter(({ act }) => act === 'supabase-activate').length

const entrypoint = 'supabase/functions/search/index.ts'

describe('a deployment of functions', () => {
  it('waits out limits and outages of GitHub and Supabase, says so, and goes on by itself', async () => {
    const world = await openWorld()
    const { faults } = world.sandbox
    faults.supabaseLimited = true
    await world.maya.asks('/deploy functions staging')
    await world.pass({ seconds: 20 })
    expect(world.maya.cards()).toEqual([])
    faults.supabaseLimited = false
    faults.githubFails = true
    await world.pass({ seconds: 12 })
    expect(world.maya.cards()).toEqual([])
    faults.githubFails = false
    world.sandbox.supabase.failNext(/POST .*deploy/, 409)
    await world.pass({ seconds: 8 })
    faults.supabaseFails = true
    expect(await world.jonas.asks('/status functions')).toMatch(
      /functions\* :question: unknown: Supabase could not list/,
    )
    faults.supabaseFails = false
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(activated(world)).toBe(3)
  })

  it.each([
    [402, 1, 'the project has reached a limit of its plan (402). Change the plan or remove what'],
    [500, 11, 'Supabase could not bundle'],
  ])(
    'that Supabase answers with %i for good ends in %i minutes with words, and nothing is live',
    async (status, minutes, words) => {
      const world = await openWorld()
      world.sandbox.supabase.failNext(/POST .*deploy/, status, 1000)
      await world.maya.asks('/deploy functions staging')
      await world.pass({ minutes })
      const card = world.maya.card(1)
      expect(card).toContain('*Failed at “Bundle every function”.*')
      expect(card).toContain(words)
      expect(card).toContain('*What it leaves:* staging still runs')
      expect(activated(world)).toBe(0)
    },
  )

  it('with a function of 6 MB says which is too large, and nothing is live', async () => {
    const world = await openWorld()
    const big = (mb: number) => `// ${'x'.repeat(mb * 1_000_000)}\n`
    const push = (branch: string, files: Record<string, string>) =>
      world.sandbox.github.push(branch, { message: 'Grow', author: people.maya, files })
    push('one-file', { [entrypoint]: big(6) })
    const imports = ['a', 'b'].map((name) => `import './${name}.ts'`).join('\n')
    push('two-files', {
      [entrypoint]: `${imports}\nDeno.serve(() => new Response('ok'))\n`,
      'supabase/functions/search/a.ts': big(3),
      'supabase/functions/search/b.ts': big(3),
    })
    await world.maya.asks('/deploy functions staging one-file')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain(
      'supabase/functions/search/index.ts in harbour/shop has 6.0 MB, and at most 5 MB',
    )
    await world.maya.asks('/deploy functions staging two-files')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(2)).toContain('search is too large: Supabase bundles at most 5 MB.')
    expect(activated(world)).toBe(0)
  })
})
