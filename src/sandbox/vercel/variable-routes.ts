import { Hono } from 'hono'
import { notFound } from './answers.ts'
import type { Variable } from './state.ts'
import { findProject, team, type VercelWorld } from './world.ts'

/** Environment variables by name: those of a project, and those the team shares. Values are never given away. */
export function variableRoutes(world: VercelWorld): Hono {
  return new Hono()
    .get('/:v{v\\d+}/projects/:project/env', (c) => {
      const project = findProject(world, c.req.param('project'))
      return project ? c.json({ envs: (project.variables ?? []).map(shapeOf) }) : notFound(c, 'Project')
    })
    .get('/:v{v\\d+}/env', (c) => {
      const shared = world.state.sharedVariables ?? []
      const projectIds = world.state.projects.map((project) => project.id)
      const pagination = { count: shared.length, next: null, prev: null }
      return c.json({ data: shared.map((one) => sharedShapeOf(one, projectIds)), pagination })
    })
}

function shapeOf(variable: Variable) {
  return {
    id: variable.id,
    key: variable.key,
    target: variable.target,
    type: variable.type ?? 'sensitive',
    value: '',
    configurationId: null,
    createdAt: variable.at,
    updatedAt: variable.at,
    securityIssues: [],
  }
}

function sharedShapeOf(variable: Variable, projectId: string[]) {
  return {
    ...shapeOf(variable),
    created: new Date(variable.at).toISOString(),
    ownerId: team.id,
    decrypted: false,
    projectId,
  }
}
