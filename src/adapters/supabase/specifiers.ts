/** One import in a file, as it is written there. */
export type Specifier = { text: string; isTypeOnly: boolean }

type Parser = typeof import('oxc-parser')

/** Loaded with the first file: it takes some 9 MB, and many teams have no functions. */
const parser = (): Promise<Parser> => import('oxc-parser')

const parsed = /\.[cm]?[jt]sx?$/

/**
 * What a file imports, re-exports from, and imports later by a literal name. Undefined where it cannot be parsed;
 * files that are no code import nothing.
 */
export async function specifiersIn(path: string, source: string): Promise<Specifier[] | undefined> {
  if (!parsed.test(path)) return []
  const { parseSync } = await parser()
  const { module, errors } = parseSync(path, source)
  if (errors.some(({ severity }) => severity === 'Error')) return undefined
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    text: moduleRequest.value,
    isTypeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const exported = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ text: moduleRequest.value, isTypeOnly: isType }] : [],
    )
  const later = module.dynamicImports
    .map(({ moduleRequest: { start, end } }) => literal(source.slice(start, end)))
    .flatMap((text) => (text === undefined ? [] : [{ text, isTypeOnly: false }]))
  return [...imported, ...exported, ...later]
}

/** A quoted text without anything to be worked out in it. */
function literal(expression: string): string | undefined {
  const [, quote, text = ''] = /^\s*(['"`])([^\\]*)\1\s*$/.exec(expression) ?? []
  const isPlain = quote !== undefined && !text.includes(quote) && !(quote === '`' && text.includes('${'))
  return isPlain ? text : undefined
}
