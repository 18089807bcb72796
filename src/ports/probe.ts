/** One HTTP request to a site, with these headers beside its own; the body is cut at 64 KB. Throws `UpstreamError` where nothing answers in time. */
export type Probe = (
  url: string,
  timeoutMs: number,
  headers?: Record<string, string>,
) => Promise<{ status: number; latencyMs: number; body: string; headers: Record<string, string> }>
