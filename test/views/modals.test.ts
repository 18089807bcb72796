import type { InputBlock, ModalView } from '@slack/types'
import { describe, expect, it } from 'vitest'
import type { DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { type FormId, forms } from '../../views/actions.ts'
import { silenceModal } from '../../views/alerts/silence-modal.ts'
import { unlockModal } from '../../views/cure/unlock-modal.ts'
import { correctionModal } from '../../views/data/correction.ts'
import { declareModal } from '../../views/declare/declare-modal.ts'
import { type DeployPreview, deployModal } from '../../views/deployment/deploy-modal.ts'
import { detailsModal } from '../../views/deployment/details-modal.ts'
import { rejectModal } from '../../views/deployment/reject-modal.ts'
import { rollbackModal } from '../../views/deployment/rollback-modal.ts'
import { reopenModal } from '../../views/incident/reopen-modal.ts'
import { resolveModal } from '../../views/incident/resolve-modal.ts'
import { severityModal } from '../../views/incident/severity-modal.ts'
import {
  affectsModal,
  beganModal,
  cancelModal,
  declineModal,
  mergeModal,
  pauseModal,
} from '../../views/lifecycle/modals.ts'
import { closeModal } from '../../views/postmortem/close-modal.ts'
import { postmortemModal } from '../../views/postmortem/modal.ts'
import { roleModal } from '../../views/roles/role-modal.ts'
import { attestModal } from '../../views/status/readiness.ts'
import { taskModal } from '../../views/tasks/task-modal.ts'
import { addToTimelineModal } from '../../views/timeline/add-to-timeline-modal.ts'
import { amendModal } from '../../views/timeline/amend-modal.ts'
import { timelineModal } from '../../views/timeline/modal.ts'
import { noteModal } from '../../views/timeline/note-modal.ts'
import { updateModal } from '../../views/updates/update-modal.ts'
import { policy } from '../domain/incidents.ts'
import { config, entry, openIncident, resolvedIncident, severities } from './incident-samples.ts'
import { wordsOf } from './reading.ts'
import { awaiting, done, failedAct, maya, planned, priya, rollingOut } from './samples.ts'

const chosen = { service: 'worker', environment: 'production', ref: 'main' }
const deploy = (preview: DeployPreview, branches: string[] = []) =>
  deployModal({ config, chosen, branches, preview })
const previewed = (plan: DeploymentPlan | Refusal): DeployPreview => ({
  shows: 'preview',
  preview: { obstacle: null, waitsFor: null, plan },
  requestedBy: maya,
})
const declare = declareModal({ severities, services: ['web'], chosen: 'p1', metadata: '{"ts":"1.2"}' })

const allForms: Record<FormId, ModalView> = {
  deploy: deploy({ shows: 'looking-up' }),
  reject: rejectModal(awaiting(), 'abc'),
  rollback: rollbackModal({
    suspects: { flags: [], unsureSince: null },
    config,
    chosen: { service: 'worker', environment: 'production' },
    choices: [{ target: { deployment: 2, sha: 'abcdef0123' }, verifiedAt: null, undoes: [3] }],
  }),
  declare,
  update: updateModal({ incident: openIncident(), since: [], impact: null, goesPublic: true }),
  note: noteModal(openIncident()),
  amend: amendModal({ incident: openIncident(), seq: 4, text: 'x'.repeat(3001), metadata: '{}' }),
  severity: severityModal(openIncident(), severities),
  unlock: unlockModal(openIncident()),
  resolve: resolveModal({
    incident: openIncident(),
    monitoring: { is: 'not-begun', for: 60_000 },
    known: {},
  }),
  role: roleModal(openIncident(), policy.roles),
  postmortem: postmortemModal({
    incident: openIncident(),
    sections: { summary: 's', impact: '', rootCause: '', resolution: '', prevention: '', lessons: '' },
    written: [],
    isLeftAlone: false,
  }),
  close: closeModal(openIncident()),
  reopen: reopenModal(resolvedIncident()),
  task: taskModal(openIncident(), 'task'),
  decline: declineModal(openIncident()),
  cancel: cancelModal(openIncident()),
  pause: pauseModal(openIncident(), null),
  merge: mergeModal(openIncident(), [{ id: 4, title: 'cart is empty' }], 4),
  affects: affectsModal(openIncident(), ['web', 'docs']),
  since: beganModal(openIncident()),
  correction: correctionModal('shop', 'totals are negative'),
  attest: attestModal({ name: 'restore-test', item: 'A backup was restored' }),
  silence: silenceModal({ id: 12, title: 'checkout fails' }, 2),
  'add-to-timeline': addToTimelineModal({ open: [openIncident()], quoted: 'it is down', metadata: '{}' }),
}

const inputs = (view: ModalView) => view.blocks.filter((block): block is InputBlock => block.type === 'input')
const field = (view: ModalView, name: string) => inputs(view).find((block) => block.block_id === name)

describe('every form', () => {
  it.each(Object.entries(allForms))(
    '%s has the fields and the id that submissions are read by',
    (name, view) => {
      const form = forms[name as FormId]
      expect(view.callback_id).toBe(form.id)
      expect(inputs(view).map((block) => block.block_id)).toEqual([...form.fields])
      expect(inputs(view).map((block) => 'action_id' in block.element && block.element.action_id)).toEqual([
        ...form.fields,
      ])
    },
  )
  it('knows what it is about', () => {
    expect(allForms.reject.private_metadata).toBe('3:abc')
    expect(allForms.declare.private_metadata).toBe('{"ts":"1.2"}')
    expect(allForms.update.private_metadata).toBe('3')
  })
  it('opens without metadata that Slack would refuse', () => {
    expect(
      declareModal({ severities, services: ['web'], chosen: 'p1', metadata: 'x'.repeat(3001) })
        .private_metadata,
    ).toBe('')
  })
})

describe('the deploy form', () => {
  it('opens from memory, offering only environments that the service has', () => {
    const view = deploy({ shows: 'looking-up' })
    expect(wordsOf(view)).toContain('Looking up `main` and what is live on production…')
    expect(wordsOf(view)).toContain('Looking up branches…')
    expect(field(view, 'environment')?.element).toMatchObject({ options: [{ value: 'production' }] })
    expect(field(view, 'ref')?.element).toMatchObject({ initial_value: 'main' })
  })
  it('is then filled with branches and a preview', () => {
    const words = wordsOf(deploy(previewed(planned({ approvalsNeeded: 2 })), ['main', 'fix/cart']))
    expect(words).toContain('Branches: main, fix/cart')
    expect(words).toContain('*Preview: worker → production*')
    expect(words).toContain('Waits for 2 approvals before anything changes.')
  })
  it('says that it would start at once where nobody needs to approve', () => {
    const words = wordsOf(deploy(previewed(planned({ approvalsNeeded: 0 }))))
    expect(words).toContain('Starts at once: no approval is needed.')
  })
  it('shows why there is no plan', () => {
    expect(wordsOf(deploy(previewed({ refused: 'own-request', id: 3 })))).toContain(
      'You asked for deployment 3 yourself',
    )
    expect(wordsOf(deploy({ shows: 'trouble', words: 'GitHub did not answer.' }))).toContain(
      'No preview. GitHub did not answer.',
    )
  })
})

describe('the forms of an incident', () => {
  it('asks for a title and a severity, and nothing else', () => {
    expect(inputs(declare).filter((block) => !block.optional)).toHaveLength(2)
    expect(field(declare, 'severity')?.element).toMatchObject({
      initial_option: { value: 'p1', text: { text: 'P1 · High' } },
      options: [{ description: { text: 'Nobody can buy, or data is at risk.' } }, { value: 'p1' }],
    })
  })
  it('shows what happened since the last update, and has a draft of it in its fields', () => {
    const since = [entry({ kind: 'note', text: 'restarted the worker' })]
    const form = updateModal({
      incident: openIncident(),
      since,
      impact: 'One in five fails',
      goesPublic: false,
    })
    expect(field(form, 'publicText')).toBeUndefined()
    expect(field(form, 'whatChanged')?.element).toMatchObject({ initial_value: 'Restarted the worker.' })
    expect(field(form, 'impact')?.element).toMatchObject({ initial_value: 'One in five fails' })
    const words = wordsOf(form)
    expect(words).toContain('*Since the last update*')
    expect(words).toContain('<@U0MAYA00001> noted: restarted the worker')
    expect(words).toContain('Posting one now restarts the clock.')
  })
  it('says that there is no incident to add a message to', () => {
    const view = addToTimelineModal({ open: [], quoted: 'it is down', metadata: '{}' })
    expect(view.submit).toBeUndefined()
    expect(wordsOf(view)).toContain('No incident is open, so there is no timeline to add this message to.')
  })
  it('starts with the only incident, and with none where several are open', () => {
    const open = [openIncident({ id: 4 }), openIncident({ id: 9 })]
    const starting = (of: typeof open) =>
      field(addToTimelineModal({ open: of, quoted: 'x', metadata: '{}' }), 'incident')?.element
    expect(starting(open.slice(0, 1))).toMatchObject({ initial_option: { value: '4' } })
    expect(starting(open)).not.toHaveProperty('initial_option')
  })
  it('starts with the incident whose channel the message is in', () => {
    const open = [openIncident({ id: 4 }), openIncident({ id: 9, title: 'mail is late' })]
    const view = addToTimelineModal({ open, chosen: 9, quoted: 'x', metadata: '{}' })
    expect(field(view, 'incident')?.element).toMatchObject({
      initial_option: { value: '9', text: { text: '9 · mail is late' } },
    })
  })
})

describe('what there is to read', () => {
  it('shows each act with its attempts, and its key only at the end', () => {
    const acts = [done('build', 42, 'https://vercel.example/dpl_42'), failedAct('smoke', '/ answered 500')]
    const words = wordsOf(detailsModal(rollingOut({ acts }), []))
    expect(words).toContain('<https://vercel.example/dpl_42|Build the release> · begun')
    expect(words).toContain('*What was done outside*')
    expect(words).toContain(':x: Smoke-test the build · asked 3 times')
    expect(words).toContain('>/ answered 500')
    expect(words).toMatch(/\nFor the log\nplan `0123456789abcdef`\n`deployment-3-build`.*\n`key-smoke`$/)
    expect(words).toContain(`1 of 1 needed\n• <@${priya}>`)
  })
  it('shows the newest page of the timeline', () => {
    const entries = Array.from({ length: 300 }, (_, index) => entry({ kind: 'note', text: `note ${index}` }))
    const words = wordsOf(timelineModal(openIncident(), entries))
    expect(words).toContain('300 entries')
    expect(words.match(/noted: note/g)).toHaveLength(20)
    expect(words).toContain('noted: note 299')
  })
  it('says so where nothing happened yet', () => {
    expect(wordsOf(timelineModal(openIncident(), []))).toContain('Nothing happened yet.')
  })
})
