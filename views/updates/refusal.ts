import type { Refusal } from '../../src/domain/refusal.ts'
import type { UpdateRefusal } from '../../src/domain/updates/update-refusal.ts'
import { line, sentence, time, user } from '../text.ts'
import { publishersInWords } from './publishers.ts'

const codes = {
  'only-the-commander': true,
  'not-public': true,
  'public-text-too-long': true,
  'may-not-publish': true,
  'no-public-update': true,
  'public-update-decided': true,
  'public-update-outdated': true,
} satisfies Record<UpdateRefusal['refused'], true>

export const isUpdateRefusal = (refusal: Refusal): refusal is UpdateRefusal =>
  Object.hasOwn(codes, refusal.refused)

/** Why something about an incident's updates was not done, and what to do about it. */
export function updateRefusalInWords(refusal: UpdateRefusal): string {
  switch (refusal.refused) {
    case 'only-the-commander':
      return `Only ${user(refusal.commander)}, who leads incident ${refusal.id}, may ${line(refusal.may, 100)}, so nothing was changed. Ask them, or take command first with \`/incident claim ${refusal.id}\`.`
    case 'not-public':
      return `Nothing about incident ${refusal.id} goes onto the public page, because ${kept[refusal.because]}. Nothing was changed.`
    case 'public-text-too-long':
      return `The words for the public page have ${refusal.length} characters, and ${refusal.most} is the most that can be seen whole before they are published. Nothing was saved; shorten them.`
    case 'may-not-publish':
      return `You may not decide what goes onto the public page about incident ${refusal.id}, so nothing was changed. ${whoMay(refusal)}`
    case 'no-public-update':
      return `There is no public update ${refusal.publicId}. Its number stands on its card in the incident’s channel.`
    case 'public-update-decided': {
      const { is, by, at } = refusal.decision
      return `Public update ${refusal.publicId} was ${is} by ${user(by)} ${time(at)} already, so nothing was changed. Other words are suggested with \`/incident public\`.`
    }
    case 'public-update-outdated':
      return `The words of public update ${refusal.publicId} say how it was while incident ${refusal.id} was ${refusal.was}, and it is ${refusal.now} now, so they were not published. Suggest them anew: \`/incident public ${refusal.id} …\``
  }
}

function whoMay({ who, unknown }: Extract<UpdateRefusal, { refused: 'may-not-publish' }>): string {
  if (unknown === null) return `${publishersInWords(who)} may.`
  return `Pilothouse can’t tell who is among ${publishersInWords(who)}: ${sentence(line(unknown, 200))} Try again in a minute.`
}

const kept = {
  private: 'it is private',
  drill: 'it is a drill',
  severity: 'its severity does not tell the public (`tells` in pilothouse.yml)',
  state: 'it is not confirmed, or it has ended without being one',
} as const
