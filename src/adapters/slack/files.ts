import type { FetchFunction } from '@slack/web-api'
import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { Chat, SharedPicture } from '../../ports.ts'
import type { SlackApi } from './api.ts'
import type { Destinations } from './destinations.ts'
import { badStatus, unreachable } from './errors.ts'

type FileParts = {
  api: SlackApi
  destinations: Destinations
  slackApiUrl: string
  fetch?: FetchFunction | undefined
  timeoutMs?: number | undefined
}

const announced = z.object({ upload_url: z.url(), file_id: z.string() })
const completed = z.object({ files: z.array(z.object({ id: z.string() })) })

/** Uploads a file and shares it, https://docs.slack.dev/messaging/working-with-files#uploading_files. */
export function createShareFile({ api, destinations, ...upload }: FileParts): Chat['shareFile'] {
  return async (destination, file) => {
    const { name, comment } = file
    const length = 'bytes' in file ? file.bytes.byteLength : Buffer.byteLength(file.text)
    const announcement = { filename: name, length }
    const { upload_url, file_id } = await api('files.getUploadURLExternal', announcement, announced)
    await send(upload, upload_url, 'bytes' in file ? formWith(file) : file.text)
    const sharing = {
      files: JSON.stringify([{ id: file_id, title: name }]),
      channel_id: await destinations.channelOf(destination),
      initial_comment: comment,
    }
    await api('files.completeUploadExternal', sharing, completed, destination)
  }
}

/** The client's fetch takes a text or a form, and Slack's address either. */
function formWith({ name, bytes }: SharedPicture): FormData {
  const form = new FormData()
  form.append('file', new Blob([bytes]), name)
  return form
}

/** The address is a secret, so no error quotes it. */
async function send(
  { slackApiUrl, fetch = globalThis.fetch, timeoutMs = 10_000 }: Omit<FileParts, 'api' | 'destinations'>,
  url: string,
  body: string | FormData,
): Promise<void> {
  const origins = new Set(['https://files.slack.com', new URL(slackApiUrl).origin])
  if (!origins.has(new URL(url).origin)) throw notSlacks()
  const sent = {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  } as const
  const response = await fetch(url, sent).catch((error: unknown) => {
    throw unreachable(error instanceof Error ? error : new Error(String(error)))
  })
  if (!response.ok) throw badStatus(response.status)
}

function notSlacks(): UpstreamError {
  return new UpstreamError('The address for the file is not one of Slack’s, so nothing was sent there.', {
    service: 'Slack',
    isRetryable: false,
    code: 'foreign_upload_url',
  })
}
