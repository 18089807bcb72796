/** Signs what was approved, as a compact JWS (EdDSA) that lives for `lifeMs`. */
export type Signer = (claims: Record<string, unknown>, issuedAt: Date, lifeMs: number) => string
