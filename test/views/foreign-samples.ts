import type { HomeView, ModalView } from '@slack/types'
import { UpstreamError } from '../../src/domain/errors.ts'
import type { IncidentReport } from '../../src/domain/incident/incident-report.ts'
import type { Message } from '../../src/domain/message.ts'
import { declareModal } from '../../views/declare/declare-modal.ts'
import { deployModal } from '../../views/deployment/deploy-modal.ts'
import { detailsModal } from '../../views/deployment/details-modal.ts'
import { historyReply } from '../../views/deployment/history-reply.ts'
import { rejectModal } from '../../views/deployment/reject-modal.ts'
import { queueReply } from '../../views/gate/queue-reply.ts'
import { homeBlocks } from '../../views/home.ts'
import { incidentsReply } from '../../views/incident/list-reply.ts'
import { reopenModal } from '../../views/incident/reopen-modal.ts'
import { resolveModal } from '../../views/incident/resolve-modal.ts'
import { severityModal } from '../../views/incident/severity-modal.ts'
import { type Rendered, renderMessage } from '../../views/message.ts'
import type { Overview } from '../../views/overview.ts'
import { refusalReply, troubleReply } from '../../views/reply.ts'
import { roleModal } from '../../views/roles/role-modal.ts'
import { statusReply } from '../../views/status-reply.ts'
import { taskModal } from '../../views/tasks/task-modal.ts'
import { addToTimelineModal } from '../../views/timeline/add-to-timeline-modal.ts'
import { timelineModal } from '../../views/timeline/modal.ts'
import { noteModal } from '../../views/timeline/note-modal.ts'
import { updateModal } from '../../views/updates/update-modal.ts'
import { acts, deploymentMessages, deployments, planIn, waits } from './foreign-deployments.ts'
import { foreignStatus, foreignWaiting } from './foreign-status.ts'
import { timeline } from './foreign-timeline.ts'
import { gateReplies } from './gate-samples.ts'
import { config, openIncident, quiet, resolvedIncident, severities, updateFacts } from './incident-samples.ts'
import { foreignFlags, operationMessages } from './operation-samples.ts'
import { responseMessages } from './response-samples.ts'
import { awaiting, heldLock, maya, minutesLater, start, tomas } from './samples.ts'

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Every message, with the text in each place where foreign text can stand, as often as it can stand there. */
export const everyMessage = (text: string): Rendered[] =>
  [...deploymentMessages(text), ...operationMessages(text), ...incidentMessages(text)].map(renderMessage)

const incidents = (text: string) => {
  const facts = { title: text, severity: text, sourceLink: text, acts: acts(text), channel: null }
  return [openIncident(facts), resolvedIncident({ ...facts, summary: text })]
}

const audiences = ['responders', 'stakeholders'] as const

const saidReport = (text: string): IncidentReport => ({
  ...{ impact: text, mitigation: text, rootCause: text, permanentFix: text, prevention: text },
  anywayBecause: text,
})

const drillMessages = (text: string): Message[] => [
  { purpose: 'drill-step', step: 1, of: 2, say: text, fault: { isOn: true, went: 'failed' } },
  {
    purpose: 'drill-score',
    script: text,
    score: { items: [{ what: text, points: 1, of: 2, why: text }], points: 1, of: 2, ended: 'stopped' },
  },
]

const publicMessage = (text: string): Message => ({
  purpose: 'public-update',
  said: {
    id: 1,
    incidentId: 3,
    at: minutesLater(1),
    author: text,
    state: 'identified',
    text,
    decision: null,
  },
  who: { group: text, users: [text] },
})

function incidentMessages(text: string): Message[] {
  const facts = updateFacts({
    title: text,
    severity: text,
    since: times(40, () => ({ at: minutesLater(1), text })),
    deploymentsUnderWay: times(20, (id) => ({ id, service: text, environment: text, state: text })),
  })
  const written = { author: maya, whatChanged: text, impact: text, nextStep: text }
  const update = { incidentId: 3, at: minutesLater(9), facts }
  const nudge = { title: text, dueAt: minutesLater(1), commander: tomas, channel: text }
  return [
    ...incidents(text).flatMap((incident): Message[] => [
      { purpose: 'incident-card', incident, severityName: text, recent: timeline(text) },
      { purpose: 'stakeholder-card', incident, severityName: text },
      publicMessage(text),
      { purpose: 'incident-broadcast', incident, severityName: text, recent: timeline(text) },
      ...audiences.map(
        (audience): Message => ({
          ...{ purpose: 'resolution-report', audience, incident },
          ...{ timeline: timeline(text), promises: { kept: 1, late: 0, held: 2 } },
          report: saidReport(text),
        }),
      ),
    ]),
    ...responseMessages(text),
    ...drillMessages(text),
    ...audiences.flatMap((audience): Message[] => [
      {
        ...{ purpose: 'status-update', incidentId: 3, audience, update: { ...update, written } },
        earlier: [
          { ...update, written },
          { ...update, written: null },
        ],
      },
      {
        ...{ purpose: 'status-update', incidentId: 3, audience },
        update: { ...update, written: null },
        earlier: [],
      },
    ]),
    ...incidents(text).map(
      (incident): Message => ({
        ...{ purpose: 'resolve-offer', incident, isStillDue: true },
        health: {
          ...{ at: minutesLater(1), isNamed: false },
          checks: times(20, () => ({ service: text, environment: text, is: 'red', why: text })),
        },
      }),
    ),
    { purpose: 'update-nudge', incidentId: 3, ...nudge, standing: { is: 'owed' } },
    { purpose: 'update-nudge', incidentId: 3, ...nudge, standing: { is: 'handed-over', to: text } },
  ]
}

const overview = (text: string): Overview => ({
  now: minutesLater(11),
  environments: times(12, () => ({
    name: text,
    locks: [null, text].map((service) =>
      heldLock({ environment: text, service, holder: text, reason: text }),
    ),
    services: times(8, () => ({
      ...{ service: text, url: text, live: { is: 'unknown', because: text } },
      isPinned: true,
      drift: { is: 'drifted', deployment: 3, left: { sha: text }, functions: [text] },
    })),
  })),
  active: times(20, () => deployments(text))
    .flat()
    .slice(0, 30),
  incidents: times(30, () => ({
    incident: openIncident({ title: text, severity: text }),
    severityName: text,
  })),
  ...foreignStatus(text),
  freezes: times(5, () => ({ environment: text, services: [text, text], name: text, until: start })),
})

const queue = (text: string) =>
  times(20, () => ({
    environment: text,
    service: text,
    line: deployments(text).map((deployment) => ({ deployment, waits: waits(text), position: 3 })),
  }))

export function everyReply(text: string): Rendered[] {
  const trouble = new UpstreamError(text, { service: text, isRetryable: true, isUncertain: true })
  return [
    statusReply(overview(text)),
    ...gateReplies(text, planIn(text)),
    foreignFlags(text),
    historyReply(deployments(text), 500),
    queueReply(queue(text), { service: text, environment: text }),
    queueReply([], { service: text, environment: text }),
    incidentsReply({ now: minutesLater(1), open: overview(text).incidents, resolved: incidents(text) }),
    refusalReply({
      refused: 'unknown-word',
      what: 'service',
      given: text,
      known: times(40, () => text),
      suggestion: text,
    }),
    refusalReply({ refused: 'which-incident', verb: text, open: times(9, (id) => ({ id, title: text })) }),
    refusalReply({
      refused: 'not-an-approver',
      id: 1,
      environment: text,
      approvers: { group: text, users: [text] },
    }),
    refusalReply({ refused: 'missing-words', command: text, missing: text, example: text }),
    troubleReply(trouble, text),
  ]
}

export function everyModal(text: string): (ModalView | HomeView)[] {
  const [open, resolved] = incidents(text)
  if (!open || !resolved) throw new Error('Both samples exist.')
  const chosen = { service: 'worker', environment: 'production', ref: text, reason: text }
  const [waiting = awaiting()] = deployments(text)
  const levels = [
    ...severities,
    { level: text, name: text, aliases: [], criteria: text, updateEvery: null, ...quiet },
  ]
  return [
    deployModal({
      config,
      chosen,
      branches: times(100, () => text),
      preview: {
        shows: 'preview',
        preview: { obstacle: null, waitsFor: 7, plan: planIn(text) },
        requestedBy: 'U0MAYA00001',
      },
    }),
    rejectModal(waiting, 'hash'),
    updateModal({ incident: open, since: timeline(text), impact: text, goesPublic: true }),
    declareModal({
      severities: levels,
      services: [text],
      chosen: 'p0',
      title: text,
      quoted: text,
      metadata: text,
    }),
    noteModal(open),
    severityModal(open, levels),
    resolveModal({
      incident: open,
      monitoring: { is: 'not-begun', for: 1000 },
      known: saidReport(text),
      anyway: text,
    }),
    roleModal(open, [{ name: text, description: text }]),
    taskModal(open, 'task'),
    reopenModal(resolved),
    addToTimelineModal({
      open: times(120, (id) => ({ id, title: text })),
      chosen: 119,
      quoted: text,
      metadata: text,
    }),
    timelineModal(open, times(20, () => timeline(text)).flat()),
    ...deployments(text).map((deployment) => detailsModal(deployment, waits(text))),
    {
      type: 'home',
      blocks: homeBlocks({
        ...{ ...overview(text), toDecide: times(30, () => waiting) },
        ...{ forYou: foreignWaiting(text), today: '2026-11-20' },
      }),
    },
  ]
}
