/** Where this window is: who is looking, at which channel (or the app's home), and at which thread. */
export type Place = { user: string; channel: string; thread?: string }

export const homePlace = 'home'
const newcomer: Place = { user: 'U0MAYA00001', channel: 'C0DEPLOYS01' }
const storageKey = 'pilothouse-sandbox-place'

/** The address wins, then what this window showed before, then the newcomer's place. */
export function readPlace(hash: string, remembered: string | null): Place {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const before = new URLSearchParams(remembered ?? '')
  const pick = (name: string) => given.get(name) ?? before.get(name)
  const threadTs = given.get('thread')
  return {
    user: pick('user') ?? newcomer.user,
    channel: pick('channel') ?? newcomer.channel,
    ...(threadTs ? { thread: threadTs } : {}),
  }
}

export function writePlace(place: Place): string {
  return new URLSearchParams(place).toString()
}

export function currentPlace(): Place {
  return readPlace(location.hash, sessionStorage.getItem(storageKey))
}

export function goTo(place: Place): void {
  sessionStorage.setItem(storageKey, writePlace({ user: place.user, channel: place.channel }))
  location.hash = writePlace(place)
}

/** After the world was emptied: nothing this window remembers is true any more. */
export function forgetEverything(): void {
  sessionStorage.clear()
  location.hash = ''
  location.reload()
}
