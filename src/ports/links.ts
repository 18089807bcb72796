import type { UserId } from '../domain/people.ts'

/** Who may do what on the page for when Slack is away; `name` is what they are called, where that was known. */
export type LinkClaims = { incident: number; user: UserId; name: string | null }

/** Links to that page, each for one person and one incident. */
export type Links = {
  /** Where that page is, without a slash at the end. */
  address(): string
  /** An address that works for `lifeMs` from now. Whoever has it acts as that person, so it is told to nobody else. */
  linkFor(claims: LinkClaims, lifeMs: number): string
  /** What the link's token stands for; null where it was never ours or its time is over. */
  read(token: string): LinkClaims | null
  /** A mark that only a form of this page can carry, and its check. */
  sealForm(token: string, form: string): string
  isSealed(token: string, form: string, seal: string): boolean
}
