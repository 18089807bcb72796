import { openWorld, type TestPerson, type World } from '../world.ts'

export const channel = 'inc-1-checkout-returns-500s'

/** A world in which Maya has declared incident 1, and its channel is set up. */
export async function openIncident(options: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const world = await openWorld(options)
  await world.maya.asks('/incident checkout returns 500s p0', 'incidents')
  return world
}

/** Everything that somebody reads in a channel. */
export const read = (person: TestPerson, place: string = channel): string =>
  person.reads(place).join('\n---\n')

/** How often a text stands in a channel. */
export const count = (person: TestPerson, place: string, text: string): number =>
  person.reads(place).filter((message) => message.includes(text)).length

/** How many reminders somebody got of updates, whatever became of them. */
export const reminders = (person: TestPerson): number =>
  person.reads('pilothouse').filter((text) => text.includes('Incident 1 · ') && !/ to be /.test(text)).length

/** The form that opens for a person by what they do. */
export async function formAfter(
  world: World,
  person: TestPerson,
  act: Promise<{ trouble?: string }>,
): Promise<string> {
  const { trouble } = await act
  if (trouble) throw new Error(trouble)
  await world.settle()
  const form = person.views().at(-1)
  if (!form) throw new Error('No form opened.')
  return form.id
}

/** The form that a button in the incident's channel opens. */
export const press = (world: World, person: TestPerson, actionId: string): Promise<string> =>
  formAfter(world, person, person.click({ in: channel, actionId }))

/** Fills a form in, and returns the sentences under its fields. */
export async function fill(
  world: World,
  person: TestPerson,
  form: string,
  values: Record<string, unknown> = {},
): Promise<Record<string, string>> {
  const { errors = {} } = await person.submit(form, values)
  await world.settle()
  return errors
}

/** What somebody was told in private since `act` began. */
export async function toldAfter(
  world: World,
  person: TestPerson,
  place: string,
  act: () => Promise<unknown>,
): Promise<string> {
  const before = new Set(person.sees(place).map(({ ts }) => ts))
  await act()
  await world.settle()
  const lines = person.reads(place)
  return person
    .sees(place)
    .flatMap((message, index) =>
      message.ephemeralFor === person.id && !before.has(message.ts) ? [lines[index] ?? ''] : [],
    )
    .join('\n')
}
