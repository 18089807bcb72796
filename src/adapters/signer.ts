import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { Signer } from '../ports.ts'

/** Signs with an Ed25519 key, https://www.rfc-editor.org/rfc/rfc8037#section-3.1. */
export function createSigner(privateKeyPem: string): Signer {
  const key = createPrivateKey(privateKeyPem)
  return (claims, issuedAt, lifeMs) => compact(key, { ...claims, ...lifetime(issuedAt, lifeMs) })
}

/** In whole seconds, as https://www.rfc-editor.org/rfc/rfc7519#section-4.1 has it. */
function lifetime(issuedAt: Date, lifeMs: number) {
  const iat = Math.floor(issuedAt.getTime() / 1000)
  return { iat, exp: iat + Math.ceil(lifeMs / 1000) }
}

function compact(key: KeyObject, payload: object): string {
  const text = [{ alg: 'EdDSA', typ: 'JWT' }, payload].map(encoded).join('.')
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
