import { describe, expect, it } from 'vitest'
import { shortSha } from '../shas.ts'
import { openWorld } from '../world.ts'

describe('/deploy web production', () => {
  it('goes from plan to verified with one approval, on one card', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/deploy web production')).toContain(
      'web → production · deployment 1* is planned: 3 commits. It needs 1 approval',
    )
    expect(world.priya.card(1)).toContain('*Waiting for approval:* 0 of 1')

    await world.priya.clicks('Approve')
    await world.pass({ seconds: 30 })

    expect(world.priya.card(1)).toContain('Live and verified')
    expect(world.priya.cards()).toHaveLength(1)
    expect(await world.maya.asks('/status')).toMatch(
      new RegExp(`web>\\* \`${shortSha(world, 'main')}\` since .* \\(deployment 1\\)`),
    )
    expect(acts(world.sandbox.vercel.records)).toEqual(['vercel-deployment', 'vercel-promote'])
    expect(world.sandbox.github.records.map(({ detail }) => detail.state ?? 'made')).toEqual([
      'made',
      'in_progress',
      'success',
    ])
  })

  it('starts at once where no approval is needed', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('follows a workflow to its end', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy worker staging')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(
      acts(world.sandbox.github.records).filter(
        (act) => act.includes('workflow') || act.includes('dispatch'),
      ),
    ).toHaveLength(1)
  })
})

const acts = (records: readonly { act: string }[]): string[] => records.map(({ act }) => act)
