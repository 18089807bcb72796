/** What anything built on Bolt costs: an app in Socket Mode that listens to one command and does nothing else. */
import { App, LogLevel } from '@slack/bolt'

const {
  SLACK_BOT_TOKEN: token = '',
  SLACK_APP_TOKEN: appToken = '',
  SLACK_API_URL: slackApiUrl = '',
} = process.env
const app = new App({
  ...{ token, appToken, socketMode: true, logLevel: LogLevel.ERROR },
  clientOptions: { slackApiUrl },
})
app.command('/deploy', async ({ ack }) => ack())
await app.start()
process.stdout.write('{"msg":"Pilothouse is ready"}\n')
