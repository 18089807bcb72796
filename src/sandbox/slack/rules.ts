/**
 * A small vocabulary to write down what Slack accepts. A rule looks at one value and reports each thing that is wrong
 * with it, worded and addressed (JSON pointer) as Slack does in `response_metadata.messages`.
 */
export type Report = (problem: string, at: string) => void
export type Rule = (value: unknown, at: string, report: Report) => void
type Fields = Record<string, Rule>

export type Dict = Record<string, unknown>

export function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A string of `least` to `most` characters. */
export function string(most: number, least = 0): Rule {
  return (value, at, report) => {
    if (typeof value !== 'string') return report('must provide a string', at)
    if (value.length < least) report(`must be more than ${least - 1} characters`, at)
    if (value.length > most) report(`must be less than ${most + 1} characters`, at)
  }
}

export function pattern(shape: RegExp, problem: string): Rule {
  return (value, at, report) => {
    if (typeof value !== 'string' || !shape.test(value)) report(problem, at)
  }
}

export const httpUrl = (most = 3000): Rule =>
  both(string(most, 1), pattern(/^[a-z][a-z0-9+.-]*:\S+$/i, 'must be a valid URL'))

export const boolean: Rule = (value, at, report) => {
  if (typeof value !== 'boolean') report('must provide a boolean', at)
}

export function integer(least: number, most: number): Rule {
  return (value, at, report) => {
    if (!Number.isInteger(value)) return report('must provide an integer', at)
    if (Number(value) < least || Number(value) > most) report(`must be between ${least} and ${most}`, at)
  }
}

export const number: Rule = (value, at, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report('must provide a number', at)
}

export function oneOf(...choices: string[]): Rule {
  return (value, at, report) => {
    if (!choices.includes(String(value))) report(`must be one of: ${choices.join(', ')}`, at)
  }
}

export function list(item: Rule, most: number, least = 1): Rule {
  return (value, at, report) => {
    if (!Array.isArray(value)) return report('must provide an array', at)
    if (value.length < least) report(`no fewer than ${least} items allowed`, at)
    if (value.length > most) report(`no more than ${most} items allowed`, at)
    value.forEach((part, index) => {
      item(part, `${at}/${index}`, report)
    })
  }
}

/** An object with these fields and no others. `type` is free here: `byType` has looked at it. */
export function object(required: Fields, optional: Fields = {}): Rule {
  return (value, at, report) => {
    if (!isDict(value)) return report('must provide an object', at)
    for (const name of Object.keys(required)) {
      if (value[name] === undefined || value[name] === null) report(`missing required field: ${name}`, at)
    }
    for (const [name, part] of Object.entries(value)) {
      const rule = required[name] ?? optional[name]
      if (rule) {
        if (part !== undefined && part !== null) rule(part, `${at}/${name}`, report)
      } else if (name !== 'type') report(`invalid additional property: ${name}`, at)
    }
  }
}

/** Picks the rule by the value's `type`. */
export function byType(table: Fields): Rule {
  return (value, at, report) => {
    if (!isDict(value)) return report('must provide an object', at)
    const type = String(value.type ?? '')
    const rule = Object.hasOwn(table, type) ? table[type] : undefined
    if (!rule) return report(type ? `unsupported type: ${type}` : 'missing required field: type', at)
    rule(value, at, report)
  }
}

export function both(...rules: Rule[]): Rule {
  return (value, at, report) => {
    for (const rule of rules) rule(value, at, report)
  }
}

/** At least one of these fields must be there. */
export function atLeastOneOf(...names: string[]): Rule {
  return (value, at, report) => {
    if (isDict(value) && !names.some((name) => value[name] !== undefined)) {
      report(`one of these fields is required: ${names.join(', ')}`, at)
    }
  }
}

export function exactlyOneOf(...names: string[]): Rule {
  return (value, at, report) => {
    if (isDict(value) && names.filter((name) => value[name] !== undefined).length !== 1) {
      report(`exactly one of these fields is required: ${names.join(', ')}`, at)
    }
  }
}

/** For rules that mention each other. */
export function later(rule: () => Rule): Rule {
  return (value, at, report) => rule()(value, at, report)
}
