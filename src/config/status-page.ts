import type { PagePolicy } from '../domain/page/page-policy.ts'
import type { TeamFile } from './schema.ts'

/** The public page, with what the rest of the file says where it says nothing itself. */
export function pageFrom({ statusPage, team, timeZone }: TeamFile): PagePolicy | null {
  if (!statusPage) return null
  return {
    ...statusPage,
    title: statusPage.title ?? team,
    timeZone: statusPage.timeZone ?? timeZone,
    components: Object.entries(statusPage.components).map(([name, component]) => ({
      ...component,
      name,
      title: component.title ?? name,
    })),
  }
}
