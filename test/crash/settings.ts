import { readEnvironment, readTeamConfigFile } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'

/** What src/main.ts would start the bot with, read from this process's environment; a port of the system's choice. */
export function settingsFromEnvironment() {
  const environment = readEnvironment(process.env)
  if ('problems' in environment || environment.ok.mode === 'sandbox')
    throw new Error(JSON.stringify(environment))
  const { slack, github, vercel, supabase, pager, configFile, logLevel: level } = environment.ok
  const { databaseUrl = '' } = environment.ok
  const team = readTeamConfigFile(configFile, process.env)
  if ('problems' in team || !github || !vercel || !supabase) throw new Error(JSON.stringify(team))
  return {
    ...{ slack, github, vercel, supabase, pager, databaseUrl, config: team.ok },
    ...{ host: '127.0.0.1', port: 0, log: createLog({ level, secrets: [] }), isScheduling: true },
  }
}
