import type { Publishers } from '../../src/domain/updates/update-policy.ts'
import { either, group, user } from '../text.ts'

/** "@approvers or @priya" */
export const publishersInWords = (who: Publishers): string =>
  either([...(who.group ? [group(who.group)] : []), ...who.users.map(user)])
