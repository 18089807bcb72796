/** What the sample takes from the environment. */
export const sampleEnv = (url: string) => ({
  SANDBOX_URL: url,
  SHOP_DATABASE_URL: 'postgres://shop:password-of-a-test@127.0.0.1:1/shop',
  PAYMENTS_KEY: 'payments-key-of-a-test',
  PAGERDUTY_ROUTING_KEY: 'routing-key-of-a-test',
  ALERT_SECRET: 'alert-secret-of-a-test',
})
