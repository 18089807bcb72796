import type { TimelineRefusal } from '../../src/domain/timeline/refusal.ts'
import type { CannotAmend } from '../../src/domain/timeline/revision.ts'
import { code, line, user } from '../text.ts'

/** A "no" about timelines, in words. For mrkdwn. */
export function timelineRefusalInWords(refusal: TimelineRefusal): string {
  const { id } = refusal
  switch (refusal.refused) {
    case 'cannot-amend':
      return `${whyNot[refusal.because](id, refusal.seq)} ${code(`/incident timeline ${id} notes`)} shows the notes with their numbers.`
    case 'incident-locks-nothing':
      return `Incident ${id} keeps nothing from being deployed, so there was nothing to lift. \`/deploy locks\` lists what is locked, by whom and why.`
    case 'no-such-suspect':
      return `Deployment ${refusal.deployment} is no suspect of incident ${id}, so nothing was rolled back. ${code(`/incident suspects ${id}`)} lists them; \`/rollback\` takes back anything else.`
    case 'suspect-not-on-top':
      return refusal.isUnsettled
        ? `Deployment ${refusal.deployment} is live and not settled yet, so it needs no rollback of its own. ${code(`/deploy roll-back ${refusal.deployment}`)} takes it back at once, and so does its card.`
        : `Deployment ${refusal.deployment} can't be taken back from here, because something went live after it. Its card says how it stands; \`/rollback\` lists what can come back.`
    case 'commander-only':
      return `Only the commander of incident ${id}, ${user(refusal.commander)}, can ${line(refusal.verb, 60)}, so nothing was changed. Ask them, or take command with ${code(`/incident claim ${id}`)}.`
  }
}

const whyNot: Record<CannotAmend, (id: number, seq: number) => string> = {
  'not-there': (id, seq) => `The timeline of incident ${id} has no entry ${seq}, so nothing was corrected.`,
  'not-a-note': (_id, seq) =>
    `Entry ${seq} is not a note, so it can't be corrected. Add a note that says what is right instead.`,
  'not-yours': (_id, seq) =>
    `Entry ${seq} is somebody else's note, so it was left as it is. Ask them, or add a note of your own.`,
  'so-already': (_id, seq) => `Entry ${seq} says exactly that already, so nothing was corrected.`,
}
