import { createPrivateKey } from 'node:crypto'
import { z } from 'zod'
import { closest } from '../domain/suggestion.ts'
import type { Variables } from './team.ts'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/*
 * Each error is the rest of a sentence that begins with the variable's name. Only what is no secret is repeated.
 */
const variables = z.object({
  SLACK_BOT_TOKEN: secret(
    /^xoxb-\S{6,}$/,
    'is not a bot token, which begins with "xoxb-"; copy it from the page "OAuth & Permissions" of your Slack app.',
  ).optional(),
  SLACK_APP_TOKEN: secret(
    /^xapp-\S{6,}$/,
    'is not an app-level token, which begins with "xapp-"; make one with the scope connections:write on the page "Basic Information" of your Slack app.',
  ).optional(),
  SLACK_SIGNING_SECRET: secret(
    /^\S{16,}$/,
    'is too short to be a signing secret; copy it from the page "Basic Information" of your Slack app.',
  ).optional(),
  GITHUB_TOKEN: secret(
    /^[\x21-\x7e]{10,}$/,
    'is not a GitHub token; make one on github.com under Settings, Developer settings.',
  ).optional(),
  GITHUB_APP_ID: wholeNumber(
    1,
    Number.MAX_SAFE_INTEGER,
    'the number on the page of your GitHub App',
  ).optional(),
  GITHUB_APP_PRIVATE_KEY: z
    .string()
    .transform((key) => key.replaceAll('\\n', '\n').trim())
    .refine((key) => /^-----BEGIN [A-Z ]*PRIVATE KEY-----\s[\s\S]+-----END /.test(key), {
      error:
        'is not a private key in PEM form; paste the whole .pem file, with its line ends or with \\n for each.',
    })
    .optional(),
  VERCEL_TOKEN: secret(
    /^[\x21-\x7e]{10,}$/,
    'is not a Vercel token; make one on vercel.com under Account Settings, Tokens.',
  ).optional(),
  SUPABASE_ACCESS_TOKEN: secret(
    /^sbp_\S{10,}$/,
    'is not a Supabase access token, which begins with "sbp_"; make one on supabase.com under Account, Access Tokens.',
  ).optional(),
  PILOTHOUSE_SIGNING_KEY: z
    .string()
    .transform((key) => key.replaceAll('\\n', '\n').trim())
    .refine(isSigningKey, {
      error:
        'is not an Ed25519 private key in PEM form; make one with "openssl genpkey -algorithm ed25519" and paste it whole, with its line ends or with \\n for each.',
    })
    .optional(),
  PILOTHOUSE_WEB_URL: z
    .string()
    .refine((url) => url === 'self' || isAddress(url), {
      error: wrong(
        'the web address at which people reach Pilothouse, such as https://pilothouse.example.com, or self',
      ),
    })
    .transform(withoutSlash)
    .optional(),
  PILOTHOUSE_LINK_SECRET: secret(
    /^\S{32,}$/,
    'is too short to sign links with; make one of at least 32 characters with "openssl rand -hex 32".',
  ).optional(),
  PILOTHOUSE_METRICS_TOKEN: secret(
    /^[\x21-\x7e]{16,}$/,
    'is too short for a token; make one of at least 16 characters with "openssl rand -hex 32".',
  ).optional(),
  DATABASE_URL: secret(
    /^postgres(?:ql)?:\/\/\S+$/,
    'is not a Postgres address; it must look like postgres://user:password@host:5432/name.',
  ).optional(),
  SMTP_URL: secret(
    /^smtps?:\/\/\S+$/,
    'is not the address of a mail server; it must look like smtps://user:password@host:465.',
  ).optional(),
  PAGERDUTY_EVENTS_URL: address('https://events.pagerduty.com').transform(withoutSlash),
  SLACK_API_URL: address('https://slack.com/api/').transform((url) => `${url.replace(/\/+$/, '')}/`),
  GITHUB_API_URL: address('https://api.github.com').transform(withoutSlash),
  VERCEL_API_URL: address('https://api.vercel.com').transform(withoutSlash),
  SUPABASE_API_URL: address('https://api.supabase.com').transform(withoutSlash),
  SUPABASE_PROJECT_URL: z
    .string()
    .refine((url) => url.includes('{ref}'), {
      error: 'must hold {ref}, which stands for the project’s reference.',
    })
    .default('https://{ref}.supabase.co'),
  PILOTHOUSE_CONFIG: z.string().default('pilothouse.yml'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, { error: wrong('a host name or an address such as 127.0.0.1') })
    .optional(),
  PORT: wholeNumber(0, 65_535, 'a port from 1 to 65535, or 0 for any free one').default(3000),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(logLevels, { error: wrongLevel }))
    .default('info'),
})
export type Raw = z.output<typeof variables>

/** The variables that Pilothouse knows, parsed; an empty one counts as not set. */
export function readVariables(env: Variables): { ok: Raw } | { problems: string[] } {
  const known = Object.keys(variables.shape).map((name) => [name, env[name]?.trim() || undefined])
  const parsed = variables.safeParse(Object.fromEntries(known))
  if (parsed.success) return { ok: parsed.data }
  return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) }
}

function isSigningKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

function secret(shape: RegExp, words: string) {
  return z.string().regex(shape, { error: words })
}

function isAddress(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol)
}

function address(usual: string) {
  return z
    .string()
    .refine(isAddress, { error: wrong(`a web address, such as ${usual}`) })
    .default(usual)
}

function wholeNumber(from: number, to: number, words: string) {
  return z
    .string()
    .regex(/^\d{1,15}$/, { error: wrong(words) })
    .transform(Number)
    .refine((number) => number >= from && number <= to, { error: wrong(words) })
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

function wrong(words: string) {
  return ({ input }: { input?: unknown }) => `is ${JSON.stringify(String(input))}; it must be ${words}.`
}

function wrongLevel({ input }: { input?: unknown }): string {
  const meant = closest(String(input), logLevels)
  return `is ${JSON.stringify(input)}; it must be one of ${logLevels.join(', ')}${meant ? ` (did you mean "${meant}"?)` : ''}.`
}
