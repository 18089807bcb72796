/** An answer over HTTP that is no success, with all that says why. */
export class RefusedRequest extends Error {
  readonly status: number
  readonly headers: Headers
  readonly body: string

  constructor(response: Response, body: string) {
    super(`HTTP ${response.status}`)
    this.status = response.status
    this.headers = response.headers
    this.body = body
  }
}
