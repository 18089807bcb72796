import type { PostmortemPolicy, SeverityPolicy } from '../domain/incident/incident-policy.ts'
import { postmortem } from './schema/postmortem.ts'

type Written = Omit<PostmortemPolicy, 'severities'> & { severities?: string[] | undefined }

/** A team that says nothing writes one when somebody asks for it; one that says something, after the two worst levels. */
export function postmortemFrom(
  written: Written | undefined,
  levels: readonly SeverityPolicy[],
): PostmortemPolicy {
  const usual = levels.map(({ level }) => level).filter((level) => level === 'p0' || level === 'p1')
  if (written) return { ...written, severities: written.severities ?? usual }
  return { ...postmortem.parse({}), severities: [] }
}
