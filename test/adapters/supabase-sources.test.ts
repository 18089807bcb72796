import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entrypoint, folder, follow, pathsOf, sentences } from './supabase-repository.ts'

describe('the files of a function', () => {
  test.each([
    ['a static import', `import { a } from './a.ts'`],
    ['an import for its effect', `import './a.ts'`],
    ['a default and a namespace import', `import b, * as all from './a.ts'`],
    ['a re-export', `export { a } from './a.ts'`],
    ['a re-export of everything', `export * from './a.ts'`],
    ['a named re-export of everything', `export * as a from './a.ts'`],
    ['a dynamic import', `const a = await import('./a.ts')`],
    ['a dynamic import in a template', 'const a = await import(`./a.ts`)'],
    ['an import among types', `import { type B, a } from './a.ts'`],
    ['a type alone that is there', `import type { A } from './a.ts'`],
    ['an import between generics', `const x = <T,>(y: T) => y as unknown as Array<T>\nimport './a.ts'`],
    ['an import after a regular expression', `const quote = /['"\`]/\nimport './a.ts'`],
    ['a path with detours', `import '../hello/a.ts'`],
  ])('include %s', async (_what, source) => {
    expect(await pathsOf({ 'index.ts': source, 'a.ts': 'export const a = 1' })).toEqual(['a.ts', 'index.ts'])
  })

  test.each([
    ['a comment', `// import './a.ts'\n/* export * from './a.ts' */`],
    ['a text', `const text = "import './a.ts'"`],
    ['a template', 'const text = `import "./a.ts"`'],
    ['a method of that name', `loader.import('./a.ts')`],
    ['a name that is worked out', 'const a = await import(`./$' + '{name}.ts`)'],
  ])('leave out %s', async (_what, source) => {
    expect(await pathsOf({ 'index.ts': source, 'a.ts': '' })).toEqual(['index.ts'])
  })

  test('are followed through shared files, in circles, and each is read once', async () => {
    const { followed, reads } = follow(
      {
        'index.ts': `import '../_shared/a.ts'; import './b.ts'`,
        'b.ts': `import '../_shared/a.ts'; import './index.ts'`,
        '/supabase/functions/_shared/a.ts': `import './c.ts'`,
        '/supabase/functions/_shared/c.ts': `export * from './a.ts'`,
      },
      { importMap: null },
    )
    expect(await followed).toMatchObject({ ok: true, importMap: null })
    expect(reads.toSorted()).toEqual(
      ['../_shared/a.ts', '../_shared/c.ts', 'b.ts', 'index.ts']
        .map((path) => `${folder}/${path}`.replace('hello/../', ''))
        .toSorted(),
    )
  })

  test('include JSON, JSX, enums and decorators', async () => {
    const source = `import data from './data.json' with { type: 'json' }
import { Mail } from './mail.tsx'
enum Tone { Warm }
@sealed class Box {}`
    const mail = `import './styles.js'\nexport const Mail = () => <p title="it's">Don't 'panic</p>`
    expect(
      await pathsOf({ 'index.ts': source, 'data.json': '{', 'mail.tsx': mail, 'styles.js': '' }),
    ).toEqual(['data.json', 'index.ts', 'mail.tsx', 'styles.js'])
  })

  test('leave registries, the network and the runtime to Supabase', async () => {
    const source = [
      'npm:zod@4',
      'jsr:@std/assert',
      'https://esm.sh/x',
      'node:crypto',
      'data:text/javascript,',
    ]
      .map((from) => `import '${from}'`)
      .join('\n')
    expect(await pathsOf({ 'index.ts': source })).toEqual(['index.ts'])
  })

  test('include static files by their globs', async () => {
    const files = { 'index.ts': '', 'mails/a.html': '', 'mails/deep/b.html': '', 'mails/c.txt': '' }
    const within = (pattern: string) => pathsOf(files, { staticPatterns: [`./${folder}/${pattern}`] })
    expect(await within('mails/*.html')).toEqual(['index.ts', 'mails/a.html'])
    expect(await within('mails/**/*.html')).toEqual(['index.ts', 'mails/a.html', 'mails/deep/b.html'])
    expect(await within('mails/c.txt')).toEqual(['index.ts', 'mails/c.txt'])
  })
})

describe('what is in the way', () => {
  test.each([
    [
      'a missing file',
      `import '../_shared/tax.ts'`,
      '`supabase/functions/_shared/tax.ts`, which is not in the repository at this commit.',
    ],
    [
      'a file outside of the repository',
      `import '../../../../x.ts'`,
      '`../../../../x.ts`, which is outside of the repository.',
    ],
    ['a file of the machine', `import '/etc/passwd'`, '`/etc/passwd`, which is outside of the repository.'],
    ['a name that nothing explains', `import 'lodash'`, '`lodash`, a name that no import map explains.'],
  ])('is named with who asks for it: %s', async (_what, source, words) => {
    expect(await sentences({ 'index.ts': source })).toEqual([`\`${entrypoint}\` imports ${words}`])
  })

  test('is told all at once, also from deep below', async () => {
    const files = {
      'index.ts': `import './a.ts'; import './gone.ts'`,
      'a.ts': `import 'b'\nimport './c.ts'`,
      'c.ts': 'const = 1',
    }
    expect(await sentences(files)).toEqual([
      `\`${folder}/a.ts\` imports \`b\`, a name that no import map explains.`,
      `\`${folder}/a.ts\` imports \`${folder}/c.ts\`, which cannot be parsed.`,
      `\`${entrypoint}\` imports \`${folder}/gone.ts\`, which is not in the repository at this commit.`,
    ])
  })

  test('is not a type that is gone when the function runs', async () => {
    expect(
      await sentences({ 'index.ts': `import type { A } from './gone.ts'; export type { B } from 'gone'` }),
    ).toEqual([])
  })

  test('is an entrypoint or static files that are not there', async () => {
    expect(await sentences({})).toEqual([
      `The configuration names \`${entrypoint}\`, which is not in the repository at this commit.`,
    ])
    expect(await sentences({ 'index.ts': '' }, { staticPatterns: ['mails/*.html'] })).toEqual([
      'The configuration names `mails/*.html`, which matches no file at this commit.',
    ])
  })
})

test('exactly the files within reach are found, whatever imports whatever', async () => {
  const size = 8
  const edges = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 20 })
  const forms = [
    (to: number) => `import './${to}.ts'`,
    (to: number) => `export * from './${to}.ts'`,
    (to: number) => `void import('./${to}.ts')`,
  ]
  await fc.assert(
    fc.asyncProperty(edges, fc.nat(2), async (imports, form) => {
      const sources = Array.from({ length: size }, (_, from) =>
        imports
          .filter(([one]) => one === from)
          .map(([, to]) => forms[form]?.(to))
          .join('\n'),
      )
      const texts = Object.fromEntries(sources.map((source, index) => [`${index}.ts`, source]))
      const within = new Set([0])
      for (const from of within) for (const [one, to] of imports) if (one === from) within.add(to)
      const found = await pathsOf(texts, { entrypoint: `${folder}/0.ts` })
      expect(found).toEqual([...within].map((index) => `${index}.ts`).sort())
    }),
    { numRuns: 60 },
  )
})
