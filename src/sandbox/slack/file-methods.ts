import { writableChannel } from './chat-methods.ts'
import { addMessage } from './messages.ts'
import type { Answer, Call, Methods } from './method.ts'
import { SlackRefusal } from './refusal.ts'
import { isDict } from './rules.ts'
import { app, type StoredFile } from './state.ts'
import { nextId, record, type Workspace } from './workspace.ts'

const scope = ['files:write']

export const fileMethods: Methods = {
  'files.getUploadURLExternal': { tier: 4, scope, run: getUploadUrl },
  'files.completeUploadExternal': { tier: 4, scope, run: completeUpload },
}

function getUploadUrl({ workspace, args }: Call): Answer {
  const name = args.need('filename')
  if (!(Number(args.need('length')) > 0))
    throw new SlackRefusal('invalid_arguments', ['[ERROR] length must be > 0'])
  const id = nextId(workspace, 'F')
  const url = `${workspace.baseUrl()}/slack/files/${id}/${encodeURIComponent(name)}`
  workspace.state.files[id] = {
    id,
    name,
    title: name,
    mimetype: mimetypeOf(name),
    url,
    base64: '',
    isComplete: false,
  }
  workspace.changed()
  return { upload_url: `${workspace.baseUrl()}/slack/upload/${id}`, file_id: id }
}

const mimetypes: Record<string, string> = {
  csv: 'text/csv',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  json: 'application/json',
  log: 'text/plain',
  md: 'text/markdown',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
}

function mimetypeOf(name: string): string {
  return mimetypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}

/** Takes the content of a file that was announced before; false where it wasn't. */
export function receiveUpload(workspace: Workspace, id: string, content: Uint8Array): boolean {
  const file = workspace.state.files[id]
  if (!file) return false
  file.base64 = Buffer.from(content).toString('base64')
  workspace.changed()
  return true
}

function completeUpload({ workspace, args }: Call): Answer {
  const asked = args.json('files')
  const files = Array.isArray(asked) ? asked.filter(isDict).map((one) => completed(workspace, one)) : []
  if (files.length === 0)
    throw new SlackRefusal('invalid_arguments', ['[ERROR] missing required field: files'])
  const target = args.text('channel_id') ?? args.names('channels')[0]
  if (target) share(workspace, target, files, args.text('initial_comment') ?? '', args.text('thread_ts'))
  record(workspace, 'files.completeUploadExternal', { channel: target, files: files.map(({ name }) => name) })
  return {
    files: files.map(({ id, title, name, mimetype, url }) => ({
      id,
      title,
      name,
      mimetype,
      url_private: url,
    })),
  }
}

function completed({ state }: Workspace, { id, title }: Record<string, unknown>): StoredFile {
  const file = state.files[String(id)]
  if (!file?.base64) throw new SlackRefusal('file_not_found')
  if (typeof title === 'string') file.title = title
  file.isComplete = true
  return file
}

function share(
  workspace: Workspace,
  target: string,
  files: StoredFile[],
  text: string,
  threadTs?: string,
): void {
  addMessage(workspace, writableChannel(workspace, target), {
    user: app.botUser,
    text,
    files: files.map(({ id, name, mimetype, url }) => ({ id, name, mimetype, url })),
    ...(threadTs ? { threadTs } : {}),
  })
}
