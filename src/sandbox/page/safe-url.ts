/** Whether a chat client would open it. */
export function isSafeUrl(url: string): boolean {
  return /^(https?:|mailto:|slack:|tel:)/i.test(url)
}
