const token = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
const beforeEnd = /("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g

/** JSON as Deno reads it, without its comments and trailing commas. Texts stay as they are. */
export function withoutComments(text: string): string {
  return text
    .replace(token, (found) => (found.startsWith('"') ? found : ' '))
    .replace(beforeEnd, (_found, quoted: string | undefined) => quoted ?? '')
}
