const longestFile = 60_000
const mostLines = 3000
const longestBlock = 5000

const fence = /^\s*(?:```|~~~)/
/** Where a line begins a block of its own without a blank one before it. */
const begins = /^\s*(?:[-*+] |\d+[.)] |#|\||$)/

/**
 * As much of a file as is read in a moment, whatever stands in it: the time that Markdown takes grows with the square of
 * its paragraphs. What is left out is told.
 */
export function tame(markdown: string, troubles: string[]): string {
  if (markdown.length > longestFile) troubles.push(`Only its first ${longestFile} characters are read.`)
  const lines = markdown.slice(0, longestFile).split('\n')
  if (lines.length > mostLines) troubles.push(`Only its first ${mostLines} lines are read.`)
  const { kept, isCut } = cutBlocks(lines.slice(0, mostLines))
  if (isCut) troubles.push(`Of a paragraph, only the first ${longestBlock} characters are read.`)
  return kept.join('\n')
}

function cutBlocks(lines: readonly string[]): { kept: string[]; isCut: boolean } {
  let [length, isFenced, isCut] = [0, false, false]
  const kept = lines.map((line) => {
    if (fence.test(line)) isFenced = !isFenced
    if (isFenced || begins.test(line)) length = 0
    const room = longestBlock - length
    length += line.length
    if (isFenced || line.length <= room) return line
    isCut = true
    return line.slice(0, Math.max(0, room))
  })
  return { kept, isCut }
}
