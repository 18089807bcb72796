import type { TimelineRefusal } from '../../src/domain/timeline/refusal.ts'
import type { Sentences } from './operation-refusals.ts'

export const timelineSentences: Sentences<TimelineRefusal> = {
  'cannot-amend': [
    { refused: 'cannot-amend', id: 3, seq: 14, because: 'not-yours' },
    "Entry 14 is somebody else's note, so it was left as it is. Ask them, or add a note of your own. `/incident timeline 3 notes` shows the notes with their numbers.",
  ],
  'incident-locks-nothing': [
    { refused: 'incident-locks-nothing', id: 3 },
    'Incident 3 keeps nothing from being deployed, so there was nothing to lift. `/deploy locks` lists what is locked, by whom and why.',
  ],
  'no-such-suspect': [
    { refused: 'no-such-suspect', id: 3, deployment: 41 },
    'Deployment 41 is no suspect of incident 3, so nothing was rolled back. `/incident suspects 3` lists them; `/rollback` takes back anything else.',
  ],
  'suspect-not-on-top': [
    { refused: 'suspect-not-on-top', id: 3, deployment: 41, isUnsettled: false },
    "Deployment 41 can't be taken back from here, because something went live after it. Its card says how it stands; `/rollback` lists what can come back.",
  ],
  'commander-only': [
    { refused: 'commander-only', id: 3, commander: 'U0TOMAS0001', verb: 'let deployments go on' },
    'Only the commander of incident 3, <@U0TOMAS0001>, can let deployments go on, so nothing was changed. Ask them, or take command with `/incident claim 3`.',
  ],
}
