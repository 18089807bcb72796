/** What has been started, to be ended in the opposite order. */
export class Parts {
  private readonly ends: (() => Promise<void>)[] = []

  async keep<Part>(part: Part, end: (part: Part) => Promise<void>): Promise<Part> {
    this.ends.push(() => end(part))
    return part
  }

  async stop(): Promise<void> {
    for (const end of this.ends.splice(0).reverse()) await end()
  }
}
