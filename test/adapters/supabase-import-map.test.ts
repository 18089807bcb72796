import { describe, expect, test } from 'vitest'
import { folder, follow, pathsOf, sentences } from './supabase-repository.ts'

describe('an import map', () => {
  const source = { 'index.ts': `import 'a'`, 'a.ts': '', 'b.ts': '' }

  test('is found beside the function, else in the functions’ folder, and travels along', async () => {
    const map = '{ "imports": { "a": "./a.ts" } }'
    for (const name of ['deno.json', 'deno.jsonc', 'import_map.json'])
      expect(await pathsOf({ ...source, [name]: map })).toEqual(['a.ts', name, 'index.ts'].sort())
    const shared = {
      ...source,
      '/supabase/functions/import_map.json': '{ "imports": { "a": "./hello/b.ts" } }',
    }
    expect(await follow(shared).followed).toMatchObject({
      ok: true,
      importMap: 'supabase/functions/import_map.json',
    })
    expect(await pathsOf({ ...shared, 'deno.json': map })).toEqual(['a.ts', 'deno.json', 'index.ts'])
  })

  test('that is configured is used, and missed where it is not there', async () => {
    const named = { ...source, '/maps/x.json': `{ "imports": { "a": "../${folder}/b.ts" } }` }
    expect(await pathsOf(named, { importMap: 'maps/x.json' })).toContain('b.ts')
    expect(await sentences(source, { importMap: 'maps/y.json' })).toContain(
      'The configuration names `maps/y.json`, which is not in the repository at this commit.',
    )
  })

  test('may have comments and trailing commas, as Deno’s has', async () => {
    const map = '{ // ours\n "imports": { /* all */ "a": "./a.ts", "u": "https://x.test//y,}", }, }'
    expect(await pathsOf({ ...source, 'deno.json': map })).toContain('a.ts')
  })

  test('may be another file that deno.json points at', async () => {
    const files = {
      ...source,
      'deno.json': '{ "importMap": "./map.json" }',
      'map.json': '{ "imports": { "a": "./b.ts" } }',
    }
    expect(await pathsOf(files)).toEqual(['b.ts', 'deno.json', 'index.ts', 'map.json'])
    expect(await follow(files).followed).toMatchObject({ importMap: `${folder}/map.json` })
  })

  test('explains folders, packages and their parts; the longest name wins, and scopes before all', async () => {
    const map = {
      imports: { '@/': './lib/', '@/deep/': './other/', zod: 'npm:zod@4', a: './a.ts' },
      scopes: { './lib/': { a: './b.ts' } },
    }
    const files = {
      ...source,
      'index.ts': `import '@/x.ts'; import '@/deep/y.ts'; import 'zod'; import 'zod/mini'`,
      'lib/x.ts': `import 'a'`,
      'other/y.ts': `import 'a'`,
      'deno.json': JSON.stringify(map),
    }
    expect(await pathsOf(files)).toEqual(['a.ts', 'b.ts', 'deno.json', 'index.ts', 'lib/x.ts', 'other/y.ts'])
  })

  test('that is no JSON is named', async () => {
    expect(await sentences({ ...source, 'deno.json': '{' })).toContain(
      `The configuration names \`${folder}/deno.json\`, which cannot be parsed.`,
    )
  })
})
