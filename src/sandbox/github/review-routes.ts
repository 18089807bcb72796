import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { body, invalid, noCommit, notFound, page, refuse } from './answers.ts'
import { endsOf } from './branches.ts'
import { resolve } from './graph.ts'
import { type PullIssue, pullShape } from './issue-shapes.ts'
import { people } from './people.ts'
import { changesOfPull } from './pull-changes.ts'
import { userShape } from './shapes.ts'
import type { Person, Review, ReviewState } from './state.ts'
import { type GithubWorld, pageUrl, repositoryUrl } from './world.ts'

const newReview = z.object({
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']),
  body: z.string().nullish(),
})
const states = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const

/** Reviews of pull requests, and the pull requests of a commit. */
export function reviewRoutes(world: GithubWorld): Hono {
  const find = (c: Context) => pulls(world).find(({ number }) => String(number) === c.req.param('number'))
  return new Hono()
    .get('/commits/:ref/pulls', (c) => {
      const commit = resolve(world.state, c.req.param('ref'))
      if (!commit) return noCommit(c, c.req.param('ref'))
      const holding = pulls(world).filter((issue) => holds(world, issue, commit.sha))
      return c.json(page(c, holding).map((issue) => pullShape(c, world, issue, false)))
    })
    .get('/pulls/:number/reviews', (c) => {
      const issue = find(c)
      if (!issue) return notFound(c)
      const all = (world.state.reviews ?? []).filter(({ pull }) => pull === issue.number)
      return c.json(page(c, all).map((review) => reviewShape(c, review)))
    })
    .post('/pulls/:number/reviews', async (c) => sendReview(c, world, find(c), await body(c)))
}

const pulls = (world: GithubWorld): PullIssue[] =>
  world.state.issues.filter((issue): issue is PullIssue => issue.pull !== undefined)

function holds(world: GithubWorld, { pull }: PullIssue, sha: string): boolean {
  return pull.merged?.sha === sha || changesOfPull(world, pull).ahead.some((commit) => commit.sha === sha)
}

/** Nobody approves what is their own, and whoever asks for changes says which. */
function sendReview(c: Context, world: GithubWorld, issue: PullIssue | undefined, sent: unknown): Response {
  if (!issue) return notFound(c)
  const wanted = newReview.safeParse(sent)
  if (!wanted.success) return invalid(c, 'PullRequestReview', 'event')
  const { event, body: text } = wanted.data
  const isOwn = issue.author.login === people.tomas.login
  if (event === 'APPROVE' && isOwn)
    return refuse(c, 422, 'Unprocessable Entity', ['Can not approve your own pull request'])
  if (event === 'REQUEST_CHANGES' && isOwn)
    return refuse(c, 422, 'Unprocessable Entity', ['Can not request changes on your own pull request'])
  if (event !== 'APPROVE' && !text) return invalid(c, 'PullRequestReview', 'body', 'missing_field')
  const review = addReview(world, issue, { author: people.tomas, state: states[event], body: text ?? '' })
  return c.json(reviewShape(c, review))
}

type Said = { author: Person; state: ReviewState; body?: string }

export function addReview(world: GithubWorld, issue: PullIssue, said: Said): Review {
  const review: Review = {
    body: '',
    ...said,
    id: world.state.nextId++,
    pull: issue.number,
    commit: endsOf(world, issue.pull).head,
    submittedAt: world.now().toISOString(),
  }
  world.state.reviews = [...(world.state.reviews ?? []), review]
  world.done('github-review', issue.pull.head, { number: issue.number, state: review.state })
  return review
}

const isMember = ({ login }: Person): boolean => Object.values(people).some((one) => one.login === login)

function reviewShape(c: Context, review: Review) {
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: userShape(c, review.author),
    body: review.body,
    state: review.state,
    html_url: pageUrl(c, `pull/${review.pull}#pullrequestreview-${review.id}`),
    pull_request_url: `${repositoryUrl(c)}/pulls/${review.pull}`,
    author_association: isMember(review.author) ? 'MEMBER' : 'NONE',
    submitted_at: review.submittedAt,
    commit_id: review.commit,
  }
}
