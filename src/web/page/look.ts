import { createHash } from 'node:crypto'
import type { PagePolicy } from '../../domain/page/page-policy.ts'

const light = `--ink: #1d1c1d; --faint: #55585d; --paper: #fff; --soft: #f4f4f5; --line: #d5d7da; --link: #0b57d0;
--operational: #1a7f4b; --maintenance: #2457a6; --unknown: #5f6670; --degraded: #8a5a00; --partial: #b5420a; --major: #b3121f`
const dark = `--ink: #ececec; --faint: #b4b7bb; --paper: #16191c; --soft: #22262b; --line: #454a51; --link: #9cc2ff;
--operational: #4cc38a; --maintenance: #8ab4ff; --unknown: #a9aeb5; --degraded: #e5b94e; --partial: #ff9d5c; --major: #ff8f8f`

const rules = `
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; border-top: .5rem solid var(--band) }
header, main, footer { max-width: 52rem; margin: 0 auto; padding: 1rem }
header img { display: block; max-height: 3rem; max-width: 100%; margin-bottom: .5rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem } h3 { font-size: 1rem; margin: 0 }
h1, h2, h3, p, li, dd { overflow-wrap: anywhere; line-height: 1.4 } h1, p { margin: .25rem 0 }
a { color: var(--link) } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
ul, ol { list-style: none; margin: 0; padding: 0 }
.faint { color: var(--faint); font-size: .875rem } .old { border: 2px solid var(--major); padding: .5rem .75rem; border-radius: .4rem }
.overall, .card { border: 1px solid var(--line); border-left: .5rem solid var(--tone); border-radius: .4rem; background: var(--soft); padding: .75rem 1rem; margin: .75rem 0 }
.overall { font-size: 1.25rem; font-weight: 600 }
.component { border-bottom: 1px solid var(--line); padding: .9rem 0 }
.row { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem } .row > * { min-width: 0 }
.state { color: var(--tone); font-weight: 600 } .sign { display: inline-block; min-width: 1.1em; text-align: center }
.bars { display: block; width: 100%; height: 2rem; margin: .4rem 0 }
.operational { --tone: var(--operational) } .maintenance { --tone: var(--maintenance) } .unknown { --tone: var(--unknown) }
.degraded { --tone: var(--degraded) } .partial-outage { --tone: var(--partial) } .major-outage { --tone: var(--major) }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.bars path { fill: var(--tone) } summary { cursor: pointer } .updates li { margin: .6rem 0 }
@media (forced-colors: active) { .bars path { fill: CanvasText } }
`

/** The whole style: the band on top is the team's, all else has contrasts that are known. */
export const styleOf = ({ colours }: PagePolicy): string =>
  `:root { color-scheme: light dark; ${light}; --band: ${colours.light} }
@media (prefers-color-scheme: dark) { :root { ${dark}; --band: ${colours.dark} } }${rules}`

/** Takes the newest page every 30 s, and says so where the one that is shown is older than ten minutes. */
export const script = `
const made = () => Date.parse(document.querySelector('[data-made]').dataset.made)
const sayAge = () => { document.getElementById('old').hidden = Date.now() - made() < 600000 }
const overall = (page) => page.querySelector('.overall')?.dataset.says
async function look() {
  try {
    const answer = await fetch(location.href, { cache: 'no-cache' })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const [old, fresh] = [document, page].map((one) => one.querySelector('main'))
    if (!fresh || page.querySelector('[data-made]').dataset.made === document.querySelector('[data-made]').dataset.made) return
    for (const { id } of old.querySelectorAll('details[open]')) page.getElementById(id)?.setAttribute('open', '')
    const [was, is] = [document, page].map(overall)
    const focused = document.activeElement?.id
    old.replaceWith(document.adoptNode(fresh))
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
    if (was !== is) document.getElementById('news').textContent = is
  } catch {
    // The next look may go better; until then the page says how old it is.
  } finally {
    sayAge()
  }
}
sayAge()
setInterval(look, 30000)
`

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** What the page may load and run: its own style and script, the logo, and itself anew. */
export function contentPolicy(policy: PagePolicy): Record<string, string[]> {
  const { logo } = policy
  const elsewhere = logo?.startsWith('https://') ? [new URL(logo).origin] : []
  return {
    defaultSrc: ["'none'"],
    styleSrc: [hashed(styleOf(policy))],
    scriptSrc: [hashed(script)],
    imgSrc: ["'self'", ...elsewhere],
    connectSrc: ["'self'"],
    formAction: ["'none'"],
    baseUri: ["'none'"],
  }
}

/** The same as text, for hosts that send no headers of their own. */
export const policyText = (policy: PagePolicy): string =>
  Object.entries(contentPolicy(policy))
    .map(
      ([name, values]) =>
        `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${values.join(' ')}`,
    )
    .join('; ')
