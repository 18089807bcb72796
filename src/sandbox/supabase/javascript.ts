import { readFileSync } from 'node:fs'
import { type TransformOptions, transform, transformSync } from 'esbuild'
import type { Program } from './runner-protocol.ts'

const options: TransformOptions = {
  target: 'esnext',
  jsx: 'automatic',
  // An import that looks unused may be there for its effect.
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
}

let runnerCode: string | undefined

/**
 * How a function's process is started. It is given JavaScript: taking types away itself would double what its start
 * costs, and reading a file would need a permission.
 */
export function argumentsOfNode(): string[] {
  runnerCode ??= transformSync(readFileSync(new URL('runner.ts', import.meta.url), 'utf8'), {
    ...options,
    loader: 'ts',
  }).code
  return ['--permission', '--input-type=module', '-e', runnerCode]
}

/** The same program without types; what cannot be read stays as it is, so that the function's own process says so. */
export async function inJavascript(program: Program): Promise<Program> {
  const files = program.files.map(async ({ path, bytes }) => {
    const loader = loaderOf(path)
    if (!loader) return { path, bytes }
    const read = await transform(bytes, { ...options, loader }).catch(() => undefined)
    return { path, bytes: read ? Buffer.from(read.code) : bytes }
  })
  return { ...program, files: await Promise.all(files) }
}

function loaderOf(path: string): 'ts' | 'tsx' | undefined {
  if (/\.[mc]?ts$/.test(path)) return 'ts'
  return /\.[jt]sx$/.test(path) ? 'tsx' : undefined
}
