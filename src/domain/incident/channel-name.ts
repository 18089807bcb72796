const longestName = 80

/** Letters that Unicode does not take apart into a base letter and an accent. */
const folds: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}

/**
 * `inc-3-checkout-returns-500s`, as Slack takes it: a-z, 0-9 and hyphens, at most 80 characters. A title without any
 * such letter gives `inc-3`.
 */
export function channelName(prefix: string, id: number, title: string): string {
  const slug = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðþłı]/g, (letter) => folds[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
  return `${prefix}-${id}-${slug}`.replace(/-+/g, '-').slice(0, longestName).replace(/-+$/, '')
}
