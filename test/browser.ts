import { existsSync } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import chromium, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

const parts = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']

/** Where the package keeps its archives. */
const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin')

/** One process for all of it is for machines with a tenth of our memory; here a crashed page would end the browser. */
const unwantedFlags = ['--single-process', '--no-zygote', '--disable-web-security']

/** A headless browser from npm alone: it brings its own libraries and fonts. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  const home = await unpackOnce()
  return playwright.launch({
    executablePath: join(home, 'chromium'),
    args: [
      ...chromium.args.filter((flag) => !unwantedFlags.includes(flag)),
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: [join(home, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  })
}

/**
 * Unpacks beside its final place and renames, so that two test workers starting at once never run half a browser.
 * The size in the name tells one version of the browser from the next.
 */
async function unpackOnce(): Promise<string> {
  const { size } = await stat(join(packed, 'chromium.br'))
  const home = join(tmpdir(), `pilothouse-browser-${process.getuid?.() ?? 0}-${size}`)
  if (existsSync(home)) return home
  const draft = `${home}.${process.pid}`
  await mkdir(draft, { recursive: true })
  await inflateInto(draft)
  await writeFile(join(draft, 'fonts/fonts.conf'), fontsConfiguration(home))
  await rename(draft, home).catch(() => rm(draft, { recursive: true, force: true }))
  return home
}

/** The package's own file names folders of its home cloud. The machine's fonts, if any, add symbols and emoji. */
function fontsConfiguration(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`
}

async function inflateInto(folder: string): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    await Promise.all(parts.map((part) => inflate(join(packed, part))))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
