import { pathText } from './tree.ts'
import { type Group, groupOf, type Report } from './values.ts'

/** Each account is one person's. */
export function checkPeople(file: Group, report: Report): void {
  const seen = new Map<string, string>()
  const people = Array.isArray(file.people) ? file.people : []
  people.forEach((person, index) => {
    for (const key of ['slack', 'github']) {
      const account = groupOf(person)[key]
      if (typeof account !== 'string') continue
      const path = ['people', index, key]
      const earlier = seen.get(`${key} ${account.toLowerCase()}`)
      if (earlier)
        report(path, `is ${JSON.stringify(account)}, which ${earlier} has too; list each account once.`)
      seen.set(`${key} ${account.toLowerCase()}`, pathText(path))
    }
  })
}
