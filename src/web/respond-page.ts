import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { type Incident, isOpen, isRestored } from '../domain/incident/incident.ts'
import type { TimelineEntry } from '../domain/timeline/timeline.ts'
import { entryInWords, withNames } from '../domain/timeline/words.ts'
import type { PublicUpdate } from '../domain/updates/public-update.ts'

/** What work can be said to have come to; into triage nothing goes back. */
export const chosenStates = ['investigating', 'identified', 'monitoring'] as const

export type Notice = { isDone: boolean; words: string }

type Typed = {
  whatChanged: string
  impact: string
  nextStep: string
  publicText: string
  summary: string
  anyway: string
}

type Shown = {
  incident: Incident
  name: string
  nameOf: (id: string) => string
  recent: readonly TimelineEntry[]
  notice: Notice | null
  typed: Typed | undefined
  goesPublic: boolean
  /** Words for the public page that nobody has decided about. */
  waiting: readonly PublicUpdate[]
  hidden: { form: string; seal: string; seen: string }
  now: Date
}

const style = `
:root { color-scheme: light dark; --ink: #1d1c1d; --paper: #fff; --line: #8a8a8e; --soft: #f4f4f5; --act: #0b5c3f; --no: #a8121f }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #1a1d21; --line: #85878a; --soft: #26292e; --act: #7ddcb5; --no: #ff9c9c } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.4rem; line-height: 1.3; overflow-wrap: anywhere } h2 { font-size: 1.1rem; margin-top: 2.5rem }
label { display: block; font-weight: 600; margin-top: 1rem } label span { font-weight: 400 }
textarea, select, button { font: inherit; color: inherit; box-sizing: border-box }
textarea, select { width: 100%; background: var(--paper); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem }
button { margin-top: 1rem; padding: .6rem 1.2rem; border: 2px solid var(--act); border-radius: .4rem; background: var(--paper); color: var(--act); font-weight: 600; cursor: pointer }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px }
blockquote { margin: 0; border-left: .3rem solid var(--line); padding-left: .75rem; white-space: pre-wrap; overflow-wrap: anywhere }
.notice { border-left: .4rem solid var(--act); background: var(--soft); padding: .75rem 1rem } .no { border-color: var(--no) }
ol { padding-left: 1.2rem } li, p { overflow-wrap: anywhere }
`

/** What the header that forbids all else names, so that only this style applies. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

const whole = (title: string, content: unknown) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body><main>${content}</main></body>
</html>`

/** A page that only says something. */
export const sentPage = (notice: Notice) => whole('Pilothouse', html`<h1>Pilothouse</h1>${noticeOf(notice)}`)

/** The incident as it stands, and the forms to update and resolve it. It needs no script. */
export function respondPage(shown: Shown) {
  const { incident, name, nameOf, notice, recent } = shown
  const named = (words: string) => withNames(words, nameOf)
  return whole(
    `Incident ${incident.id}`,
    html`<h1>Incident ${incident.id}: ${named(incident.title)}</h1>
${notice ? noticeOf(notice) : ''}
<p><strong>${incident.severity.toUpperCase()}</strong> · ${incident.state} · declared ${utc(incident.declaredAt)}.
${standing(incident, shown.now)}</p>
<p>What you do here is done in the name of <strong>${name}</strong>.</p>
${isOpen(incident) ? forms(shown) : ''}
${shown.waiting.length > 0 ? decisions(shown) : ''}
<h2>What happened lately</h2>
<ol>${recent.map((entry) => html`<li>${utc(entry.at)} · ${named(entryInWords(entry))}</li>`)}</ol>`,
  )
}

const noticeOf = ({ isDone, words }: Notice) =>
  html`<p role="${isDone ? 'status' : 'alert'}" class="${isDone ? 'notice' : 'notice no'}">${words}</p>`

function standing(incident: Incident, now: Date): string {
  if (isRestored(incident)) return `It was resolved ${utc(incident.resolvedAt)}: ${incident.summary}`
  if (!isOpen(incident)) return 'It has ended; reopen it in Slack if it is back.'
  if (!incident.promise) return 'No update is owed now.'
  const late = incident.promise.dueAt <= now ? ', which is past' : ''
  return `The next update is due by ${utc(incident.promise.dueAt)}${late}.`
}

function forms({ incident, typed, hidden, goesPublic }: Shown) {
  const marks = marksOf(hidden)
  return html`<h2>Post an update</h2>
<form method="post">${marks}<input type="hidden" name="does" value="update">
${area('whatChanged', 'What changed?', typed?.whatChanged, true)}
${area('impact', 'Impact now', typed?.impact)}
${area('nextStep', 'Next step', typed?.nextStep)}
${goesPublic ? area('publicText', 'Words for the public page, shown once they are published', typed?.publicText) : ''}
<label for="state">State</label>
<select id="state" name="state">${choicesOf(incident).map((state) => html`<option value="${state}"${state === incident.state ? raw(' selected') : ''}>${state}</option>`)}</select>
<button type="submit">Post update</button></form>
<h2>Resolve it</h2>
<form method="post">${marks}<input type="hidden" name="does" value="resolve">
${area('summary', 'What was it, and what ended it?', typed?.summary, true)}
${area('anyway', 'Reason, if its fix was not watched long enough', typed?.anyway)}
<button type="submit">Resolve incident ${incident.id}</button></form>`
}

const marksOf = ({ form, seal, seen }: Shown['hidden']) =>
  html`<input type="hidden" name="form" value="${form}"><input type="hidden" name="seal" value="${seal}"><input type="hidden" name="seen" value="${seen}">`

function decisions({ waiting, hidden, nameOf }: Shown) {
  return html`<h2>Words for the public page</h2>
<p>Nobody outside sees them before somebody who may publishes them.</p>
${waiting.map(
  ({
    id,
    at,
    author,
    state,
    text,
  }) => html`<form method="post">${marksOf(hidden)}<input type="hidden" name="publicId" value="${id}">
<p><strong>${state}</strong> · ${utc(at)} · by ${nameOf(author)}</p>
<blockquote>${text}</blockquote>
<button type="submit" name="does" value="publish">Publish ${id}</button> <button type="submit" name="does" value="reject">Reject ${id}</button></form>`,
)}`
}

const choicesOf = ({ state }: Incident): string[] =>
  state === 'triage' ? [state, ...chosenStates] : [...chosenStates]

const area = (name: string, label: string, value = '', isRequired = false) =>
  html`<label for="${name}">${label}${isRequired ? '' : html` <span>(optional)</span>`}</label>
<textarea id="${name}" name="${name}" rows="3" maxlength="3000"${isRequired ? raw(' required') : ''}>${value}</textarea>`

const utc = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
