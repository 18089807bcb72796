import { describe, expect, it } from 'vitest'
import { openWorld } from '../world.ts'

describe('/deploy ledger', () => {
  it('sends a file with what was deployed into the direct message, and none where nothing was', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/deploy ledger')).toContain('Nothing was asked to be deployed from')
    await world.maya.asks('/deploy web production main because of <!channel> | taxes')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(await world.maya.asks('/deploy ledger prod 2026-11')).toMatch(
      /The ledger on production from .* until .*, with 1 deployment, is in your direct message/,
    )
    const [message] = world.maya.sees('pilothouse').filter(({ files }) => files)
    const [file] = message?.files ?? []
    expect(file).toMatchObject({ name: 'ledger-production-2026-11-01.md', mimetype: 'text/markdown' })
    const text = await (await fetch(file?.url ?? '')).text()
    expect(text).toMatch(
      /\| 1 \| web \| \w{7} \| Maya .* \| Priya .* \| of \\<\\!channel\\> \\\| taxes \| 2026-11-23 03:00 /,
    )
    expect(await world.maya.asks('/deploy ledger docs 7d')).toContain(
      'Nothing was asked to be deployed of docs',
    )
    expect(await world.maya.asks('/deploy ledger production 2026-13')).toContain(
      'needs one period: 7d, a month such as 2026-11',
    )
  })

  it('says what was wrong where Slack takes no file', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy docs production')
    await world.pass({ seconds: 1 })
    world.sandbox.slack.failNext('files.getUploadURLExternal', 'restricted_action')
    expect(await world.maya.asks('/deploy ledger')).toContain('does not let Pilothouse do that')
  })
})
