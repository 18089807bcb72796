import type { Person } from './state.ts'

export const people = {
  maya: { login: 'maya-l', name: 'Maya Lindqvist', email: 'maya@harbour.example', id: 4101 },
  tomas: { login: 'tomas-o', name: 'Tomas Okafor', email: 'tomas@harbour.example', id: 4102 },
  priya: { login: 'priya-r', name: 'Priya Raman', email: 'priya@harbour.example', id: 4103 },
} satisfies Record<string, Person>

/** Who wrote under this address; somebody without an account here has no login. */
export function personBy(name: string, email: string): Person {
  return Object.values(people).find((one) => one.email === email) ?? { login: '', name, email, id: 0 }
}
