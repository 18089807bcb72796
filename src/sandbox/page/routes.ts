import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { favicon, shell } from './shell.ts'

const entry = fileURLToPath(new URL('./main.tsx', import.meta.url))
const styleSheets = [
  'tokens',
  'layout',
  'sidebar',
  'messages',
  'composer',
  'blocks',
  'cards',
  'elements',
  'dialogs',
  'panes',
]

/** Nothing from elsewhere, no inline script. Pictures in messages may come from anywhere on https. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The sandbox's page. The script is bundled at the first request and kept in memory. */
export function pageRoutes(): Hono {
  const routes = new Hono()
  routes.get('/', (context) => context.html(shell, 200, pageHeaders))
  routes.get('/sandbox/page.js', async (context) =>
    context.body(await script(), 200, typed('text/javascript')),
  )
  routes.get('/sandbox/page.css', async (context) => context.body(await styles(), 200, typed('text/css')))
  routes.get('/favicon.svg', (context) => context.body(favicon, 200, typed('image/svg+xml')))
  routes.get('/favicon.ico', (context) => context.redirect('/favicon.svg', 301))
  return routes
}

/** The same for every world in this process: they come from the same files. */
const script = once(bundle)
const styles = once(readStyles)

const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

function typed(type: string) {
  return {
    'content-type': `${type}; charset=utf-8`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  }
}

/** Does the work at the first call; a failure is not remembered. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined
  return () => {
    begun ??= work().catch((error: unknown) => {
      begun = undefined
      throw error
    })
    return begun
  }
}

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}

async function readStyles(): Promise<string> {
  const sheets = styleSheets.map((name) => readFile(new URL(`./${name}.css`, import.meta.url), 'utf8'))
  return (await Promise.all(sheets)).join('\n')
}
