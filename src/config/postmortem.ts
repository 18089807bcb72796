import type { PostmortemPolicy, SeverityPolicy } from '../domain/policy.ts'

type Written = Omit<PostmortemPolicy, 'severities'> & { severities?: string[] | undefined }

const hour = 3_600_000

/** A team that says nothing writes one when somebody asks for it; one that says something, after the two worst levels. */
export function postmortemFrom(
  written: Written | undefined,
  levels: readonly SeverityPolicy[],
): PostmortemPolicy {
  const usual = levels.map(({ level }) => level).filter((level) => level === 'p0' || level === 'p1')
  if (written) return { ...written, severities: written.severities ?? usual }
  return {
    severities: [],
    branch: 'main',
    folder: 'docs/postmortems',
    reviewWithin: 48 * hour,
    remindBefore: [24 * hour, hour],
    reviewers: { users: [] },
  }
}
