import { timeZone } from './freezes.ts'
import { address, listOf, matching, name, named, strict, text } from './words.ts'

const colour = matching(/^#[0-9a-f]{6}$/i, "a colour such as '#0b5c3f'")

const path = matching(
  /^\/(?:[a-z0-9-]+(?:\/[a-z0-9-]+)*)?$/,
  'a path such as /status that begins with a slash and ends with none',
)

const component = strict({
  title: text.optional(),
  description: text.optional(),
  group: text.optional(),
  checks: listOf(name, 'checks').default([]),
  services: listOf(name, 'services').default([]),
  environment: name.optional(),
})

/** The public page. */
export const statusPage = strict({
  title: text.optional(),
  path: path.default('/status'),
  url: address.optional(),
  logo: matching(
    /^(?:https:\/\/[^\s;,'"]+|(?!\w+:)[^\s?#]+\.(?:svg|png|webp))$/,
    'a file that ends in .svg, .png or .webp, or an address that begins with https://',
  ).optional(),
  colours: strict({ light: colour.default('#0b5c3f'), dark: colour.default('#7ddcb5') }).prefault({}),
  timeZone: timeZone.optional(),
  components: named(component),
})
