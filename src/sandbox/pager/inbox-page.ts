import { html, raw } from 'hono/html'

type Inbox = {
  incidents: readonly { summary: string; severity: string; status: string; at: string }[]
  mails: readonly { at: string; to: readonly string[]; subject: string; text: string }[]
}

const style = `
:root { color-scheme: light dark }
body { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.4rem } h2 { margin-top: 2rem; font-size: 1.1rem } li { margin-bottom: 1rem }
pre { margin: .3rem 0 0; white-space: pre-wrap; font-size: .85rem }
`

/** What PagerDuty and the mail server were sent, newest first, for somebody who looks with a browser. */
export const inboxPage = ({ incidents, mails }: Inbox) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>Pages and mail that left Slack</title>
<style>${raw(style)}</style>
</head>
<body>
<h1>Pages and mail that left Slack</h1>
<p>Nothing really leaves the sandbox. An incident comes here when nobody acknowledges it in Slack; this page reloads by itself.</p>
<h2>PagerDuty</h2>
${incidents.length === 0 ? html`<p>Nobody was paged.</p>` : ''}
<ul>${incidents
  .toReversed()
  .map(
    ({ summary, severity, status, at }) =>
      html`<li><strong>${status}</strong> · ${severity} · ${utc(at)}<br>${summary}</li>`,
  )}</ul>
<h2>Mail</h2>
${mails.length === 0 ? html`<p>No mail was sent.</p>` : ''}
<ul>${mails
  .toReversed()
  .map(
    ({ at, to, subject, text }) =>
      html`<li><strong>${subject}</strong><br>to ${to.join(', ')} · ${utc(at)}<pre>${text}</pre></li>`,
  )}</ul>
</body>
</html>`

const utc = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`
