/** Watches one address as Prometheus with an Alertmanager would, and posts to a webhook what it finds. */
export type Monitor = { look(): Promise<void>; stop(): void }

export type MonitorOptions = {
  /** What is called, and how often it must fail in a row. */
  probe: string
  failures: number
  /** Of so many looks the share that failed is told, and is too much over 5%. */
  window?: number
  hook: string
  secret: string
  now: () => Date
  /** Milliseconds between two looks; it looks only when told to where undefined. */
  every?: number | undefined
}

const fingerprint = 'c0ffee0011223344'

export function startMonitor({
  probe,
  failures,
  window = 20,
  hook,
  secret,
  now,
  every,
}: MonitorOptions): Monitor {
  const results: boolean[] = []
  let firingSince: Date | null = null
  const tell = async (startsAt: Date, endsAt: Date | null) => {
    const body = JSON.stringify(groupOf(startsAt, endsAt, errorShare(results)))
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
    const answer = await fetch(hook, { method: 'POST', body, headers, signal: AbortSignal.timeout(5000) })
    return answer.ok
  }
  const look = async () => {
    results.push(await isWell(probe))
    if (results.length > window) results.shift()
    const isDown = results.length >= failures && results.slice(-failures).every((well) => !well)
    const isBad = results.length >= 10 && errorShare(results) > 5
    const isFiring = isDown || isBad
    const isOver = !isBad && results.slice(-failures).every((well) => well)
    // The bot may be away: then the next look tells it.
    if (isFiring && (await tell(firingSince ?? now(), null).catch(() => false))) firingSince ??= now()
    if (firingSince && isOver && (await tell(firingSince, now()).catch(() => false))) firingSince = null
  }
  const timer = every === undefined ? undefined : setInterval(() => void look(), every)
  timer?.unref()
  return { look, stop: () => clearInterval(timer) }
}

const isWell = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(3000) }).then(
    ({ ok }) => ok,
    () => false,
  )

const errorShare = (results: readonly boolean[]): number =>
  Math.round((100 * results.filter((well) => !well).length) / Math.max(1, results.length))

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
function groupOf(startsAt: Date, endsAt: Date | null, errorRate: number) {
  const status = endsAt ? 'resolved' : 'firing'
  const labels = {
    alertname: 'CheckoutFails',
    service: 'web',
    environment: 'production',
    severity: 'critical',
  }
  return {
    version: '4',
    groupKey: '{}:{alertname="CheckoutFails"}',
    status,
    receiver: 'pilothouse',
    groupLabels: { alertname: 'CheckoutFails' },
    commonLabels: labels,
    externalURL: 'https://alerts.harbour.example',
    alerts: [
      {
        status,
        labels,
        annotations: {
          summary: 'Checkout fails',
          description: `${errorRate}% of the last calls of the shop failed.`,
          error_rate: String(errorRate),
        },
        startsAt: startsAt.toISOString(),
        endsAt: endsAt?.toISOString() ?? '0001-01-01T00:00:00Z',
        generatorURL: 'https://metrics.harbour.example/graph?g0.expr=shop_errors',
        fingerprint,
      },
    ],
  }
}
