/** A bot of which only the store and the jobs are there. Usage: replica.ts DATABASE_URL [hang] */
import { startJobs } from '../../src/adapters/jobs/start.ts'
import { connect } from '../../src/adapters/postgres/connect.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { silentLog } from '../silent-log.ts'

const [url = '', mode] = process.argv.slice(2)

const { pool, close } = await connect(url, silentLog)
await migrate(pool, silentLog)
const work = async (id: string) => {
  process.stdout.write(`started ${id}\n`)
  if (mode === 'hang') await new Promise(() => {})
}
const running = await startJobs({
  url,
  pool,
  log: silentLog,
  now: () => new Date(),
  workers: {
    'advance-deployment': work,
    'advance-incident': work,
    'run-errands': work,
    'advance-operation': work,
    'advance-alert': work,
    'advance-diagnostic': work,
    'run-checks': work,
    'judge-rules': work,
    measure: work,
    'read-posts': work,
    deliver: work,
  },
  sweep: async () => {},
})
process.once('SIGTERM', async () => {
  await running.stop()
  await close()
})
process.stdout.write('ready\n')
