/** `reports` is where they are proposed as pull requests; null where they stay in Slack. */
export type DiagnosticsPolicy = {
  reports: { repository: string; folder: string; branch: string } | null
  /** Who is signed in where a look is taken as a user; null where nobody is. */
  testUser: { email: string; password: string } | null
}
