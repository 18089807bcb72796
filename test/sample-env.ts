/** What the sample takes from the environment. */
export const sampleEnv = (url: string) => ({
  SANDBOX_URL: url,
  PAGERDUTY_ROUTING_KEY: 'routing-key-of-a-test',
  ALERT_SECRET: 'alert-secret-of-a-test',
})
