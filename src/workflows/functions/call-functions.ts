import type { Sighting } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import { bodyTrouble } from '../../domain/deployment/expectation.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { FunctionTest } from '../../domain/policy.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { functionsTargetOf } from '../deployment/target.ts'

type Called = { passed: number }

/** Smoke tests: calls each function as a person would. A failure is pending until the act's deadline. */
export function callFunctionsAct(deps: Deps, deployment: Deployment): OutsideAct<object, Called> {
  const look = async (): Promise<Exclude<Sighting<Called>, { seen: 'absent' }>> => {
    const { service, project } = functionsTargetOf(deps.config, deployment)
    for (const test of service.smoke) {
      const trouble = await callOnce(deps, project, test)
      if (trouble) return { seen: 'pending', progress: trouble }
    }
    const words =
      service.smoke.length === 0
        ? 'no smoke tests are configured'
        : `${service.smoke.length} calls answered as expected`
    return { seen: 'done', outcome: { passed: service.smoke.length }, progress: words }
  }
  return { perform: look, observe: look }
}

/** What is wrong with the answer, in words, or null. */
export async function callOnce(deps: Deps, project: string, test: FunctionTest): Promise<string | null> {
  const { function: slug, method, body, session, within } = test
  try {
    const answer = await deps.functionHost.call(project, { slug, method, body, session, timeoutMs: within })
    if (answer.status !== test.status) return `${slug} answered ${answer.status} instead of ${test.status}`
    const wrong = bodyTrouble(answer.body, test)
    if (wrong) return `${slug} ${wrong}`
    return answer.latencyMs > within
      ? `${slug} took ${Math.round(answer.latencyMs)} ms instead of ${within}`
      : null
  } catch (error) {
    if (error instanceof UpstreamError) return `${slug} could not be called: ${error.message}`
    throw error
  }
}
