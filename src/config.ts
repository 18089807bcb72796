export { missingAccess } from './config/access.ts'
export { type Environment, readEnvironment, withDotEnv } from './config/environment.ts'
export { readTeamConfig, readTeamConfigFile } from './config/team.ts'
