import type { RolePolicy } from '../domain/incident/role.ts'

const roleDefaults: Readonly<Record<string, string>> = {
  communications: 'Writes the status updates, and answers those who ask how it stands',
  scribe: 'Keeps the timeline: what was seen, what was decided, who did what',
}

/** The two usual roles, described as the file says, and whatever others it names. */
export const rolesFrom = (written: Readonly<Record<string, string>> = {}): RolePolicy[] =>
  Object.entries({ ...roleDefaults, ...written }).map(([name, description]) => ({ name, description }))
