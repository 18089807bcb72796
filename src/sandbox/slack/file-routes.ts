import { Hono } from 'hono'
import { receiveUpload } from './file-methods.ts'
import type { Workspace } from './workspace.ts'

/** Where files are uploaded to, and where people look at them. */
export function fileRoutes(workspace: Workspace): Hono {
  return new Hono()
    .post('/upload/:id', async (c) => {
      const content = await uploadedContent(c.req.raw)
      if (!receiveUpload(workspace, c.req.param('id'), content)) return c.text('not_found', 404)
      return c.text(`OK - ${content.byteLength}`)
    })
    .get('/files/:id/:name', (c) => {
      const file = workspace.state.files[c.req.param('id')]
      if (!file?.isComplete) return c.text('not_found', 404)
      const headers = {
        'content-type': file.mimetype,
        'content-security-policy': "default-src 'none'; sandbox",
      }
      return c.body(Buffer.from(file.base64, 'base64'), 200, headers)
    })
}

async function uploadedContent(request: Request): Promise<Uint8Array> {
  if (!request.headers.get('content-type')?.includes('multipart/form-data')) {
    return new Uint8Array(await request.arrayBuffer())
  }
  const parts = [...(await request.formData()).values()]
  const file = parts.find((part) => typeof part !== 'string')
  return new Uint8Array(file ? await file.arrayBuffer() : new ArrayBuffer(0))
}
