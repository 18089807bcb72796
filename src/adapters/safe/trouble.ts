/** Why no answer came, in words that follow the host. `patienceMs` is how long was waited, null where it broke before. */
export function whyUnanswered(error: unknown, patienceMs: number | null): string {
  if (patienceMs !== null) return `gave no answer within ${patienceMs / 1000} s`
  const code = codeOf(error)
  return words[code] ?? `gave no answer (${code})`
}

const words: Record<string, string> = {
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'broke the connection off',
  ENOTFOUND: 'is a name that nobody knows (DNS)',
  EAI_AGAIN: 'could not be looked up (DNS)',
  EHOSTUNREACH: 'can’t be reached from here',
  ENETUNREACH: 'can’t be reached from here',
  EPROTO: 'does not speak TLS there',
  HPE_HEADER_OVERFLOW: 'answered with more headers than are read',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has the certificate of another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a self-signed certificate, which nobody trusts',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate that goes back to one which nobody trusts',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'does not send the certificates in between, so that its own can’t be verified',
}

/** Several addresses of one host that all fail come as one error with many in it. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'connection lost'
}
