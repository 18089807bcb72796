import { describe, expect, test } from 'vitest'
import { compare } from '../../src/adapters/supabase/compare.ts'
import type { DeployedFunction } from '../../src/ports.ts'

const listed = (more: Partial<DeployedFunction> = {}): DeployedFunction => ({
  slug: 'search',
  version: 18,
  hash: 'aa',
  verifyJwt: true,
  entrypoint: 'supabase/functions/search/index.ts',
  importMap: null,
  updatedAt: new Date(0),
  ...more,
})

const other = listed({ slug: 'checkout' })

describe('what is listed, beside what was meant', () => {
  test('is live where version, hash and token check are the same', () => {
    expect(compare([other, listed()], [listed()])).toEqual({ is: 'live', functions: [listed()] })
  })

  test('is live where one side tells no hash', () => {
    expect(compare([listed({ hash: null })], [listed()]).is).toBe('live')
    expect(compare([listed()], [listed({ hash: null })]).is).toBe('live')
  })

  test('is not live yet while an older version is listed, even of the same bytes', () => {
    expect(compare([listed({ version: 17 })], [listed()])).toEqual({
      is: 'not-yet',
      text: 'search is still at version 17',
    })
  })

  test('names every function that is not there', () => {
    expect(compare([other], [listed(), other, listed({ slug: 'mail' })])).toEqual({
      is: 'not-yet',
      text: 'search is missing, mail is missing',
    })
  })

  test.each([
    ['a newer version', { version: 20 }, 'newer than the 18'],
    ['other bytes', { hash: 'bb' }, 'version 18 of search is not what was sent'],
    ['another token check', { verifyJwt: false }, "search does not check callers' tokens"],
    [
      'another token check without a hash',
      { verifyJwt: false, hash: null },
      "search does not check callers' tokens",
    ],
  ])('is overtaken by %s, whatever else is missing', (_what, more, words) => {
    const seen = compare([listed(more)], [listed({ slug: 'mail' }), listed()])
    expect(seen).toMatchObject({ is: 'overtaken', text: expect.stringContaining(words) })
  })
})
