const mask = '[redacted]'

/** Each pattern matches a secret by its look; `$1` is the part that may be shown. Quantifiers are bounded where a run could repeat. */
const secretLooks: readonly (readonly [RegExp, string])[] = [
  [/xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{6,}/g, mask],
  [/xapp-[A-Za-z0-9-]{6,}/g, mask],
  [/gh[pousr]_[A-Za-z0-9_.-]{10,}/g, mask],
  [/github_pat_[A-Za-z0-9_]{10,}/g, mask],
  [/(?:sbp_|sb_secret_)[A-Za-z0-9_-]{10,}/g, mask],
  [/vc[a-z]_[A-Za-z0-9]{20,}/g, mask],
  [/[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,}/g, mask],
  [/\bsk-[A-Za-z0-9_-]{16,}/g, mask],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, mask],
  [/eyJ[A-Za-z0-9_-]{6,1000}\.[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*)?/g, mask],
  [/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^"]*?(?:-----END [A-Z0-9 ]{0,40}-----|(?=\\?")|$)/g, mask],
]

/** Places where a secret of any look stands. */
const secretPlaces: readonly (readonly [RegExp, string])[] = [
  [/(https:\/\/hooks\.slack(?:-gov)?\.com\/)[^\s"'<>\\)|]+/g, `$1${mask}`],
  [/(\/slack\/respond\/)[A-Za-z0-9_-]+/g, `$1${mask}`],
  [/(\bpostgres(?:ql)?:\/\/[^\s:/"]{0,200}:)[^\s"]{1,500}@/g, `$1${mask}@`],
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/"@]{0,200}:)[^\s/"@]{1,500}@/g, `$1${mask}@`],
  [/([?&](?:[a-z_-]{0,40}(?:password|token|secret|key|signature)|ticket)=)[^&\s"'\\]+/gi, `$1${mask}`],
  [/\b(Bearer|Basic) [A-Za-z0-9._~+/=-]{16,}/gi, `$1 ${mask}`],
  [
    /("[a-z_-]{0,40}(?:password|secret|token|authorization|cookie|api_?key|private_?key)"\s*:\s*")(?:[^"\\]|\\.)+"/gi,
    `$1${mask}"`,
  ],
]

const secretName = /(?:^|_)(?:TOKEN|SECRET|KEY|PASSWORD|PASSWD|CREDENTIALS?|DATABASE_URL|DSN)$/i
const shortestMasked = 8

/** Masks tokens, keys, passwords in addresses and Slack's one-time addresses, wherever they stand in the text. */
export function redact(text: string): string {
  return [...secretLooks, ...secretPlaces].reduce((shown, [look, shape]) => shown.replace(look, shape), text)
}

/** Like `redact`, and masks the given values too, also as they look inside JSON or an address. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const spellings = [...new Set(secrets.flatMap(spellingsOf))].sort((a, b) => b.length - a.length)
  return (text) => redact(spellings.reduce((shown, secret) => shown.replaceAll(secret, mask), text))
}

/** Whether the text holds something that looks like a token or a private key. */
export function holdsSecret(text: string): boolean {
  return secretLooks.some(([look]) => text.search(look) >= 0)
}

/** The secret values in an environment, told by their variables' names. Under 8 characters a value is left: it may be a word. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env)
    .filter(([name]) => secretName.test(name))
    .flatMap(([, value]) => (value ? spelledIn(value) : []))
    .filter((value) => value.length >= shortestMasked)
}

/** A secret value, and the password in it where it is an address. */
const spelledIn = (value: string): string[] => [value, value.trim(), ...passwordsIn(value)]

/** These values as a log must hide them. Under 8 characters a value is left: it may be a word. */
export const hideable = (values: readonly string[]): string[] =>
  values.flatMap(spelledIn).filter((value) => value.length >= shortestMasked)

function passwordsIn(address: string): string[] {
  if (!URL.canParse(address)) return []
  const { password } = new URL(address)
  return password ? [password, decoded(password)] : []
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function spellingsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1)
  const inJsonTwice = JSON.stringify(inJson).slice(1, -1)
  const longLines = secret.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith('-----'))
  return [secret, inJson, inJsonTwice, encodeURIComponent(secret.toWellFormed()), ...longLines]
}
