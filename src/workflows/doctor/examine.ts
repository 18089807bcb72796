import type { ExaminedPart, Finding } from '../../domain/status/finding.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { ownPart, surroundingsPart, testPost } from './own.ts'
import { databasesPart, githubPart, slackPart, supabasePart, vercelPart } from './providers.ts'

const parts: Record<string, (deps: Deps, invoker: Invoker) => Promise<Finding[]>> = {
  Slack: slackPart,
  'Writing to people': testPost,
  GitHub: githubPart,
  Vercel: vercelPart,
  Supabase: supabasePart,
  'Databases that are looked at': databasesPart,
  Pilothouse: ownPart,
  'Around it': surroundingsPart,
}

/** Looks at everything at once; `progressed` is told each time a part is done. Never throws but where that does. */
export async function examine(
  deps: Deps,
  invoker: Invoker,
  progressed: (parts: readonly ExaminedPart[]) => void,
): Promise<ExaminedPart[]> {
  const examined: ExaminedPart[] = Object.keys(parts).map((name) => ({ name, findings: null }))
  await Promise.all(
    Object.values(parts).map(async (look, index) => {
      const findings = await look(deps, invoker)
      const name = examined[index]?.name ?? ''
      examined[index] = { name, findings }
      progressed([...examined])
    }),
  )
  return examined.filter(({ findings }) => findings !== null && findings.length > 0)
}
