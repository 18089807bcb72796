/** Scrolls to the message and lets it glow for a moment, once the page has drawn it. */
export function showMessage(ts: string): void {
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(`.messages [data-ts="${CSS.escape(ts)}"]`)
    found?.scrollIntoView({ block: 'center' })
    found?.animate([{ background: 'var(--glow)' }, { background: 'transparent' }], { duration: 1800 })
  })
}
