import { type Context, Hono } from 'hono'
import { functionShape, refuse } from './answers.ts'
import { unpack } from './archive.ts'
import type { EdgeFunction, Project } from './state.ts'
import { bodyOf, findFunction, findProject, runnerName, type SupabaseWorld } from './world.ts'

/** What is deployed: list, look, download, delete. */
export function functionRoutes(world: SupabaseWorld): Hono {
  const withFunction =
    (answer: (c: Context, project: Project, deployed: EdgeFunction) => Response) => (c: Context) => {
      const project = findProject(world, c.req.param('ref') ?? '')
      if (!project) return refuse(c, 404, 'Project not found')
      const deployed = findFunction(project, c.req.param('slug') ?? '')
      return deployed ? answer(c, project, deployed) : refuse(c, 404, 'Function not found')
    }
  return new Hono()
    .get('/v1/projects/:ref/functions', (c) => {
      const project = findProject(world, c.req.param('ref'))
      return project ? c.json(project.functions.map(functionShape)) : refuse(c, 404, 'Project not found')
    })
    .get(
      '/v1/projects/:ref/functions/:slug',
      withFunction((c, _project, deployed) => c.json(functionShape(deployed))),
    )
    .get(
      '/v1/projects/:ref/functions/:slug/body',
      withFunction((c, _project, deployed) => body(c, bodyOf(world, deployed))),
    )
    .delete(
      '/v1/projects/:ref/functions/:slug',
      withFunction((c, project, deployed) => {
        project.functions = project.functions.filter((other) => other !== deployed)
        world.runners.stop(runnerName(project, deployed))
        world.done('supabase-delete', project, deployed)
        return c.body(null, 200)
      }),
    )
}

/** The bundle's own bytes, or its sources as a form where that is asked for. */
function body(c: Context, bytes: Uint8Array): Response {
  if (!c.req.header('accept')?.includes('multipart/form-data')) {
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/vnd.denoland.eszip' })
  }
  const archive = unpack(bytes)
  const form = new FormData()
  form.set(
    'metadata',
    JSON.stringify({
      deno2_entrypoint_path: archive?.entrypoint ?? '',
      import_map_path: archive?.importMap ?? '',
    }),
  )
  for (const { path, bytes } of archive?.files ?? [])
    form.append('file', new Blob([new Uint8Array(bytes)]), path)
  return new Response(form)
}
