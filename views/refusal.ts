import type { DrillRefusal } from '../src/domain/drill/refusal.ts'
import type { LifecycleRefusal } from '../src/domain/incident/lifecycle-refusal.ts'
import type { ResponseRefusal } from '../src/domain/incident/response-refusal.ts'
import type { PageRefusal } from '../src/domain/page/refusal.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import type { StatusRefusal } from '../src/domain/status/refusal.ts'
import type { TimelineRefusal } from '../src/domain/timeline/refusal.ts'
import type { UpdateRefusal } from '../src/domain/updates/update-refusal.ts'
import { rollbackRefusalInWords } from './deployment/rollback-refusal.ts'
import { stateInWords } from './deployment/words.ts'
import { drillRefusalInWords, isDrillRefusal } from './drill/refusal.ts'
import { gateRefusalInWords } from './gate/refusal.ts'
import { type ScheduleRefusal, scheduleRefusalInWords } from './gate/schedule-refusal.ts'
import { isResponseRefusal, responseRefusalInWords } from './incident/response-refusal.ts'
import { lifecycleRefusalInWords } from './lifecycle/refusal.ts'
import { notReadyInWords } from './monitoring/not-ready.ts'
import { operationRefusalInWords } from './operation/refusal.ts'
import { isPageRefusal, pageRefusalInWords } from './page/refusal.ts'
import { noPostmortemInWords } from './postmortem/refusal.ts'
import { isStatusRefusal, statusRefusalInWords } from './status/refusal.ts'
import { capital, code, either, group, line, list, sentence, user } from './text.ts'
import { timelineRefusalInWords } from './timeline/refusal.ts'
import { isUpdateRefusal, updateRefusalInWords } from './updates/refusal.ts'

/** A "no" in words: what happened, why, and what to do next. For mrkdwn. */
export const refusalInWords = (refusal: Refusal): string => {
  if (isUpdateRefusal(refusal)) return updateRefusalInWords(refusal)
  if (isDrillRefusal(refusal)) return drillRefusalInWords(refusal)
  if (isPageRefusal(refusal)) return pageRefusalInWords(refusal)
  if (isStatusRefusal(refusal)) return statusRefusalInWords(refusal)
  return isResponseRefusal(refusal) ? responseRefusalInWords(refusal) : earlyRefusal(refusal)
}

type Plain = Exclude<Refusal, ResponseRefusal | UpdateRefusal | DrillRefusal | PageRefusal | StatusRefusal>

function earlyRefusal(refusal: Plain): string {
  switch (refusal.refused) {
    case 'unknown-word':
      return unknownWord(refusal)
    case 'service-not-in-environment':
      return `${code(refusal.service)} has no environment ${code(refusal.environment)} in pilothouse.yml. ${known(refusal.known, `${line(refusal.service, 60)} can go to`)}`
    case 'unknown-ref':
      return `${code(refusal.repository)} has no branch, tag or commit ${code(refusal.ref)}, so nothing was planned.${didYouMean(refusal.suggestion)} Check the name on GitHub, or push it first.`
    case 'checks-failed':
      return `${code(refusal.sha.slice(0, 7))} has failed checks: ${list(
        refusal.checks.map((check) => code(check, 60)),
        6,
      )}. They are required here, so nothing was planned. Make them pass, then ask again.`
    case 'already-live':
      return `${line(refusal.environment, 60)} already runs ${code(refusal.sha.slice(0, 7))} of ${code(refusal.service)}, so there is nothing to deploy. Push a new commit, or name another branch.`
    case 'missing-words':
      return `${code(refusal.command)} needs ${line(refusal.missing, 120)}. For example: ${code(refusal.example, 200)}`
    case 'cannot-amend':
    case 'incident-locks-nothing':
    case 'commander-only':
    case 'no-such-suspect':
    case 'suspect-not-on-top':
      return timelineRefusalInWords(refusal)
    default:
      return idRefusal(refusal)
  }
}

type UnknownWord = Extract<Refusal, { refused: 'unknown-word' }>

function unknownWord({ what, given, known: words, suggestion }: UnknownWord): string {
  const next = what === 'alert' ? 'Names that can be silenced' : capital(`${what}s`.replace(/ys$/, 'ies'))
  const help = what === 'command' ? ' Type `help` after the command for examples.' : ''
  return `There is no ${what} ${code(given)}.${didYouMean(suggestion)} ${known(words, `${next} here:`)}${help}`
}

const didYouMean = (suggestion: string | undefined): string =>
  suggestion ? ` Did you mean ${code(suggestion)}?` : ''

const known = (words: readonly string[], intro: string): string =>
  words.length === 0
    ? 'There is none.'
    : `${capital(intro)} ${list(
        words.map((word) => code(word, 60)),
        12,
      )}.`

type Early =
  | 'unknown-word'
  | 'service-not-in-environment'
  | 'unknown-ref'
  | 'checks-failed'
  | 'already-live'
  | 'missing-words'
  | TimelineRefusal['refused']
type Later = Exclude<Plain, { refused: Early }>

function idRefusal(refusal: Later): string {
  switch (refusal.refused) {
    case 'no-such-deployment':
      return `There is no deployment ${code(refusal.id, 20)}. \`/deploy history\` lists the latest ones with their numbers.`
    case 'no-such-incident':
      return `There is no incident ${code(refusal.id, 20)}. \`/incident list\` lists the open ones with their numbers.`
    case 'no-such-alert':
      return `There is no alert ${code(refusal.id, 20)}. Its number stands on its card, where incidents are announced.`
    case 'which-incident':
      return whichIncident(refusal)
    case 'wrong-incident-state':
    case 'cannot-merge':
    case 'no-such-moment':
    case 'declaration-gone':
      return lifecycleRefusalInWords(refusal)
    case 'empty-text':
      return `${capital(line(refusal.what, 60))} is empty, so nothing was saved. Write a few words and send it again.`
    case 'not-your-team':
      return 'This Pilothouse belongs to another workspace, so it did nothing. Ask a member of that workspace.'
    case 'changed-meanwhile':
      return `${capital(line(refusal.what, 120))} changed while you were looking, so what you asked for was not done. Look at the newest state, then try again.`
    case 'no-postmortem':
      return noPostmortemInWords(refusal)
    case 'not-ready-to-resolve':
      return notReadyInWords(refusal)
    case 'frozen':
    case 'no-such-start':
    case 'not-scheduled':
      return scheduleRefusalInWords(refusal)
    default:
      return approvalRefusal(refusal)
  }
}

/** What each command would have needed an open incident for. */
const emptyHanded = new Map(
  Object.entries({
    update: 'nothing to update',
    note: 'no timeline to add a note to',
    severity: 'no severity to change',
    role: 'no command to hand over',
    commander: 'no command to hand over',
    claim: 'no command to take',
    state: 'no state to change',
    resolve: 'nothing to resolve',
    confirm: 'nothing to confirm',
    decline: 'nothing to decline',
    cancel: 'nothing to cancel',
    merge: 'nothing to merge',
    pause: 'nothing to pause',
    continue: 'nothing to go on with',
    ack: 'nothing to acknowledge',
    page: 'nothing to page about',
    timeline: 'no timeline to show',
    amend: 'no note to correct',
    export: 'no timeline to export',
    suspects: 'nothing to suspect',
    unlock: 'no lock to lift',
    correlate: 'nothing to look for',
    verify: 'no timeline to check',
  }),
)

function whichIncident({ verb, open }: Extract<Refusal, { refused: 'which-incident' }>): string {
  if (open.length === 0)
    return `No incident is open, so there is ${emptyHanded.get(verb) ?? 'nothing to do'}. Declare one with \`/incident what is broken\`.`
  const incidents = open.map(({ id, title }) => `${id} (${line(title, 60)})`)
  return `More than one incident is open: ${list(incidents, 8)}. Say which: ${either(open.slice(0, 2).map(({ id }) => code(`/incident ${verb} ${id}`)))}, or type it in the incident's channel.`
}

type ApprovalRefusal = Exclude<
  Later,
  {
    refused:
      | 'no-such-deployment'
      | 'no-such-incident'
      | 'no-such-alert'
      | 'which-incident'
      | LifecycleRefusal['refused']
      | 'empty-text'
      | 'not-your-team'
      | 'changed-meanwhile'
      | 'not-ready-to-resolve'
      | 'no-postmortem'
      | ScheduleRefusal['refused']
  }
>

function approvalRefusal(refusal: ApprovalRefusal): string {
  switch (refusal.refused) {
    case 'not-awaiting-approval':
      return `Deployment ${refusal.id} is ${stateInWords(refusal.state)}${refusal.by ? ` (by ${user(refusal.by)})` : ''} and no longer waits for approval, so your click changed nothing. Its card shows the newest state.`
    case 'plan-changed':
      return `The plan of deployment ${refusal.id} changed after the card you clicked was drawn, so your approval was not counted. Look at the new card, then approve that one.`
    case 'own-request':
      return `You asked for deployment ${refusal.id} yourself, so somebody else must approve it. The card names how many approvals are missing.`
    case 'own-commit':
      return `Deployment ${refusal.id} contains a commit of yours, so somebody else must approve it.`
    case 'not-an-approver':
      return `You can't approve deployments to ${line(refusal.environment, 60)}, so deployment ${refusal.id} is unchanged. ${approvers(refusal.approvers)}`
    case 'approvers-unknown':
      return `Pilothouse can't tell who may approve deployment ${refusal.id}: ${sentence(line(refusal.because, 200))} Nobody's approval counts until it can. Try again in a minute.`
    case 'already-approved':
      return `You have approved deployment ${refusal.id} already, and an approval counts once. Somebody else must give the next.`
    case 'too-late-to-cancel':
      return tooLate(refusal)
    case 'variables-missing':
    case 'checklist-failed':
    case 'no-such-item':
    case 'no-break-glass':
    case 'may-not-break-glass':
    case 'nothing-to-tick':
      return gateRefusalInWords(refusal)
    case 'operation-under-way':
    case 'may-not-operate':
    case 'integration-check-failed':
    case 'integration-so-already':
    case 'nothing-to-revert':
    case 'reverted-already':
    case 'no-flags-here':
    case 'which-environment':
    case 'flag-so-already':
    case 'not-pinned':
      return operationRefusalInWords(refusal)
    default:
      return rollbackRefusalInWords(refusal)
  }
}

function tooLate(refusal: Extract<Refusal, { refused: 'too-late-to-cancel' }>): string {
  const { id, state, canRollBack } = refusal
  if (canRollBack)
    return `Deployment ${id} is ${stateInWords(state)} and has reached visitors, so it is too late to cancel. Take it back with ${code(`/deploy roll-back ${id}`)} or the button on its card.`
  return state === 'rolling-out'
    ? `Deployment ${id} is going live already, so stopping it half-way would be less safe than letting it end. Its card shows how far it is. Once it is live, ${code(`/deploy roll-back ${id}`)} takes it back, and \`/rollback\` once it has ended.`
    : `Deployment ${id} is ${stateInWords(state)}, so there is nothing left to cancel. \`/rollback\` brings an earlier release back.`
}

function approvers(who: { group?: string | undefined; users: string[] }): string {
  const names = [...(who.group ? [group(who.group)] : []), ...who.users.map(user)]
  return names.length === 0
    ? 'Nobody is named as approver in pilothouse.yml: name somebody there.'
    : `Ask ${list(names, 8)}.`
}
