import { takeId } from './typed.ts'

/** `anyway` is the reason to resolve it before its time; a null text asks for the form. */
export type ResolveCommand = {
  verb: 'resolve'
  id: number | null
  text: string | null
  anyway: string | null
}

/** `3 rolled back`, `rolled back anyway because the provider says so`. */
export function parseResolve(rest: string): ResolveCommand {
  const [id, said] = takeId(rest)
  const [, summary = said, anyway = ''] =
    /^([\s\S]*?)(?:^|\s)anyway,?\s+because\s+([\s\S]+)$/iu.exec(said) ?? []
  return {
    verb: 'resolve',
    id,
    text: summary.replace(/[\s,;]+$/u, '') || null,
    anyway: anyway.trim() || null,
  }
}
