import { StartupError } from '../../domain/errors.ts'

/** Where a database is, for sentences: no password in it. */
export type Address = { host: string; port: string; user: string; database: string; password: string }

/** Throws StartupError where `url` is not the address of a Postgres. */
export function parseDatabaseUrl(url: string): Address {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !['postgres:', 'postgresql:'].includes(parsed.protocol)) {
    throw new StartupError(
      'DATABASE_URL is not the address of a Postgres. It should look like postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
    )
  }
  return {
    host: parsed.searchParams.get('host') ?? parsed.hostname,
    port: parsed.port || '5432',
    user: decode(parsed.username),
    database: decode(parsed.pathname.slice(1)) || decode(parsed.username),
    password: decode(parsed.password),
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** One sentence for whatever went wrong while connecting. */
export function describeConnectError(error: unknown, address: Address): StartupError {
  if (error instanceof StartupError) return error
  const sentence = sentenceFor(codeOf(error), messageOf(error), address)
  return new StartupError(withoutPassword(sentence, address.password), error)
}

const sentences: Record<string, (address: Address) => string> = {
  '28P01': wrongLogin,
  '28000': wrongLogin,
  '3D000': ({ database, ...at }) =>
    `${server(at)} has no database "${database}". Create it, or correct the name at the end of DATABASE_URL.`,
  '53300': (at) =>
    `${server(at)} has no free connection. Pilothouse needs about 20; raise the limit or close others.`,
  '57P03': (at) => `${server(at)} is just starting or stopping. Start Pilothouse again in a moment.`,
  ENOTFOUND: noSuchHost,
  EAI_AGAIN: noSuchHost,
  ECONNREFUSED: (at) =>
    `Nothing answers at ${at.host}:${at.port}. Is Postgres running there? Check DATABASE_URL.`,
  ENOENT: (at) => `There is no Postgres socket in ${at.host}. Is it running? Check DATABASE_URL.`,
  EACCES: (at) => `The Postgres socket in ${at.host} may not be opened by this operating system user.`,
  ETIMEDOUT: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
}

function sentenceFor(code: string, message: string, address: Address): string {
  const known = sentences[code]
  if (known) return known(address)
  if (/timeout|timed out/i.test(message)) return noAnswer(address)
  if (/does not support SSL/i.test(message)) {
    return `${server(address)} does not speak TLS. Remove sslmode from DATABASE_URL, or switch TLS on there.`
  }
  return `${server(address)} can't be used: ${message || code}. Check DATABASE_URL.`
}

function server({ host, port }: Pick<Address, 'host' | 'port'>): string {
  return host.startsWith('/') ? `Postgres in ${host}` : `Postgres at ${host}:${port}`
}

function wrongLogin(at: Address): string {
  return `${server(at)} refused the user "${at.user}" with this password. Correct them in DATABASE_URL.`
}

function noSuchHost(at: Address): string {
  return `There is no host named ${at.host}. Correct DATABASE_URL, or check the network.`
}

function noAnswer(at: Address): string {
  return `${server(at)} does not answer. Is a firewall in between, or the address wrong? Check DATABASE_URL.`
}

function untrusted(at: Address): string {
  return `${server(at)} shows a certificate that this machine does not trust. Name its authority with sslrootcert= in DATABASE_URL or in NODE_EXTRA_CA_CERTS.`
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function withoutPassword(sentence: string, password: string): string {
  if (password === '') return sentence
  return sentence.replaceAll(password, '…').replaceAll(encodeURIComponent(password), '…')
}
