import type { Context } from 'hono'
import type { ChangedFile, Commit, Deployment, DeploymentStatus, Person } from './state.ts'
import { apiBase, owner, pageUrl, repository, repositoryId, repositoryUrl } from './world.ts'

export function userShape(c: Context, person: Person) {
  return {
    login: person.login,
    id: person.id,
    node_id: `U_${person.id}`,
    type: 'User',
    site_admin: false,
    name: person.name,
    email: person.email,
    html_url: pageUrl(c, `people/${person.login}`),
    url: `${apiBase(c)}/users/${person.login}`,
  }
}

/** GitHub knows no account behind some addresses. */
function accountShape(c: Context, person: Person) {
  return person.login === '' ? null : userShape(c, person)
}

export function repositoryShape(c: Context) {
  return {
    id: repositoryId,
    name: repository,
    full_name: `${owner}/${repository}`,
    private: true,
    owner: { login: owner, id: 4100, type: 'Organization' },
    default_branch: 'main',
    visibility: 'private',
    html_url: pageUrl(c, ''),
    url: repositoryUrl(c),
    permissions: { admin: false, maintain: true, push: true, triage: true, pull: true },
  }
}

export function commitShape(c: Context, commit: Commit) {
  const signature = { name: commit.author.name, email: commit.author.email, date: commit.date }
  const url = `${repositoryUrl(c)}/commits/${commit.sha}`
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha.slice(0, 12)}`,
    commit: {
      message: commit.message,
      author: signature,
      committer: signature,
      tree: { sha: commit.tree, url: `${repositoryUrl(c)}/git/trees/${commit.tree}` },
      url,
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    url,
    html_url: pageUrl(c, `commit/${commit.sha}`),
    author: accountShape(c, commit.author),
    committer: accountShape(c, commit.author),
    parents: commit.parents.map((sha) => ({ sha, url: `${repositoryUrl(c)}/commits/${sha}` })),
  }
}

export function commitWithFiles(c: Context, commit: Commit, files: ChangedFile[]) {
  const additions = files.reduce((sum, file) => sum + file.additions, 0)
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
  return {
    ...commitShape(c, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.map((file) => fileShape(c, commit, file)),
  }
}

/** `at` is the commit in which the file is seen. */
export function fileShape(c: Context, at: Commit, file: ChangedFile) {
  const url = `${repositoryUrl(c)}/contents/${encodeURI(file.filename)}?ref=${at.sha}`
  return {
    ...file,
    changes: file.additions + file.deletions,
    blob_url: pageUrl(c, `blob/${at.sha}/${file.filename}`),
    raw_url: pageUrl(c, `raw/${at.sha}/${file.filename}`),
    contents_url: url,
  }
}

export function refShape(c: Context, name: string, sha: string) {
  const object = { type: 'commit', sha, url: `${repositoryUrl(c)}/git/commits/${sha}` }
  return { ref: name, node_id: `R_${name}`, url: `${repositoryUrl(c)}/git/${name}`, object }
}

export function deploymentShape(c: Context, deployment: Deployment, creator: Person) {
  const url = `${repositoryUrl(c)}/deployments/${deployment.id}`
  return {
    url,
    id: deployment.id,
    node_id: `D_${deployment.id}`,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: userShape(c, creator),
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(c),
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
  }
}

export function deploymentStatusShape(c: Context, of: Deployment, status: DeploymentStatus, creator: Person) {
  const deploymentUrl = `${repositoryUrl(c)}/deployments/${of.id}`
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: `DS_${status.id}`,
    state: status.state,
    creator: userShape(c, creator),
    description: status.description,
    environment: of.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: deploymentUrl,
    repository_url: repositoryUrl(c),
  }
}
