type Line = { sign: ' ' | '-' | '+'; text: string }

const context = 3
/** Above this, finding the shortest difference takes too long: everything counts as replaced. */
const mostCells = 4_000_000

/** What changed between two texts: counts, and the patch as the API shows it. */
export function lineChanges(before: string, after: string) {
  const lines = difference(split(before), split(after))
  const count = (sign: Line['sign']) => lines.filter((line) => line.sign === sign).length
  return { additions: count('+'), deletions: count('-'), patch: hunks(lines).join('\n') }
}

function split(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function difference(before: string[], after: string[]): Line[] {
  let start = 0
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return [
    ...signed(' ', before.slice(0, start)),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...signed(' ', before.slice(before.length - end)),
  ]
}

const signed = (sign: Line['sign'], texts: string[]): Line[] => texts.map((text) => ({ sign, text }))

function middle(before: string[], after: string[]): Line[] {
  if (before.length * after.length > mostCells) return [...signed('-', before), ...signed('+', after)]
  const common = commonLengths(before, after)
  const lines: Line[] = []
  let [row, column] = [0, 0]
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) {
      lines.push({ sign: ' ', text: before[row] ?? '' })
      row += 1
      column += 1
    } else if ((common[row + 1]?.[column] ?? 0) >= (common[row]?.[column + 1] ?? 0)) {
      lines.push({ sign: '-', text: before[row++] ?? '' })
    } else {
      lines.push({ sign: '+', text: after[column++] ?? '' })
    }
  }
  return [...lines, ...signed('-', before.slice(row)), ...signed('+', after.slice(column))]
}

/** For each place, how many lines the rest of both texts have in common, in order. */
function commonLengths(before: string[], after: string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let row = before.length - 1; row >= 0; row -= 1) {
    const [here = [], below = []] = [lengths[row], lengths[row + 1]]
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const isSame = before[row] === after[column]
      here[column] = isSame
        ? (below[column + 1] ?? 0) + 1
        : Math.max(below[column] ?? 0, here[column + 1] ?? 0)
    }
  }
  return lengths
}

function hunks(lines: Line[]): string[] {
  const shown = new Set<number>()
  lines.forEach((line, index) => {
    if (line.sign === ' ') return
    for (let near = index - context; near <= index + context; near += 1) shown.add(near)
  })
  const texts: string[] = []
  let [oldLine, newLine] = [1, 1]
  const open: Line[] = []
  lines.forEach((line, index) => {
    if (shown.has(index)) open.push(line)
    if (line.sign !== '+') oldLine += 1
    if (line.sign !== '-') newLine += 1
    if (open.length > 0 && !shown.has(index + 1)) texts.push(hunk(open.splice(0), oldLine, newLine))
    else if (open.length > 0 && index === lines.length - 1) texts.push(hunk(open.splice(0), oldLine, newLine))
  })
  return texts
}

/** `oldEnd` and `newEnd` are the numbers of the lines that follow. */
function hunk(lines: Line[], oldEnd: number, newEnd: number): string {
  const range = (end: number, without: Line['sign']) => {
    const length = lines.filter((line) => line.sign !== without).length
    return `${length === 0 ? end - 1 : end - length},${length}`
  }
  const heading = `@@ -${range(oldEnd, '+')} +${range(newEnd, '-')} @@`
  return [heading, ...lines.map((line) => line.sign + line.text)].join('\n')
}
