import { z } from 'zod'

/** The parts of GitHub's answers that are relied on, https://docs.github.com/rest. */

export const branchAnswer = z.object({ name: z.string() })

const gitPerson = z.object({
  name: z.string().nullish(),
  email: z.string().nullish(),
  date: z.string().nullish(),
})

export const commitAnswer = z.object({
  sha: z.string(),
  html_url: z.string(),
  commit: z.object({ message: z.string(), author: gitPerson.nullable(), committer: gitPerson.nullable() }),
  author: z.object({ login: z.string().optional() }).nullish(),
})

/** A commit with the sha of its files. */
export const commitTreeAnswer = z.object({
  sha: z.string(),
  commit: z.object({ tree: z.object({ sha: z.string() }) }),
})

export const comparisonAnswer = z.object({
  status: z.enum(['ahead', 'behind', 'diverged', 'identical']),
  total_commits: z.number(),
  commits: z.array(commitAnswer),
})

export const checkRunAnswer = z.object({
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  html_url: z.string().nullish(),
})

export const statusAnswer = z.object({
  context: z.string(),
  state: z.string(),
  target_url: z.string().nullish(),
  description: z.string().nullish(),
})

export const combinedStatusAnswer = z.object({ statuses: z.array(statusAnswer) })

export const deploymentAnswer = z.object({ id: z.number(), payload: z.unknown() })

export const deploymentStatusAnswer = z.object({
  id: z.number(),
  state: z.string(),
  description: z.string().nullish(),
})

/** Empty where the server is too old to tell which run began. */
export const dispatchAnswer = z
  .object({ workflow_run_id: z.number(), html_url: z.string() })
  .optional()
  .catch(undefined)

export const runAnswer = z.object({
  id: z.number(),
  workflow_id: z.number(),
  display_title: z.string(),
  html_url: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
})

const jobAnswer = z.object({
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  html_url: z.string().nullish(),
  run_url: z.string(),
})

export const runsAnswer = z.object({ workflow_runs: z.array(runAnswer) })

export const jobsAnswer = z.object({ jobs: z.array(jobAnswer) })

export const refAnswer = z.object({ object: z.object({ sha: z.string() }) })

export const shaAnswer = z.object({ sha: z.string() })

/** `truncated` where a repository has more than 100,000 entries. */
export const treeAnswer = z.object({
  sha: z.string(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.enum(['100644', '100755', '040000', '160000', '120000']),
      type: z.enum(['blob', 'tree', 'commit']),
      sha: z.string(),
    }),
  ),
  truncated: z.boolean(),
})

/** A list for a folder. Of a file above 1 MB the content is missing, and its encoding is `none`. */
export const contentAnswer = z.union([
  z.array(z.unknown()),
  z.object({
    type: z.string(),
    size: z.number(),
    sha: z.string(),
    encoding: z.string().optional(),
    content: z.string().optional(),
  }),
])

export const blobAnswer = z.object({ content: z.string(), encoding: z.literal('base64') })

export const pullAnswer = z.object({
  number: z.number(),
  html_url: z.string(),
  head: z.object({ sha: z.string() }),
})

/** The same with how it stands. */
export const pullStateAnswer = pullAnswer.extend({
  state: z.string(),
  merged_at: z.string().nullish(),
  head: z.object({ sha: z.string(), ref: z.string() }),
})

/** A pull request as a commit's list shows it. */
export const associatedPullAnswer = z.object({
  number: z.number(),
  state: z.string(),
  merged_at: z.string().nullish(),
})

/** `user` is null where the account was deleted. */
export const reviewAnswer = z.object({
  user: z.object({ login: z.string() }).nullish(),
  state: z.string(),
  author_association: z.string().nullish(),
})

export const issueAnswer = z.object({
  number: z.number(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string() })])),
  assignees: z.array(z.object({ login: z.string() })).default([]),
  closed_at: z.string().nullish(),
})

export const commentAnswer = z.object({ id: z.number(), html_url: z.string(), body: z.string().nullish() })
