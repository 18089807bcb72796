import { isRestored } from '../../domain/incident/incident.ts'
import { sectionsOf } from '../../domain/postmortem/document.ts'
import { type Section, writtenSections } from '../../domain/postmortem/postmortem.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadPostmortem, updatePostmortem } from '../../store/postmortem/postmortems.ts'
import { changeIncident, recordChange } from '../incident/change.ts'
import { loadFacts } from './facts.ts'

export type PostmortemEdit = {
  id: number
  /** The version that the form showed. */
  seen: number
  /** Null where a field was left empty: then the facts are told again. */
  sections: Partial<Record<Section, string | null>>
}

export type PostmortemEdited = { changed: Section[]; isLeftAlone: boolean }

/** Keeps what somebody wrote in place of the facts; sections that say what they said stay made of facts. */
export async function editPostmortem(
  deps: Deps,
  { id, seen, sections }: PostmortemEdit,
  invoker: Invoker,
): Promise<PostmortemEdited | Refusal> {
  return await changeIncident<PostmortemEdited>(deps, id, async (trx, incident) => {
    const postmortem = await loadPostmortem(trx, id)
    if (!postmortem || !isRestored(incident))
      return { refused: 'wrong-incident-state', id, state: incident.state, verb: 'edit the post-mortem of' }
    if (postmortem.version !== seen)
      return { refused: 'changed-meanwhile', what: `the post-mortem of incident ${id}` }
    const shown = sectionsOf(postmortem, await loadFacts(deps, trx, incident, postmortem))
    const said = writtenSections.map((name) => [name, tidy(sections[name] ?? '')] as const)
    const changed = said.filter(([name, text]) => text !== tidy(shown[name].slice(0, longest)))
    const { isLeftAlone } = postmortem
    const names = changed.map(([name]) => name)
    if (changed.length === 0) return { changed: names, isLeftAlone }
    const kept = { ...postmortem.sections, ...Object.fromEntries(changed) }
    const written = Object.entries(kept).filter(([, text]) => text !== '')
    await updatePostmortem(trx, id, {
      sections: JSON.stringify(Object.fromEntries(written)),
      version: postmortem.version + 1,
    })
    const did = `edited the post-mortem: ${names.map((name) => words[name]).join(', ')}`
    const event = { kind: 'happened', topic: 'postmortem', did } as const
    await recordChange(deps, trx, id, { by: invoker, action: 'incident.edit-postmortem', event })
    return { changed: names, isLeftAlone }
  })
}

/** What a form's field holds. */
const longest = 3000

const words = {
  ...{ summary: 'summary', impact: 'impact', rootCause: 'root cause', resolution: 'resolution' },
  ...{ prevention: 'prevention', lessons: 'lessons' },
} as const satisfies Record<Section, string>
