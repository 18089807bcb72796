/** A request, as far as it tells what it is for. */
export type Call = { method: string; path: string; search: string; contentType: string; text: string }

const changes = new Set([
  'chat.postMessage',
  'chat.update',
  'chat.postEphemeral',
  'bookmarks.add',
  'conversations.create',
  'conversations.setTopic',
  'conversations.invite',
  'files.completeUploadExternal',
  'pins.add',
])

/** The outside act that a request asks for, in words that are the same in every run; undefined where it only reads. */
export function outsideAct(call: Call): string | undefined {
  if (call.path.startsWith('/supabase/')) return supabaseAct(call)
  if (call.method === 'GET' || call.method === 'HEAD') return undefined
  if (call.path.startsWith('/slack/api/')) return slackAct(call)
  if (call.path.startsWith('/slack/respond/')) return 'answer'
  if (call.path.startsWith('/github/')) return githubAct(call)
  if (call.path.startsWith('/pager/'))
    return `pager ${(JSON.parse(call.text) as { event_action: string }).event_action}`
  if (call.path.startsWith('/vercel/'))
    return `vercel ${/\/(promote|rollback)\//.exec(call.path)?.[1] ?? call.path.split('/').at(-1)}`
  return undefined
}

/** A function's bytes are read once, for the way back, so that counts too. */
function supabaseAct({ method, path, search }: Call): string | undefined {
  const [, slug, part] = /\/functions\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? []
  const query = new URLSearchParams(search)
  if (method === 'GET') return part === 'body' ? `supabase copy ${slug}` : undefined
  if (slug === 'deploy')
    return `supabase ${query.has('bundleOnly') ? 'bundle' : 'deploy'} ${query.get('slug')}`
  return slug ? `supabase ${method === 'PATCH' ? 'restore' : 'remove'} ${slug}` : 'supabase activate'
}

function slackAct(call: Call): string | undefined {
  const method = call.path.slice('/slack/api/'.length)
  if (!changes.has(method)) return undefined
  const fields = fieldsOf(call)
  if (method === 'chat.postMessage') return `post ${keyOf(fields)}`
  if (method === 'chat.update') return `edit ${fields.channel} ${gist(fields)}`
  if (method === 'conversations.setTopic')
    return `topic ${String(fields.topic).split(' · ').slice(0, 2).join(' · ')}`
  return method
}

function githubAct({ path, text }: Call): string {
  if (path.endsWith('/statuses')) return `github status ${(JSON.parse(text) as { state: string }).state}`
  if (/\/statuses\/[0-9a-f]{40}$/.test(path)) return 'github check'
  const issue = /\/issues(\/\d+)?$/.exec(path)
  if (issue) return `github issue ${issueAct(JSON.parse(text) as { state?: string; title?: string })}`
  return `github ${path.split('/').at(-1)}`
}

function issueAct({ state, title }: { state?: string; title?: string }): string {
  if (state !== undefined) return state
  if (title === undefined) return 'edited'
  return title.startsWith('Incident ') ? 'of the incident' : 'of an action item'
}

/** Without the installation's random word and without times, which differ from run to run. */
function keyOf({ metadata }: Record<string, unknown>): string {
  const { event_payload } = JSON.parse(String(metadata)) as { event_payload: { key: string } }
  return event_payload.key
    .split('/')
    .slice(1)
    .join('/')
    .replace(/\/\d{4}-.*/, '')
}

/** What a card says, but for the numbers in it. */
function gist({ blocks, text }: Record<string, unknown>): string {
  const words = String(blocks ?? text).replace(/\d+/g, '')
  let hash = 7
  for (const letter of words) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return String(hash)
}

function fieldsOf({ contentType, text }: Call): Record<string, unknown> {
  if (contentType.includes('json')) return JSON.parse(text) as Record<string, unknown>
  return Object.fromEntries(new URLSearchParams(text))
}
