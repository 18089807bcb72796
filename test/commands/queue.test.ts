import { describe, expect, it } from 'vitest'
import { openWorld } from '../world.ts'

describe('/deploy queue', () => {
  it('says that nothing waits', async () => {
    const world = await openWorld()
    expect(await world.jonas.asks('/deploy queue')).toBe(
      'Nothing is under way, and nothing waits. `/deploy history` lists what there was.',
    )
    expect(await world.jonas.asks('/status queue web prod')).toContain(
      'Nothing is under way for web on production',
    )
  })

  it('lists per place what is under way, who goes next, and what each waits for', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.maya.asks('/deploy web staging main~3'.replace('main~3', shaOf('main~3')))
    await world.maya.asks('/deploy web staging fix/cart-rounding in 2h')
    await world.maya.asks('/deploy web staging feature/gift-cards')
    await world.tomas.asks('/deploy lock production docs because of the sale')
    await world.maya.asks('/deploy worker production')
    await world.settle()
    const text = await world.jonas.asks('/deploy queue')
    expect(text.replaceAll(/<!date[^|]*\|([^>]*)>/g, '$1')).toBe(
      [
        '*worker on production*',
        ':hourglass_flowing_sand: *5* worker → production · waiting for approval since 2026-11-23 03:00 UTC · <@U0MAYA00001>',
        '*web on staging*',
        ':rocket: *1* web → staging · rolling out since 2026-11-23 03:00 UTC · <@U0MAYA00001>',
        ':white_circle: *2* web → staging · accepted and in the queue since 2026-11-23 03:00 UTC · <@U0MAYA00001> · number 1 in line',
        '>Waits for deployment 1, which is under way.',
        ':white_circle: *4* web → staging · accepted and in the queue since 2026-11-23 03:00 UTC · <@U0MAYA00001> · number 2 in line',
        '>Waits for deployment 1, which is under way.',
        ':white_circle: *3* web → staging · accepted and in the queue since 2026-11-23 03:00 UTC · <@U0MAYA00001> · number 3 in line',
        '>Waits for deployment 1, which is under way.',
        '>Starts 2026-11-23 05:00 UTC.',
      ].join('\n'),
    )
    expect(await world.jonas.asks('/status queue production')).not.toContain('staging')

    function shaOf(ref: string): string {
      return world.sandbox.github.commit(ref)?.sha ?? ''
    }
  })
})
