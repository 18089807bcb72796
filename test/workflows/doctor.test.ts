import { expect, test } from 'vitest'
import { openWorld } from '../world.ts'

test('/status doctor finds everything well in the sandbox, and names each thing that is not with its fix', async () => {
  const links = { secret: 'a secret of the world', webUrl: null }
  const world = await openWorld({ hasChecks: true, links })
  const { tomas, sandbox } = world
  const well = await tomas.asks('/status doctor')
  expect(well).toMatch(/\*All well: \d\d things looked at\.\*/)
  expect(well).not.toMatch(/:x:|:warning:|:question:/)
  expect(well).toContain(
    '*Slack*: The app’s permissions (all 20 scopes of manifest.yml), Channel <#C0DEPLOYS01>',
  )
  expect(well).toContain('Repository harbour/shop (can be read and written)')
  expect(well).toContain('written, changed and taken back')
  const direct = tomas.reads('pilothouse')
  expect(direct.at(-1)).toContain('All well')
  expect(direct.join()).not.toContain('Pilothouse tries')

  sandbox.faults.slackScopeMissing = true
  sandbox.faults.supabaseFails = true
  await sandbox.slack.setGroupMembers('S0ONCALL001', [])
  sandbox.slack.state.channels.find(({ id }) => id === 'C0COMPANY01')?.members.pop()
  sandbox.github.failNext(/\/actions\/runs/, 403, 1)
  const ill = await tomas.asks('/status doctor')
  expect(ill).toMatch(/\*\d+ of \d\d things not well, \d+ unknown\.\*/)
  expect(ill).toContain('The app lacks pins:write, reactions:read.')
  expect(ill).toContain('*Fix:* Paste manifest.yml into the app’s settings')
  expect(ill).toMatch(/User group <!subteam\^S0ONCALL001>\*: Nobody is in it/)
  expect(ill).toMatch(/Channel <#C0COMPANY01>\*: Pilothouse is not in it/)
  expect(ill).toMatch(/:question: \*Supabase project harbourgoodsshoplive\*: Supabase could not/)
  expect(ill).toMatch(
    /:x: \*Repository harbour\/shop: Actions\*[\s\S]*Give the token the permission “Actions: read and write”/,
  )
})
