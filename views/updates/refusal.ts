import type { Refusal } from '../../src/domain/refusal.ts'
import type { UpdateRefusal } from '../../src/domain/updates/update-refusal.ts'
import { line, user } from '../text.ts'

const codes = {
  'only-the-commander': true,
} satisfies Record<UpdateRefusal['refused'], true>

export const isUpdateRefusal = (refusal: Refusal): refusal is UpdateRefusal =>
  Object.hasOwn(codes, refusal.refused)

/** Why something about an incident's updates was not done, and what to do about it. */
export function updateRefusalInWords(refusal: UpdateRefusal): string {
  switch (refusal.refused) {
    case 'only-the-commander':
      return `Only ${user(refusal.commander)}, who leads incident ${refusal.id}, may ${line(refusal.may, 100)}, so nothing was changed. Ask them, or take command first with \`/incident claim ${refusal.id}\`.`
  }
}
