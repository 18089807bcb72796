/** One HTTP request to a site; the body is cut at 64 KB. Throws `UpstreamError` where nothing answers in time. */
export type Probe = (
  url: string,
  timeoutMs: number,
) => Promise<{ status: number; latencyMs: number; body: string; headers: Record<string, string> }>
