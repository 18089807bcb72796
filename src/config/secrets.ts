import { readFileSync } from 'node:fs'
import { type Problem, pathText, readTree, type Use } from './tree.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** Settings in which something is only named, so that hiding the value would hide words that the log needs. */
const naming = new Set([
  ...[
    'from',
    'to',
    'team',
    'project',
    'repository',
    'workflow',
    'ref',
    'name',
    'timeZone',
    'environments',
    'services',
  ],
  ...['slack', 'github', 'channel', 'group', 'users', 'except', 'exceptGroup', 'aliases'],
])

/**
 * The values that the file takes by `${NAME}`, which the log must hide whatever the variables are called: all but those
 * of web addresses, and of settings that name something. Throws where the file can't be read.
 */
export function secretsInConfigFile(file: string, env: Variables): string[] {
  const { uses } = readTree(readFileSync(file, 'utf8'), env, (text) => text)
  return uses.filter(isSecret).flatMap(({ name }) => env[name]?.trim() || [])
}

function isSecret({ path, text }: Use): boolean {
  const keys = path.filter((step) => typeof step === 'string')
  const isNaming = keys[0] === 'channels' || naming.has(keys.at(-1) ?? '')
  return !isNaming && !isOpenAddress(text)
}

/** One without a password in it. */
const isOpenAddress = (text: string): boolean =>
  /^https?:\/\//i.test(text) && URL.canParse(text) && new URL(text).password === ''

type Exposed = { at: RegExp; because: string }

/** Settings whose values people come to read: in a run, on a card, in the audit. */
const exposed: readonly Exposed[] = [
  {
    at: /^services\.[^.]+\.inputs\./,
    because:
      'inputs are visible to everybody who can read the workflow’s run; put a secret into GitHub’s own secrets, and write anything else here as it is.',
  },
  {
    at: /^services\.[^.]+\.smoke\.\d+\.(?:path|contains|headers\.|json\.)/,
    because: 'a smoke test that fails is shown on the card with this; write it as it is, without a secret.',
  },
  {
    at: /^checks\.[^.]+\.(?:contains|headers\.|json\.|query|column)/,
    because: 'a check that fails is shown with this; write it as it is, without a secret.',
  },
  {
    at: /^databases\.[^.]+\.health\./,
    because: 'what a look finds is told with this; write it as it is, without a secret.',
  },
  {
    at: /^(?:capacity|cost)\.[^.]+\.(?:title|unit|value\.(?:query|column|limit|json)|thresholds\.)/,
    because: 'people read this in Slack; write it as it is, without a secret.',
  },
  {
    at: /^integrations\.[^.]+\.(?:switch\.(?:on|off)|check\.contains)$/,
    because:
      'it is kept with every operation and shown to people; let the secret only say on or off, and keep keys elsewhere.',
  },
]

/** Where a value of the environment would come to stand for everybody to read. */
export function exposedSecrets({ uses, places }: ReturnType<typeof readTree>): Problem[] {
  return uses.flatMap(({ path, name }) => {
    const found = exposed.find(({ at }) => at.test(path.join('.')))
    const words = `${pathText(path)} takes \${${name}}, but ${found?.because}`
    return found ? [{ line: places.get(pathText(path))?.line ?? 1, words }] : []
  })
}
