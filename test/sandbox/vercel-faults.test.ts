import { projectsRequestPromote } from '@vercel/sdk/funcs/projectsRequestPromote.js'
import { describe, expect, test } from 'vitest'
import { accepted, startRelease as start, teamId } from './vercel-release.ts'

describe('what can be broken', () => {
  test('a promotion that hangs goes on when it may', async () => {
    const { core, canary, base, live, clock, faults } = await start(null)
    faults.promoteHangs = true
    await accepted(projectsRequestPromote(core, { projectId: 'shop-web', deploymentId: canary, teamId }))
    clock.forward(600_000)
    expect(await live()).toBe(base)
    faults.promoteHangs = false
    expect(await live()).toBe(canary)
  })

  test('the newest release fails twelve of a hundred calls, not at first, and the old one none', async () => {
    const { faults, url, canary, vercel, base } = await start(null)
    faults.releaseFails12 = true
    const statuses = async (id: string) => {
      const host = vercel.state.builds.find((build) => build.id === id)?.host
      const answers: number[] = []
      for (let call = 0; call < 100; call += 1) answers.push((await fetch(`${url}/sites/${host}/`)).status)
      return answers
    }
    const ill = await statuses(canary)
    expect([ill.filter((status) => status === 500).length, ill.indexOf(500)]).toEqual([12, 8])
    expect((await statuses(base)).every((status) => status === 200)).toBe(true)
  })

  test('its errors end when the flag of the failing part is off', async () => {
    const { faults, url, canary, vercel } = await start(null)
    faults.releaseFails12 = true
    Object.assign(vercel.state.edgeConfigs?.[0]?.items.flags?.value ?? {}, { 'new-basket': false })
    const host = vercel.state.builds.find((build) => build.id === canary)?.host
    const answers = await Promise.all(Array.from({ length: 25 }, () => fetch(`${url}/sites/${host}/`)))
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200))
  })

  test('the newest release is slow', async () => {
    const { faults, url, canary, vercel } = await start(null)
    faults.releaseSlow = true
    const host = vercel.state.builds.find((build) => build.id === canary)?.host
    const begun = performance.now()
    await fetch(`${url}/sites/${host}/`)
    expect(performance.now() - begun).toBeGreaterThan(495)
    const later = performance.now()
    await fetch(`${url}/sites/shop.harbour.example/`)
    expect(performance.now() - later).toBeLessThan(495)
  })
})
