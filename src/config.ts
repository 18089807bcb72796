export { missingAccess } from './config/access.ts'
export {
  type Environment,
  type GithubAccess,
  readEnvironment,
  type SlackOverHttp,
  type SlackOverSocket,
  type SupabaseAccess,
  type VercelAccess,
  withDotEnv,
} from './config/environment.ts'
export { secretsInConfigFile } from './config/secrets.ts'
export { readTeamConfig, readTeamConfigFile, type Variables } from './config/team.ts'
