import type { Task } from '../../domain/incident/task.ts'
import type { TeamConfig } from '../../domain/policy.ts'
import type { Deps, OutsideAct } from '../../ports.ts'

/** What an issue says of its action item's owner and date, a line each; `assignee` is a login. */
type IssueFacts = { lines: string[]; assignee: string | null }

export function issueFacts({ people }: TeamConfig, { owner, dueOn }: Task): IssueFacts {
  const login = people.find(({ slack }) => slack === owner)?.github
  const known = owner === null ? 'missing' : 'not known on GitHub'
  return {
    lines: [`Owner: ${login ? `@${login}` : known}`, `Due: ${dueOn ?? 'missing'}`],
    assignee: login ?? null,
  }
}

type Told = { repository: string; number: number } & IssueFacts

/**
 * Has an issue name its newest owner and date. The rest of it may be people's own words by now, and so may those two
 * lines: what isn't found is left alone. Done twice it is the same.
 */
export function tellIssue(codeHost: Deps['codeHost']): OutsideAct<Told, object> {
  const tell: OutsideAct<Told, object>['perform'] = async (key, { repository, number, ...facts }) => {
    const issue = await codeHost.issue(repository, number)
    if (!issue) return { seen: 'failed', reason: `Issue #${number} is no longer in ${repository}.` }
    const { body, before } = replaced(issue.body, facts.lines)
    const others = issue.assignees.filter((login) => login.toLowerCase() !== before?.toLowerCase())
    const assignees = [...new Set([...others, ...(facts.assignee === null ? [] : [facts.assignee])])]
    return await codeHost.editIssue.perform(key, { repository, number, body, assignees })
  }
  return { perform: tell, observe: tell }
}

/** `before` is the login that the line of the owner named. */
function replaced(body: string, lines: readonly string[]): { body: string; before: string | undefined } {
  const [, before] = /^Owner: @([\w-]+)/m.exec(body) ?? []
  const told = lines.reduce((text, line) => {
    const [name = ''] = line.split(' ')
    return text.replace(new RegExp(`^${name} [^\\r\\n]*`, 'm'), () => line)
  }, body)
  return { body: told, before }
}
