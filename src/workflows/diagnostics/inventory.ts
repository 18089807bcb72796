import type { Evidence, Seen } from '../../domain/diagnostic/diagnostic.ts'
import type { FunctionsService } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'

type Compared = { service: FunctionsService; project: string; sha: string | null }

const folder = 'supabase/functions'

/** Functions as pilothouse.yml lists them, as they are deployed and, at a commit, as the repository has them. */
export async function compareFunctions(deps: Deps, { service, project, sha }: Compared): Promise<Seen> {
  const [deployed, inRepository] = await Promise.all([
    deps.functionHost.list(project),
    sha === null ? null : filesAt(deps, service, sha),
  ])
  const live = new Set(deployed.map(({ slug }) => slug))
  const listed = new Set(service.functions.map(({ slug }) => slug))
  const all = [...new Set([...listed, ...live, ...(inRepository?.slugs ?? [])])].sort()
  const isThere = (slug: string) => {
    const entrypoint = service.functions.find((one) => one.slug === slug)?.entrypoint
    return inRepository === null
      ? null
      : inRepository.slugs.has(slug) || inRepository.paths.has(entrypoint ?? '')
  }
  const findings = all.flatMap((slug) =>
    compare(slug, { isListed: listed.has(slug), isLive: live.has(slug), isThere: isThere(slug) }, service),
  )
  const rows = all.map((slug) => [slug, ...[listed.has(slug), live.has(slug), isThere(slug)].map(yesOrNo)])
  const table = {
    title: 'where each is',
    columns: ['Function', 'pilothouse.yml', 'Deployed', 'Repository'],
    rows,
  }
  const well: Evidence = { what: 'Functions', is: 'ok', why: `all ${all.length} are where they should be` }
  return { findings: findings.length > 0 ? findings : [well], tables: [table] }
}

async function filesAt({ codeHost }: Deps, { repository }: FunctionsService, sha: string) {
  const paths = new Set(await codeHost.listFiles(repository, sha, folder))
  const slugs = [...paths].flatMap(
    (path) => /([^/_][^/]*)\/index\.(?:ts|js|tsx|jsx|mjs)$/.exec(path)?.[1] ?? [],
  )
  return { paths, slugs: new Set(slugs) }
}

type Where = { isListed: boolean; isLive: boolean; isThere: boolean | null }

function compare(slug: string, { isListed, isLive, isThere }: Where, service: FunctionsService): Evidence[] {
  if (isListed && !isLive)
    return [
      { what: slug, is: 'trouble', why: 'it is configured and not deployed', fix: `Deploy ${service.name}.` },
    ]
  if (isListed && isThere === false)
    return [
      {
        ...{
          what: slug,
          is: 'trouble',
          why: 'it is configured, and the repository does not have it at that commit',
        },
        fix: 'Add it to the repository, or take it out of pilothouse.yml: a release would fail.',
      },
    ]
  if (!isListed && isLive)
    return [
      {
        ...{ what: slug, is: 'warning', why: 'it is deployed, and nobody looks after it here' },
        fix: `Add it to the functions of ${service.name} in pilothouse.yml, or delete it.`,
      },
    ]
  if (!isListed && isThere)
    return [
      {
        ...{
          what: slug,
          is: 'warning',
          why: 'the repository has it, and it is neither configured nor deployed',
        },
        fix: `Add it to the functions of ${service.name} in pilothouse.yml, or delete it.`,
      },
    ]
  return []
}

const yesOrNo = (is: boolean | null): string => (is === null ? 'not looked' : is ? 'yes' : 'no')
