/** A bot of which only the built-in Postgres is there. Usage: embedded-bot.ts FOLDER */
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts'
import { silentLog } from '../silent-log.ts'

const server = await startEmbeddedPostgres({ folder: process.argv[2] ?? '', log: silentLog })
process.stdout.write(`ready ${server.url}\n`)
setInterval(() => {}, 60_000)
