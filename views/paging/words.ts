import type { PageTarget } from '../../src/domain/paging/page.ts'
import { channel, code, group, user } from '../text.ts'

/** Whom a page goes to, for mrkdwn. A group is named, which tells its members. */
export function targetInText(target: PageTarget): string {
  switch (target.to) {
    case 'on-call':
      return 'who is on call'
    case 'user':
      return user(target.user)
    case 'group':
      return group(target.group)
    case 'channel':
      return target.channel === null ? 'everybody in the channel' : channel(target.channel)
    case 'pager':
      return code(target.pager, 60)
  }
}
